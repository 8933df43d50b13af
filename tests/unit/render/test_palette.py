"""Contrast of every colour that the pages and the charts declare, by the formula of WCAG 2."""

from __future__ import annotations

import re

import pytest
import tinycss2

from labelqa.report.drawing import theme

TEXT, GRAPHICS = 4.5, 3.0
LARGE = 18  # pt, from which text needs what graphics need
SHEETS = ("base.css", "screen.css", "print.css")
INKS = ("INK", "INK_2", "INK_3", "BLUE", "SIGNAL", "TEAL", "AMBER")
MARKS = (*INKS, "BLUE_LIGHT")
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b|var\(--[\w-]+\)")


@pytest.fixture(scope="module")
def rules(repository) -> list[tuple[str, dict[str, str]]]:
    """Selector and declarations of every rule of the three sheets, those of @media and @page too."""
    folder = repository / "templates" / "report"
    return [rule for name in SHEETS for rule in _rules((folder / name).read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def tokens(rules) -> dict[str, str]:
    """The colours that have a name."""
    return {name: value for name, value in dict(rules)[":root"].items() if value.startswith("#")}


def test_the_formula_gives_the_values_that_wcag_states():
    """Black on white is 21 to 1, and #767676 is the lightest grey that may be text on white."""
    assert 21 == round(contrast("#000000", "#fff"), 2)
    assert contrast("#777777", "#ffffff") < TEXT <= contrast("#767676", "#ffffff")


def test_text_stands_out_from_its_ground(rules, tokens):
    """Each has 4.5 to 1, in large print 3 to 1, on its rule's own background, else on night or paper."""
    pairs = [
        (
            selector,
            _resolved(declared["color"], tokens),
            _ground(selector, declared, tokens),
            _least(declared),
        )
        for selector, declared in rules
        if COLOUR.fullmatch(declared.get("color", ""))
    ]

    assert len(pairs) > 30
    assert [] == [(s, ink, on) for s, ink, on, least in pairs if contrast(ink, on) < least]


def test_every_ground_carries_the_inks_that_inherit(rules, tokens):
    """On each background the text that no rule colours, --ink, keeps 4.5 to 1, or the rule sets its own."""
    grounds = [
        (selector, _ground(selector, declared, tokens))
        for selector, declared in rules
        if "background" in declared and "color" not in declared and not selector.startswith("@page")
        if not _is_mark(selector)
    ]

    assert len(grounds) > 5
    assert [] == [(s, on) for s, on in grounds if contrast(tokens["--ink"], on) < TEXT]


def test_marks_stand_out_from_paper(rules, tokens):
    """What a verdict's mark and a callout's edge are drawn with has 3 to 1."""
    marks = [
        (selector, _resolved(colour, tokens))
        for selector, declared in rules
        for name, value in declared.items()
        if (name.startswith("border-left") and selector.startswith(".callout")) or _is_mark(selector)
        for colour in COLOUR.findall(value)
    ]

    assert len(marks) >= 6
    assert [] == [(s, ink) for s, ink in marks if contrast(ink, theme.PAPER) < GRAPHICS]


@pytest.mark.parametrize("ground", ["paper", "night"])
def test_the_focus_stands_out_from_what_it_lies_on(rules, tokens, ground):
    """Of the colours it is drawn with one has 3 to 1: on the cover by a rule for it, or the general one."""
    drawn = {
        selector: [_resolved(c, tokens) for c in COLOUR.findall(f"{d['outline']} {d.get('box-shadow', '')}")]
        for selector, d in rules
        if ":focus-visible" in selector
    }
    on_cover = {selector: inks for selector, inks in drawn.items() if selector.startswith(".cover")}
    elsewhere = {selector: inks for selector, inks in drawn.items() if selector not in on_cover}
    used = (on_cover or elsewhere) if ground == "night" else elsewhere
    behind = tokens["--night"] if ground == "night" else theme.PAPER

    assert used
    assert [] == [s for s, inks in used.items() if max(contrast(ink, behind) for ink in inks) < GRAPHICS]


@pytest.mark.parametrize("name", INKS)
def test_the_inks_of_charts_can_be_read_on_paper(name):
    """Labels in a chart are small text."""
    assert TEXT <= contrast(getattr(theme, name), theme.PAPER)


@pytest.mark.parametrize("name", MARKS)
def test_the_marks_of_charts_stand_out_from_paper(name):
    """Lines, dots and bars have 3 to 1."""
    assert GRAPHICS <= contrast(getattr(theme, name), theme.PAPER)


def test_the_label_of_a_state_can_be_read_on_its_bar():
    """White on the darkest shade, ink on the others."""
    darkest, *others = theme.STATES

    assert TEXT <= contrast(theme.PAPER, darkest)
    assert [] == [shade for shade in others if contrast(theme.INK, shade) < TEXT]


def test_page_and_charts_use_the_same_colours(tokens):
    """A verdict's mark beside a chart has the chart's colour."""
    pairs = {"--ink": theme.INK, "--ink-2": theme.INK_2, "--ink-3": theme.INK_3, "--blue": theme.BLUE}

    assert {name: colour.lower() for name, colour in pairs.items()} == {name: tokens[name] for name in pairs}


def contrast(one: str, other: str) -> float:
    """WCAG 2: the lighter relative luminance over the darker, each with 0.05 of glare."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    shares = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rules(css: str) -> list[tuple[str, dict[str, str]]]:
    return _parsed(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _parsed(nodes: list) -> list[tuple[str, dict[str, str]]]:
    found = []
    for node in nodes:
        assert node.type != "error", node.message
        if node.type not in {"qualified-rule", "at-rule"} or node.content is None:
            continue
        selector = tinycss2.serialize(node.prelude).strip()
        content = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
        declared = {d.name: tinycss2.serialize(d.value).strip() for d in content if d.type == "declaration"}
        prefix = f"@{node.at_keyword} {selector}" if node.type == "at-rule" else selector
        found += [(prefix, declared), *_parsed([n for n in content if n.type != "declaration"])]
    return found


def _ground(selector: str, declared: dict[str, str], tokens: dict[str, str]) -> str:
    """What is behind the text: the rule's own colour, on the cover night, else paper."""
    if own := COLOUR.search(declared.get("background", "")):
        return _resolved(own[0], tokens)
    return tokens["--night"] if selector.startswith((".cover", "@page cover")) else theme.PAPER


def _least(declared: dict[str, str]) -> float:
    sizes = re.findall(r"([\d.]+)pt", declared.get("font-size", declared.get("font", "")))
    return GRAPHICS if sizes and float(sizes[0]) >= LARGE else TEXT


def _resolved(colour: str, tokens: dict[str, str]) -> str:
    return tokens[colour[4:-1]] if colour.startswith("var(") else colour


def _is_mark(selector: str) -> bool:
    return selector.endswith(" i")
