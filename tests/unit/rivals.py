"""Four vendors of the small company's market, each with its edition."""

from __future__ import annotations

from pathlib import Path

from labelqa.keys import parse

from . import workspaces
from .conftest import Company

VENDORS = ("v1", "v2", "v3", "v4")
EACH = 200  # audits of each vendor; 10 of them are wrong
KEYS = parse("ab" * 32 + " 12", "test")
REPORT = "title: Quality\nnotebook: market_report.ipynb\nowner: Quality team\neditions: [internal, vendors]\n"
INTERNAL = "internal: {kind: internal, sees: [open, pseudonymous, commercial]}\n"
EDITION = "{vendor}: {{kind: vendor, vendor: {vendor}, markets: [SG], sees: [open, pseudonymous]{more}}}\n"


def move_in(company: Company) -> None:
    """Let the company consist of four vendors whose every decision was audited."""
    company.rows["vendors"] = [
        {"vendor_id": vendor, "name": vendor, "holding_id": vendor, "peer_benchmark_consent": True}
        for vendor in VENDORS
    ]
    people = [Company.person(f"p-{vendor}", vendor_id=vendor) for vendor in VENDORS]
    company.rows["people"] = [Company.person("qa1"), *people]
    company.rows["labels"], company.rows["audits"] = [], []
    for place, vendor in enumerate(VENDORS):
        for number in range(EACH):
            add(company, 1000 * place + number, vendor, right=number >= 10)


def add(company: Company, number: int, vendor: str, *, right: bool) -> None:
    """One more decision of a vendor, and its audit."""
    verdict = {} if right else {"verdict": "incorrect", "ref_label_id": "bad"}
    company.rows["labels"].append(Company.label(number, f"p-{vendor}"))
    company.rows["audits"].append(Company.audit(number, **{"incl_prob": 1.0, **verdict}))
    for row in company.rows["audits"]:
        row["frame_size"] = row["sample_size"] = len(company.rows["audits"])


def write(company: Company, templates: Path, withhold: str = "") -> Path:
    """Write data, params, notebook and templates; the workspace."""
    root = workspaces.write(company, templates)
    more = f", withhold: [{withhold}]" if withhold else ""
    editions = INTERNAL + "".join(EDITION.format(vendor=vendor, more=more) for vendor in VENDORS)
    (root / "params" / "editions.yml").write_text(editions)
    (root / "params" / "reports" / "market_report.yml").write_text(REPORT)
    return root
