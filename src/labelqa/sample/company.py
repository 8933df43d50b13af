"""Who the fictional company is: its markets, vendors and sites."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SampleMarket:
    """A market; `share` of the company's decisions, `error` the mean chance of a wrong label."""

    id: str
    name: str
    region: str
    zone: str
    languages: str
    language: str
    share: float
    error: float
    qas: int
    main_queue: str


@dataclass(frozen=True)
class Site:
    """A vendor's workplace; `share` of its market's agents."""

    id: str
    vendor: str
    market: str
    name: str
    city: str
    share: float


MARKETS = (
    SampleMarket("SG", "Singapore", "APAC", "Asia/Singapore", "en,zh", "en", 0.14, 0.034, 6, "listing"),
    SampleMarket("ID", "Indonesia", "APAC", "Asia/Jakarta", "id", "id", 0.28, 0.037, 10, "brand"),
    SampleMarket("TH", "Thailand", "APAC", "Asia/Bangkok", "th", "th", 0.16, 0.036, 6, "chat"),
    SampleMarket("VN", "Vietnam", "APAC", "Asia/Ho_Chi_Minh", "vi", "vi", 0.18, 0.037, 7, "image"),
    SampleMarket("BR", "Brazil", "LATAM", "America/Sao_Paulo", "pt", "pt", 0.10, 0.039, 5, "review"),
    SampleMarket("GB", "United Kingdom", "EMEA", "Europe/London", "en", "en", 0.14, 0.033, 6, "ads"),
)

VENDORS = (
    ("northwind", "Northwind", "gold"),
    ("meridian", "Meridian", "gold"),
    ("alder", "Alder", "silver"),
    ("kestrel", "Kestrel", "silver"),
    ("lumen-works", "Lumen Works", "bronze"),
)

SITES = (
    Site("alder-tampines", "alder", "SG", "Alder Tampines", "Singapore", 0.42),
    Site("northwind-jurong", "northwind", "SG", "Northwind Jurong", "Singapore", 0.33),
    Site("kestrel-woodlands", "kestrel", "SG", "Kestrel Woodlands", "Singapore", 0.25),
    Site("meridian-batam", "meridian", "ID", "Meridian Batam", "Batam", 0.33),
    Site("northwind-surabaya", "northwind", "ID", "Northwind Surabaya", "Surabaya", 0.27),
    Site("kestrel-bandung", "kestrel", "ID", "Kestrel Bandung", "Bandung", 0.22),
    Site("alder-medan", "alder", "ID", "Alder Medan", "Medan", 0.18),
    Site("kestrel-bangkok", "kestrel", "TH", "Kestrel Bangkok", "Bangkok", 0.60),
    Site("meridian-chiang-mai", "meridian", "TH", "Meridian Chiang Mai", "Chiang Mai", 0.40),
    Site("alder-da-nang", "alder", "VN", "Alder Da Nang", "Da Nang", 1.0),
    Site("lumen-works-recife", "lumen-works", "BR", "Lumen Works Recife", "Recife", 1.0),
    Site("lumen-works-leeds", "lumen-works", "GB", "Lumen Works Leeds", "Leeds", 1.0),
)
