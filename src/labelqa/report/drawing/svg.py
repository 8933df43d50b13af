"""A chart's SVG as the page wants it: small, byte-stable, with ids of its own and a title."""

from __future__ import annotations

import html
import re

_NOISE = re.compile(
    r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>|<style.*?</style>", re.DOTALL
)
_TAG = re.compile(r"<[^<>]+>")
_POINTED_AT = re.compile(r'(?:url\(#|href="#)([^")]+)')
_ID = re.compile(r'\s*\bid="([^"]+)"')
_FRACTION = re.compile(r"-?\d+\.\d{3,}")
_STYLE = re.compile(r'\sstyle="([^"]*)"')
_FONT = re.compile(
    r"(?:(?:italic|oblique|normal) )*(?:(?P<weight>\d{3}|bold) )?(?P<size>[\d.]+)px (?P<family>.+)"
)
_NO_TURN = re.compile(r' transform="rotate\(-?0(?: [^)]*)?\)"')
_EMPTY = re.compile(r"<(g|defs)\s*(?:/>|>\s*</\1>)")
_SVG_TAG = re.compile(r'<svg [^>]*?viewBox="([^"]+)"[^>]*>')
_DEFAULTS = {
    ("stroke-linejoin", "miter"),
    ("stroke-linecap", "butt"),
    ("stroke-dashoffset", "0"),
    ("fill-rule", "nonzero"),
}


def tidy(svg: str, prefix: str, title: str) -> str:
    """
    Matplotlib's SVG as one inline element.

    Ids that nothing points at go, the others get `prefix` (two charts of a page must not share one);
    style="" becomes attributes (a page's CSS parser reads styles twice); numbers get two decimals.
    What is written between the tags stays as it is.
    """
    svg = _NOISE.sub("", svg)
    used = {name for tag in _TAG.findall(svg) for name in _POINTED_AT.findall(tag)}
    svg = _TAG.sub(lambda tag: _clean(tag[0], prefix, used), svg)
    svg = _SVG_TAG.sub(lambda tag: _opening(tag[1], prefix, title), svg, count=1)
    return _without_empty(re.sub(r">\s*\n\s*<", "><", svg)).strip()


def escaped(text: str) -> str:
    """Text as SVG content or attribute value."""
    return html.escape(text, quote=True)


def _clean(tag: str, prefix: str, used: set[str]) -> str:
    tag = _ID.sub(lambda found: f' id="{prefix}-{found[1]}"' if found[1] in used else "", tag)
    tag = _POINTED_AT.sub(lambda found: found[0].replace(f"#{found[1]}", f"#{prefix}-{found[1]}"), tag)
    tag = _FRACTION.sub(_rounded, _STYLE.sub(_attributes, tag))
    return re.sub(r"\s*\n\s*", " ", _NO_TURN.sub("", tag))


def _attributes(style: re.Match[str]) -> str:
    found: list[str] = []
    for declaration in style[1].split(";"):
        name, colon, value = (part.strip() for part in declaration.partition(":"))
        if not colon or (name, value) in _DEFAULTS:
            continue
        font = _FONT.fullmatch(value) if name == "font" else None
        if font:
            found += _font_attributes(font)
        else:
            found.append(f'{name}="{value.removesuffix("px") if name == "font-size" else value}"')
    return "".join(f" {attribute}" for attribute in found)


def _font_attributes(font: re.Match[str]) -> list[str]:
    family = font["family"].split(",")[0].replace("&quot;", "").strip("' ")
    weight = [f'font-weight="{font["weight"]}"'] if font["weight"] else []
    return [*weight, f'font-size="{float(font["size"]):g}"', f'font-family="{family}"']


def _rounded(number: re.Match[str]) -> str:
    text = f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _opening(box: str, prefix: str, title: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="{box}" role="img" aria-labelledby="{prefix}-title">'
        f'<title id="{prefix}-title">{escaped(title)}</title>'
    )


def _without_empty(svg: str) -> str:
    shorter = _EMPTY.sub("", svg)
    return shorter if shorter == svg else _without_empty(shorter)
