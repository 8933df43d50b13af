"""Markdown becomes the markup that a report has; HTML and pictures are refused, and harmless anyway."""

from __future__ import annotations

import re

import pytest

from labelqa.components import written
from labelqa.render.sanitise import sanitise

ALL = """
# A heading
Some *stress*, **weight**, `code`, [a page](https://example.org/x) and <https://example.org/y>.\\
A second line.

> A quote.

3. third
   - a point

| a | b |
|---|--:|
| 1 | 2 |

```python
x < 1
```
***
"""
HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "an event": "<b onmouseover=alert(1)>x</b>",
    "a comment": "before <!-- secret --> after",
    "a frame": "<iframe src=http://canary.invalid></iframe>",
    "a script's address": "[x](javascript:alert(1))",
    "data as an address": "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "a remote picture": "![x](http://canary.invalid/x.png)",
    "a file": "![x](/etc/passwd)",
    "our own data": "[x](csv:results.csv) ![x](fig:0)",
    "a way out of the code": "```\n</p><script>alert(1)</script>\n```",
    "an entity": "&lt;script&gt; &#60;script&#62;alert(1)&#60;/script&#62;",
    "a title": '[x](http://canary.invalid "onload=alert(1)")',
    "a table": '| <img src=x onerror=alert(1)> |\n|---|\n| <svg onload="x"> |',
}


def test_what_an_author_writes_has_its_markup():
    """Headings one below the section's, links with their address, numbers right."""
    made = written.markup(ALL)

    assert ["h3"] == re.findall(r"<(h\d)", made)
    assert "<em>stress</em>, <b>weight</b>" in made
    assert "a page (https://example.org/x) and https://example.org/y." in made
    assert '<ol start="3">' in made
    assert '<th scope="col" class="numeric">b</th>' in made
    assert '<p class="code">x &lt; 1</p>' in made


def test_the_last_word_on_markup_takes_nothing_of_it_away():
    """All that is made is on the allow-list, so nothing is lost on the way to the page."""
    made = written.markup(ALL).replace("<br />", "<br>")

    assert made.split() == sanitise(made).split()


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_is_text(case):
    """No tag but ours, no attribute that acts, no address that leads anywhere."""
    made = sanitise(written.markup(HOSTILE[case]))

    assert {"p", "h3", "table", "thead", "tbody", "tr", "th", "td"} >= set(re.findall(r"<(\w+)", made))
    assert [] == re.findall(r"<[^>]*(?:href|src|on\w+)=", made)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a <!-- b --> c", ["holds HTML"]),
        ("<div>\n\n![x](y)", ["holds HTML", "holds a picture"]),
        ("1 < 2 and a<b", []),
        ("`<b>` in code", []),
    ],
)
def test_html_and_pictures_are_problems(text, told):
    """A comment would be read by whoever has the file."""
    assert told == [problem.what for problem in written.problems(text, "cell 1")]
