"""How components look in Jupyter: close to a report's pages, in its light and in its dark theme."""

from __future__ import annotations

CLASS = "labelqa"
_RULES = {
    "": "font: 14px/1.5 var(--jp-ui-font-family, system-ui, sans-serif); overflow-wrap: anywhere; "
    "color: var(--jp-content-font-color1, var(--vscode-editor-foreground, inherit)); "
    "max-width: 60em; margin: 4px 0 12px",
    "p, {}ol, {}ul, {}figure": "margin: 0 0 6px; padding: 0",
    "h2": "font-size: 22px; line-height: 1.25; margin: 12px 0 4px",
    "h3, {}b.title": "font-size: 15px; font-weight: 600; margin: 0 0 4px; display: block",
    "li": "margin: 0 0 6px 1.6em",
    "small": "display: block; font-size: 12px; opacity: .8",
    "svg": "display: block; width: 100%; height: auto",
    "svg text": "font-family: Inter, var(--jp-ui-font-family, system-ui), sans-serif",
    # drawings are made for paper, and stay on it
    ".paper": "background: #fff; color: #13202b; padding: 8px; border-radius: 3px; max-width: 720px",
    ".paper.main": "max-width: 520px",
    ".paper.wide": "max-width: 1040px",
    ".lede": "font-size: 17px",
    ".cover": "background: #0e1b26; color: #f3efe6; padding: 16px 20px; border-radius: 3px; max-width: 720px",
    ".cover h2": "font-size: 40px; line-height: 1.1; color: #fff",
    ".callout": "border-left: 4px solid #4a86b8; padding: 2px 12px",
    ".callout.action": "border-color: #d2572f",
    ".callout.caution": "border-color: #b98a1c",
    ".side-by-side": "display: grid; grid-template-columns: repeat(auto-fit, minmax(15em, 1fr)); "
    "gap: 8px 24px",
    ".side-by-side > div": "border-top: 1px solid var(--jp-border-color1, #8889); padding-top: 8px",
    ".value": "font-size: 28px; line-height: 1.2; font-weight: 500",
    ".scroll": "overflow: auto; max-height: 36em",
    "table": "border-collapse: collapse; font-size: 13px; color: inherit; margin: 0; width: auto",
    "caption": "text-align: left; padding: 0 0 6px; color: inherit",
    "tr, {}tbody tr:nth-child(odd), {}tbody tr:hover": "background: none",
    "th, {}td": "text-align: left; vertical-align: top; white-space: normal; padding: 3px 14px 3px 0; "
    "border-bottom: 1px solid var(--jp-border-color2, #8886); font-weight: 400",
    "thead th": "font-weight: 600",
    ".number": "text-align: right; font-variant-numeric: tabular-nums",
    "td .paper": "padding: 2px; width: 120px",
    # a verdict or a severity is a word first; its mark repeats it, in colours for either ground
    ".mark": "white-space: nowrap",
    ".mark::before": 'content: "\\25CF"; color: #85919b; margin-right: .4em',
    ".mark.met::before": "color: #2b948e",
    ".mark.missed::before, {}.mark.s4::before, {}.mark.s3::before": 'content: "\\25A0"; color: #d2572f',
    ".mark.undecided::before, {}.mark.s2::before": "color: #b98a1c",
    ".shade-1": "background: #d2572f1a",
    ".shade-2": "background: #d2572f33",
    ".shade-3": "background: #d2572f55",
    ".shade-4": "background: #d2572f80",
    ".shade-5": "background: #b93a16; color: #fff; font-weight: 600",
}


def _rule(selector: str, declarations: str) -> str:
    scope = f".{CLASS} "
    return f"{scope}{selector.format(*[scope] * selector.count('{}'))} {{ {declarations} }}"


STYLE = "\n".join(_rule(selector, declarations) for selector, declarations in _RULES.items())
