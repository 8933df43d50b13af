"""What a drawing's own edge cuts off: text and marks that reach out of its view box."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from weasyprint.matrix import Matrix
from weasyprint.svg.bounding_box import bounding_box, bounding_box_rect, is_valid_bounding_box
from weasyprint.svg.utils import size

from ..errors import Problem
from .drawings import CleanDrawing

TOLERANCE = 1.0  # points on paper: half a stroke, the air around letters
CUT_ON_PURPOSE = ("svg", "defs", "clipPath", "linearGradient", "radialGradient")
MARKS = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use", "image")
SIDES = ("left", "top", "right", "bottom")
REMEDY = "give the drawing more room there, or shorten the text"

Box = tuple[float, float, float, float]  # left, top, right, bottom


def check_edges(images: Mapping[str, Any], drawings: Mapping[str, CleanDrawing]) -> tuple[Problem, ...]:
    """
    The worst place of every drawing that something reaches out of, once the drawings are drawn.

    `images` are WeasyPrint's, by address (fig:<number>). What a clip path cuts is cut on purpose.
    """
    found = []
    for key, drawing in drawings.items():
        drawn = images[f"fig:{key}"]._svg
        left, top, width, height = drawn.get_viewbox()
        beyond = [(_beyond(box, (left, top, left + width, top + height)), said)
                  for box, said in _boxes(drawn, drawn.tree, Matrix(), size("12pt"))]  # fmt: skip
        (reach, side), said = max(beyond, default=((0.0, ""), ""))
        if reach > TOLERANCE:
            what = f"is cut off by its {side} edge, by {reach:.1f} pt" + (f": {said[:60]}" if said else "")
            found.append(Problem(what, drawing.owner, REMEDY))
    return tuple(found)


def _boxes(drawn: Any, parent: Any, matrix: Matrix, font_size: float) -> Iterator[tuple[Box, str]]:
    """Where each text and mark is, in units of the view box, and what a text says."""
    for node in parent:
        if node.tag in CUT_ON_PURPOSE or node.get("clip-path"):
            continue
        letters = size(node.get("font-size", "1em"), font_size, font_size)
        own = drawn.get_node_transform_matrix(node, letters)
        placed = own @ matrix if own else matrix
        if node.tag == "text":
            box, said = _text_box(node, letters), "".join(node._etree_node.itertext()).strip()
        else:
            box, said = _mark_box(drawn, node, letters), ""
        if box is not None and is_valid_bounding_box(box):
            yield _placed(box, placed), said
        if node.tag == "g":
            yield from _boxes(drawn, node, placed, letters)


def _text_box(node: Any, letters: float) -> Box | None:
    """Where a text was drawn: x, y, width and height, as high as its letters and not as its line."""
    x, y, width, height = node.text_bounding_box
    shift = {"middle": width / 2, "end": width}.get(node.get("text-anchor", "start"), 0.0)
    return (x - shift, y + height / 2 - letters / 2, width, letters) if width else None


def _mark_box(drawn: Any, node: Any, letters: float) -> Box | None:
    if node.tag not in MARKS:
        return None
    if node.tag == "image":
        picture: Box = bounding_box_rect(drawn, node, letters)
        return picture
    if node.tag != "use" and not any((*node.get_paint("fill"), *node.get_paint("stroke"))):
        return None
    mark: Box = bounding_box(drawn, node, letters, stroke=True)
    return mark


def _placed(box: Box, matrix: Matrix) -> Box:
    x, y, width, height = box
    corners = [matrix.transform_point(x + i * width, y + j * height) for i in (0, 1) for j in (0, 1)]
    across, down = zip(*corners, strict=True)
    return min(across), min(down), max(across), max(down)


def _beyond(box: Box, edges: Box) -> tuple[float, str]:
    """How far a box reaches out of the edges, and at which side most."""
    reach = [edges[i] - box[i] if i < 2 else box[i] - edges[i] for i in range(4)]
    return max(zip(reach, SIDES, strict=True))
