"""Markdown as an analyst may write it in a cell: what of it a report takes, and what markup it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from ..errors import Problem

TAGS = {f"h{level}": "h3" for level in range(1, 7)} | {"strong": "b"}
"""Ours by theirs. Every heading is one level below the section's own, so that none is skipped."""
REFUSED = {
    "html_block": ("holds HTML", "write it in Markdown; a comment would be read by whoever has the file"),
    "html_inline": ("holds HTML", "write it in Markdown; a comment would be read by whoever has the file"),
    "image": ("holds a picture", "draw it in a cell and show it with r.figure(fig, title=...)"),
}
"""By kind of token: what is wrong, and the remedy."""


def problems(text: str, where: str) -> list[Problem]:
    """What a report does not take of a cell's text: HTML and pictures, each once."""
    kinds = {
        each.type for token in _parser(html=True).parse(text) for each in (token, *(token.children or ()))
    }
    found = [REFUSED[kind] for kind in REFUSED if kind in kinds]
    return [Problem(what, where, remedy) for what, remedy in dict.fromkeys(found)]


def markup(text: str) -> str:
    """
    A cell's text as markup of a section: paragraphs, headings, lists, quotes, code, tables; all else escaped.

    Headings stand one level below the section's. A link is its text and its address, which leads nowhere.
    """
    parser = _parser(html=False)
    return str(parser.renderer.render(_ours(parser.parse(text)), parser.options, {}))


@cache
def _parser(*, html: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": html}).enable("table")
    for kind, rule in (("code_inline", _code), ("fence", _block), ("code_block", _block), ("hr", _rule)):
        parser.add_render_rule(kind, rule)
    return parser


def _ours(tokens: Sequence[Token]) -> list[Token]:
    made = []
    for token in tokens:
        if token.type == "inline":
            token.children = list(_inline(token.children or []))
        made.append(_styled(token))
    return made


def _styled(token: Token) -> Token:
    """A token with the tag that a report has for it."""
    token.tag = TAGS.get(token.tag, token.tag)
    match token.type:
        case "blockquote_open" | "blockquote_close":
            token.tag = "div"
            token.attrs = {"class": "quote"} if token.nesting > 0 else {}
        case "th_open" | "td_open":
            right = "right" in str(token.attrs.get("style", ""))
            token.attrs = {"scope": "col"} if token.type == "th_open" else {}
            token.attrs |= {"class": "numeric"} if right else {}
    return token


def _inline(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens of a line, links as their text with the address behind it."""
    address, said = "", ""
    for token in tokens:
        match token.type:
            case "link_open":
                address, said = str(token.attrs["href"]), ""
            case "link_close":
                if said != address:
                    yield Token("text", "", 0, content=f" ({address})")
            case "image":
                yield Token("text", "", 0, content=token.content)
            case _:
                said += token.content
                yield _styled(token)


def _code(_: Any, tokens: Sequence[Token], place: int, *__: Any) -> str:
    return f'<span class="code">{escapeHtml(tokens[place].content)}</span>'


def _block(_: Any, tokens: Sequence[Token], place: int, *__: Any) -> str:
    return f'<p class="code">{escapeHtml(tokens[place].content.rstrip())}</p>\n'


def _rule(*_: Any) -> str:
    return '<div class="rule" aria-hidden="true"></div>\n'
