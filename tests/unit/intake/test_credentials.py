"""Who reads a place is told by the environment or a closed file, and never repeated."""

from __future__ import annotations

import json

import pytest

from labelqa.errors import ParamsError
from labelqa.intake import credentials
from labelqa.intake.credentials import masked

SECRET = "canary/of +a=secret\"'%"


def test_the_environment_comes_before_the_file(tmp_path, monkeypatch):
    """Both are user:password or a JSON object; a password may hold colons."""
    file = tmp_path / "keys"
    file.write_text('{"user": "of the file", "password": "b"}', encoding="utf-8")
    file.chmod(0o600)
    before = credentials.find("database", "warehouse", "keys", tmp_path)
    monkeypatch.setenv("LABELQA_DATABASE_WAREHOUSE", "reader:a:b")

    assert {"user": "of the file", "password": "b"} == before.settings
    assert {"user": "reader", "password": "a:b"} == (
        credentials.find("database", "warehouse", "keys", tmp_path).settings
    )


def test_nobody_need_be_told(tmp_path):
    """A store's library finds its own, a file needs none."""
    assert {} == credentials.find("place", "vendor", None, tmp_path).settings


@pytest.mark.parametrize(
    ("text", "mode", "message"),
    [
        ("reader:canary", 0o640, "keys: may be read by others; chmod 600 keys"),
        ("reader canary", 0o600, "keys: holds no credentials"),
        ("reader:canary\nmore", 0o600, "keys: holds no credentials"),
        ("{'user': 'canary'}", 0o600, "keys: holds no JSON object"),
        (None, 0o600, "keys: cannot be read: No such file or directory"),
    ],
)
def test_a_file_that_is_open_or_holds_neither_form_is_refused(tmp_path, text, mode, message):
    """Without repeating what it holds."""
    if text is not None:
        (tmp_path / "keys").write_text(text, encoding="utf-8")
        (tmp_path / "keys").chmod(mode)
    with pytest.raises(ParamsError) as refused:
        credentials.find("place", "vendor", "keys", tmp_path)

    assert message in str(refused.value)
    assert "canary" not in str(refused.value)


def test_they_print_as_where_they_stood(monkeypatch, tmp_path):
    """A traceback that shows its variables shows no secret."""
    monkeypatch.setenv("LABELQA_PLACE_VENDOR", json.dumps({"key": "canary", "deep": {"secret": ["canary"]}}))
    known = credentials.find("place", "vendor", None, tmp_path)

    assert "Credentials(the environment's LABELQA_PLACE_VENDOR)" == repr(known) == str(known)
    assert "••• and •••" == known.masked("canary and canary")


@pytest.mark.parametrize(
    "spelt",
    [
        SECRET,
        "canary/of%20%2Ba%3Dsecret%22%27%25",
        "canary%2Fof%20%2Ba%3Dsecret%22%27%25",
        "canary%2Fof+%2Ba%3Dsecret%22%27%25",
        json.dumps(SECRET),
        repr(SECRET),
    ],
)
def test_a_secret_is_hidden_however_it_is_spelt(spelt):
    """As it is, in an address, in JSON and in Python."""
    shown = masked(f"refused: {spelt}!", [SECRET])

    assert "canary" not in shown
    assert shown.startswith("refused: ")
    assert shown.endswith("!")


def test_of_two_secrets_one_inside_the_other_nothing_is_left():
    """The longer goes first."""
    assert "•••" == masked("canary-and-more", ["canary", "canary-and-more"])


def test_what_the_environment_calls_secret_is_hidden_too(monkeypatch):
    """Libraries read their own variables; a switch is none, whatever its name."""
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "canary-of-aws")
    monkeypatch.setenv("USE_TOKEN", "1")

    assert "no ••• in 10 tries" == masked("no canary-of-aws in 10 tries")
