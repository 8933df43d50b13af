"""Files at addresses: listed, fetched whole or not at all."""

from __future__ import annotations

import hashlib
import json
import socket
from urllib.parse import quote

import pytest
from builders.stores import SECRET

from labelqa.errors import DataError, ParamsError
from labelqa.intake.places import Listed, Stores, file_name
from labelqa.params import PlaceParams, Sources

CONTENT = b"label_event_id\ne1\n"


def stores(tmp_path, **places: PlaceParams) -> Stores:
    """The stores of a workspace that names these places."""
    sources = Sources.model_validate({"tables": {"labels": {"files": "labels.csv"}}, "places": places})
    return Stores(sources, tmp_path)


def digest(content: bytes) -> str:
    """As params name it."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def refusal(action, *arguments: object) -> str:
    """The one problem with which an action is refused; it has a place and a remedy."""
    with pytest.raises(DataError) as refused:
        action(*arguments)
    (problem,) = refused.value.problems
    assert problem.where
    assert problem.remedy
    return str(problem)


def fetched(tmp_path, address: str, wanted: str | None = None) -> bytes:
    """The bytes of the one file at an address."""
    opened = stores(tmp_path)
    (file,) = opened.listed(address, wanted)
    opened.fetch(file, tmp_path / "work" / "file", wanted)
    return (tmp_path / "work" / "file").read_bytes()


def test_a_pattern_lists_what_is_there_with_its_size_and_version(s3, tmp_path):
    """Sorted by address; a version is another once the object was written anew."""
    for key in ("in/b.csv", "in/a.csv", "in/a.txt", "out/a.csv"):
        s3.put(key, CONTENT)
    before = stores(tmp_path).listed("s3://labels/in/*.csv")
    s3.put("in/a.csv", CONTENT.swapcase())
    after = stores(tmp_path).listed("s3://labels/in/*.csv")

    assert ["s3://labels/in/a.csv", "s3://labels/in/b.csv"] == [file.address for file in before]
    assert [len(CONTENT)] * 2 == [file.size for file in before]
    assert [True, False] == [old.stamp != new.stamp for old, new in zip(before, after, strict=True)]


def test_what_is_not_there_is_not_listed(s3, tmp_path):
    """Neither an object nor a bucket: whether it must be there others say."""
    s3.put("in/a.csv", CONTENT)
    opened = stores(tmp_path)

    assert [] == opened.listed("s3://labels/in/b.csv")
    assert [] == opened.listed("s3://labels/out/*.csv")
    assert [] == opened.listed("s3://nowhere/a.csv")


def test_a_file_is_fetched_whole_and_its_digest_told(s3, tmp_path):
    """To its name by one rename; nothing else stays beside it."""
    s3.put("in/a.csv", CONTENT * 100_000)
    opened = stores(tmp_path)
    (file,) = opened.listed("s3://labels/in/a.csv")
    told = opened.fetch(file, tmp_path / "work" / "a.csv")

    assert digest(CONTENT * 100_000) == told
    assert ["a.csv"] == [path.name for path in (tmp_path / "work").iterdir()]
    assert CONTENT * 100_000 == (tmp_path / "work" / "a.csv").read_bytes()


def test_an_object_that_changed_since_it_was_listed_is_refused(s3, tmp_path):
    """Of another version, and of the same size: nothing of it stays."""
    s3.put("in/a.csv", CONTENT)
    opened = stores(tmp_path)
    (file,) = opened.listed("s3://labels/in/a.csv")
    s3.put("in/a.csv", CONTENT.swapcase())

    assert "s3://labels/in/a.csv: changed while it was fetched; run again" in refusal(
        opened.fetch, file, tmp_path / "work" / "a.csv"
    )
    assert [] == [*(tmp_path / "work").iterdir()]


def test_an_object_that_went_since_it_was_listed_is_refused(s3, tmp_path):
    """As one that never was."""
    s3.put("in/a.csv", CONTENT)
    opened = stores(tmp_path)
    (file,) = opened.listed("s3://labels/in/a.csv")
    s3.client.delete_object(Bucket="labels", Key="in/a.csv")

    assert "s3://labels/in/a.csv: no such file" in refusal(opened.fetch, file, tmp_path / "work" / "a.csv")


def test_another_digest_than_params_name_is_refused(s3, tmp_path):
    """The message says which it is."""
    s3.put("in/a.csv", CONTENT)
    opened = stores(tmp_path)
    (file,) = opened.listed("s3://labels/in/a.csv")

    assert f"is another file than it should be: {digest(CONTENT)}" in refusal(
        opened.fetch, file, tmp_path / "work" / "a.csv", digest(b"")
    )
    assert [] == [*(tmp_path / "work").iterdir()]


def test_a_place_has_credentials_and_settings_of_its_own(s3, tmp_path, monkeypatch):
    """Those of the longest address that fits."""
    s3.put("in/a.csv", CONTENT)
    for name in ("AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    keys = tmp_path / "vendor.keys"
    keys.write_text(f'{{"key": "reader", "secret": "{SECRET}"}}', encoding="utf-8")
    keys.chmod(0o600)
    address = {"address": "s3://labels/", "options": {"endpoint_url": s3.endpoint}}
    right = {**address, "credentials": "vendor.keys"}
    other = {"address": "s3://labels", "options": {"endpoint_url": "http://127.0.0.1:9"}}
    opened = stores(tmp_path, vendor=right, other=other)

    assert ["s3://labels/in/a.csv"] == [file.address for file in opened.listed("s3://labels/in/*.csv")]


def test_a_place_is_no_beginning_of_anothers_name(s3, tmp_path):
    """What s3://label needs is not told to s3://labels."""
    s3.put("in/a.csv", CONTENT)
    options = {"endpoint_url": "http://127.0.0.1:9"}
    opened = stores(tmp_path, vendor={"address": "s3://label", "options": options})

    assert 1 == len(opened.listed("s3://labels/in/a.csv"))


def test_wrong_credentials_are_one_message_without_them(web, tmp_path, monkeypatch):
    """As S3 refuses them: 403, told with the environment's secret nowhere in it."""
    refused = (
        b"<Error><Code>SignatureDoesNotMatch</Code><Message>not " + SECRET.encode() + b"</Message></Error>"
    )

    def forbid(request) -> None:
        request.send_response(403)
        request.send_header("Content-Length", str(len(refused)))
        request.end_headers()
        request.wfile.write(refused)

    monkeypatch.setenv("AWS_ENDPOINT_URL", web.url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "reader")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    web.files[""] = forbid
    said = refusal(stores(tmp_path).listed, "s3://labels/in/*.csv")

    assert "s3://labels/in/*.csv: the store lets nobody in with these credentials; correct them" in said
    assert "canary" not in said


def test_a_store_that_nobody_answers_for_is_refused(tmp_path, monkeypatch):
    """After a bounded number of attempts."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{unused.getsockname()[1]}")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "reader")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
        said = refusal(stores(tmp_path).listed, "s3://labels/in/*.csv")

    assert "s3://labels/in/*.csv: cannot be read: " in said
    assert "see to the network and the store" in said


def test_without_its_library_a_store_is_refused_with_the_extra_that_brings_it(tmp_path):
    """The tests' own environment reads neither SFTP nor Google's nor Azure's store."""
    for address, extra in {
        "sftp://host/in/a.csv": "sftp",
        "gs://labels/in/a.csv": "gcs",
        "abfs://labels@account.dfs.core.windows.net/a.csv": "azure",
    }.items():
        with pytest.raises(ParamsError) as refused:
            stores(tmp_path).listed(address)

        assert f"pip install 'labelqa[{extra}]'" in str(refused.value)


def test_by_http_one_file_is_fetched_and_its_digest_is_its_version(web, tmp_path):
    """Nothing is asked before it is fetched, and it is asked for once."""
    web.files["/a.csv"] = CONTENT
    address = f"{web.url}/a.csv"

    assert [Listed(address, address, None, digest(CONTENT))] == stores(tmp_path).listed(
        address, digest(CONTENT)
    )
    assert [] == web.asked
    assert CONTENT == fetched(tmp_path, address, digest(CONTENT))
    assert ["/a.csv"] == web.asked


@pytest.mark.parametrize(
    ("status", "attempts", "message"),
    [(404, 1, "no such file"), (500, 3, "500"), (401, 1, "lets nobody in"), (403, 1, "lets nobody in")],
)
def test_what_a_server_answers_instead_is_one_message(web, tmp_path, status, attempts, message):
    """What a moment may heal is asked for three times, the rest once."""
    web.files["/a.csv"] = lambda request: request.send_error(status)

    assert message in refusal(fetched, tmp_path, f"{web.url}/a.csv", digest(CONTENT))
    assert attempts == len(web.asked)
    assert [] == [*(tmp_path / "work").iterdir()]


def test_a_server_that_repeats_a_secret_is_not_repeated(web, tmp_path, monkeypatch):
    """Its words are told without what it was told: as it is, and percent-encoded."""

    def repeat(request) -> None:
        told = request.headers["Authorization"]
        request.send_response(500, f"no {told} here, nor {quote(told, safe='')}")
        request.send_header("Content-Length", "0")
        request.end_headers()

    web.files[""] = repeat
    monkeypatch.setenv("LABELQA_PLACE_VENDOR", json.dumps({"headers": {"Authorization": f"Bearer {SECRET}"}}))
    opened = stores(tmp_path, vendor={"address": web.url})
    (file,) = opened.listed(f"{web.url}/a.csv", digest(CONTENT))
    said = refusal(opened.fetch, file, tmp_path / "work" / "a.csv", digest(CONTENT))

    assert "no ••• here, nor •••" in said
    assert "canary" not in said


def test_a_moment_may_heal(web, tmp_path):
    """An answer that breaks off, then the whole file."""

    def break_off(request) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(len(CONTENT)))
        request.end_headers()
        request.wfile.write(CONTENT[:4])
        request.wfile.flush()
        web.files["/a.csv"] = CONTENT
        request.connection.shutdown(socket.SHUT_RDWR)

    web.files["/a.csv"] = break_off

    assert CONTENT == fetched(tmp_path, f"{web.url}/a.csv", digest(CONTENT))
    assert 2 == len(web.asked)


def test_a_redirect_leads_to_the_same_host_only(web, tmp_path):
    """To another one nobody goes, not even to one that would answer."""
    leads = {"/a.csv": "/b.csv", "/c.csv": web.url.replace("127.0.0.1", "localhost") + "/b.csv"}

    def redirect(request) -> None:
        request.send_response(302)
        request.send_header("Location", leads[request.path])
        request.send_header("Content-Length", "0")
        request.end_headers()

    web.files |= {"/a.csv": redirect, "/b.csv": CONTENT, "/c.csv": redirect}

    assert CONTENT == fetched(tmp_path, f"{web.url}/a.csv", digest(CONTENT))
    assert "/c.csv: is redirected to localhost" in refusal(
        fetched, tmp_path, f"{web.url}/c.csv", digest(CONTENT)
    )
    assert 1 == web.asked.count("/b.csv")


def test_a_file_keeps_the_endings_that_tell_its_form():
    """And no two addresses share a name."""
    names = [file_name(f"s3://{place}") for place in ("a/x.csv.gz", "b/x.csv.gz", "a/x.parquet", "a/x")]

    assert [".csv.gz", ".csv.gz", ".parquet", ""] == [name[16:] for name in names]
    assert 4 == len(set(names))
