"""SVG written anew from its harmless parts: an allow-list of elements, attributes and references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from xml.etree import ElementTree as ET

from markupsafe import Markup

from ..errors import Problem
from ..signs import settled, without_unseen

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
ELEMENTS = frozenset(
    {
        *("svg", "g", "defs", "title", "desc", "use", "image", "clipPath"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
        *("linearGradient", "radialGradient", "stop"),
    }
)
ATTRIBUTES = frozenset(
    {
        *("id", "href", "viewBox", "preserveAspectRatio", "transform", "image-rendering"),
        *("x", "y", "dx", "dy", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy"),
        *("width", "height", "d", "points", "fill", "fill-opacity", "fill-rule", "opacity"),
        *("stroke", "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-linejoin"),
        *("stroke-dasharray", "stroke-dashoffset", "stroke-miterlimit"),
        *("clip-path", "clip-rule", "clipPathUnits", "gradientUnits", "gradientTransform"),
        *("offset", "stop-color", "stop-opacity", "letter-spacing", "text-anchor", "dominant-baseline"),
        *("font-family", "font-size", "font-weight", "font-style"),
    }
)
DROPPED = frozenset({"class", "role", "aria-hidden", "aria-label", "aria-labelledby", "version"})
DEPTH = 40
LOCAL = re.compile(r"#[\w.-]+")
PIXELS = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=\s]+")
REFERENCE = re.compile(r"url\(\s*(['\"]?)(.*?)\1\s*\)")


@dataclass(frozen=True)
class CleanDrawing:
    """A cleaned drawing, and what it belongs to: the cover, a tile, an exhibit."""

    svg: str
    owner: str


class BrokenError(ValueError):
    """A drawing cannot be read."""


class Drawings:
    """
    The drawings of one page, each cleaned when it is placed and kept under its own number.

    One that holds what it must not is a problem. One that cannot be read is only `broken`: it is not shown.
    """

    def __init__(self) -> None:
        self.placed: dict[str, CleanDrawing] = {}
        self.problems: list[Problem] = []
        self.broken: list[Problem] = []

    def place(self, svg: str, alt: str, owner: str) -> Markup:
        """A stand-in for the drawing (an image with the address fig:<number>); `alt` is its words."""
        key, alt = str(len(self.placed) + 1), settled(alt)
        try:
            self.placed[key] = CleanDrawing(clean(svg, alt, prefix=f"d{key}-"), owner)
        except BrokenError as error:
            self.broken.append(Problem(f"holds {error}", owner, "draw it without"))
        except ValueError as error:
            self.problems.append(Problem(f"holds {error}", f"the drawing of {owner}", "draw it without"))
        return Markup('<img src="fig:{}" alt="{}">').format(key, alt)


def clean(svg: str, alt: str, *, prefix: str) -> str:
    """
    One <svg> element rewritten from its allowed parts; ids get `prefix`, so that no two drawings clash.

    Raises ValueError naming the first thing that is not allowed, BrokenError where there is no reading it.
    """
    if declared := re.search(r"<[!?]\S{0,10}", svg):
        raise ValueError(f"a declaration ({declared[0]})")
    try:
        root = ET.fromstring(without_unseen(svg))  # noqa: S314 - without declarations there are no entities to expand
    except ET.ParseError as error:
        raise BrokenError(f"broken XML ({error})") from error
    if root.tag not in ("svg", f"{SVG}svg") or "viewBox" not in root.attrib:
        raise ValueError("no <svg> with a viewBox")
    for child in [child for child in root if child.tag in (f"{SVG}title", f"{SVG}desc")]:
        root.remove(child)  # `alt` says it; a title would also pop up under the pointer
    for name in ("width", "height"):
        root.attrib.pop(name, None)  # the page decides its size
    head = f'<svg xmlns="{SVG[1:-1]}" xmlns:xlink="{XLINK[1:-1]}" role="img" aria-label="{escape(alt)}"'
    return f"{head}{''.join(_attributes(root, prefix))}>{''.join(_children(root, prefix))}</svg>"


def _children(parent: ET.Element, prefix: str, depth: int = 0) -> Iterator[str]:
    if depth > DEPTH:
        raise ValueError(f"more than {DEPTH} levels")
    yield _text(parent.text)
    for child in parent:
        name = child.tag.removeprefix(SVG)
        if name not in ELEMENTS:
            raise ValueError(f"the element <{name}>")
        yield f"<{name}{''.join(_attributes(child, prefix))}>"
        yield from _children(child, prefix, depth + 1)
        yield f"</{name}>{_text(child.tail)}"


def _text(text: str | None) -> str:
    """Each text by itself: a name cut in two has an isolate open in one part and closed in the other."""
    return escape(settled(text or ""), quote=False)


def _attributes(element: ET.Element, prefix: str) -> Iterator[str]:
    for full, value in element.attrib.items():
        name = full.removeprefix(XLINK)
        if name in DROPPED:
            continue
        if name not in ATTRIBUTES:
            raise ValueError(f"the attribute {name}")
        written = "xlink:href" if name == "href" else name
        yield f' {written}="{escape(_value(element, name, value, prefix))}"'


def _value(element: ET.Element, name: str, value: str, prefix: str) -> str:
    if name == "id":
        return prefix + value
    if name == "href":
        if element.tag == f"{SVG}image" and PIXELS.fullmatch(value):
            return value
        if not LOCAL.fullmatch(value):
            raise ValueError(f"a reference to {value[:60]}")
        return f"#{prefix}{value[1:]}"
    if "\\" in value:
        raise ValueError("an escape in an attribute")
    for _, target in REFERENCE.findall(value):
        if not LOCAL.fullmatch(target):
            raise ValueError(f"a reference to {target[:60]}")
    return REFERENCE.sub(lambda m: f"url(#{prefix}{m[2][1:]})", value)
