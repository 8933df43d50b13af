"""The last word on the page's body: an allow-list of tags, attributes and addresses, after all other work."""

from __future__ import annotations

import re

import nh3

TAGS = {
    *("a", "aside", "b", "br", "caption", "col", "colgroup", "div", "figcaption", "figure", "footer", "h1"),
    *("h2", "h3", "header", "i", "img", "li", "main", "nav", "ol", "p", "section", "span", "table", "tbody"),
    *("td", "th", "thead", "tr", "ul"),
    *("code", "em", "strong"),  # of what people write
}
ATTRIBUTES = {
    "*": {"class", "id", "role", "tabindex", "aria-label", "aria-labelledby", "aria-hidden"},
    "a": {"href", "download"},
    "div": {"data-head", "data-foot"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "th": {"scope"},
}
ADDRESSES = {
    "href": re.compile(r"#[a-z][a-z0-9-]*|csv:[a-z0-9][a-z0-9_-]*\.csv"),
    "src": re.compile(r"fig:[0-9]+"),
}


def sanitise(body: str) -> str:
    """
    The body with only what a report may hold.

    Links lead within the page or to an exhibit's data (csv:<file>), images are drawings (fig:<number>).
    """
    return nh3.clean(
        body,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_address,
        url_schemes={"csv", "fig"},
        link_rel=None,
        strip_comments=True,
    )


def _address(_tag: str, attribute: str, value: str) -> str | None:
    allowed = ADDRESSES.get(attribute)
    return value if allowed is None or allowed.fullmatch(value) else None
