"""Addresses in params: places alone, and no secret in any spelling."""

from __future__ import annotations

import pytest

from labelqa.errors import ParamsError
from labelqa.params import load

DIGEST = "sha256:" + "0" * 64


def refused(company, mapping: str, extra: str = "") -> str:
    """What loading says of labels mapped so."""
    company.mappings["labels"], company.extra = mapping, extra
    with pytest.raises(ParamsError) as error:
        load(company.written())
    return "\n".join(map(str, error.value.problems))


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("file:///etc/passwd.csv", "file:// is no place that is read"),
        ("local:///etc/passwd.csv", "local:// is no place that is read"),
        ("memory://labels.csv", "memory:// is no place that is read"),
        ("simplecache::file:///etc/passwd.csv", "an address of an address"),
        ("zip://labels.csv::s3://labels/a.zip", "an address of an address"),
        ("s3:///labels.csv", "names no bucket or host"),
        ("s3://key:canary@labels/a.csv", "an address in params holds no password"),
        ("sftp://vendor%3Acanary@host/a.csv", "an address in params holds no password"),
        ("sftp://vendor%253Acanary@host/a.csv", "an address in params holds no password"),
        ("https://host/a.csv?X-Amz-Signature=canary", "X-Amz-Signature looks like a secret"),
        ("https://host/a.csv?to%6ben=canary", "token looks like a secret"),
        ("https://host/a.csv?to%256ben=canary", "token looks like a secret"),
        ("https://host/a.csv", "https:// is read with a digest only"),
        ("s3://labels/{day}.csv", "has an unknown placeholder"),
    ],
)
def test_an_address_is_of_a_place_and_holds_no_secret(company, address, message):
    """The message names what is wrong and its line, and repeats nothing that may be secret."""
    said = refused(company, f'{{files: "{address}"}}')

    assert message in said
    assert said.startswith("params/sources.yml:")
    assert "canary" not in said


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        (f'{{files: "https://host/*.csv", digest: "{DIGEST}"}}', "nothing can be listed by HTTP"),
        (f'{{files: "https://host/{{month}}.csv", digest: "{DIGEST}"}}', "nothing can be listed by HTTP"),
        (f'{{files: "s3://labels/*.csv", digest: "{DIGEST}"}}', "one digest is of one file"),
        (f'{{files: in/labels.csv, digest: "{DIGEST}"}}', "digest is of a file at an address"),
        ("{files: in/labels.csv, query: SELECT 1}", "query: only with a database"),
        ("{}", "needs files or a database, one of them"),
        ("{files: in/labels.csv, database: warehouse}", "needs files or a database, one of them"),
    ],
)
def test_what_goes_with_files_does_not_go_with_databases(company, mapping, message):
    """And a digest is of one file at an address."""
    assert message in refused(company, mapping)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("postgresql://owner:canary@host/db", "holds neither user nor password"),
        ("postgresql://owner@host/db", "holds neither user nor password"),
        ("postgresql://owner%40canary@host/db", "holds neither user nor password"),
        ("postgresql://owner%253Acanary%2540host/db", "holds neither user nor password"),
        ("postgresql://host/db?password=canary", "password looks like a secret"),
        ("postgresql://host/db?pass%77ord=canary", "password looks like a secret"),
        ("snowflake://account/db?private_key=canary", "private_key looks like a secret"),
        ("mssql+pyodbc:///?odbc_connect=DRIVER%3Dx%3BPWD%3Dcanary", "PWD looks like a secret"),
        ("warehouse", "is no address of a database"),
    ],
)
def test_the_url_of_a_database_tells_nobody_who_reads_it(company, url, message):
    """However often it is percent-encoded, and in settings within settings."""
    said = refused(
        company, "{database: warehouse, table: labels}", f'databases: {{warehouse: {{url: "{url}"}}}}'
    )

    assert message in said
    assert "canary" not in said


@pytest.mark.parametrize(
    "extra",
    [
        "databases: {warehouse: {url: 'postgresql://host/db', password: canary}}",
        "databases: {warehouse: {url: {address: 'postgresql://host/db', password: canary}}}",
        "databases: [{url: 'postgresql://host/db', password: canary}]",
        "places: {vendor: {address: 's3://labels/', options: {secret: canary}}}",
        "places: {vendor: {address: 's3://labels/', options: {key: canary}}}",
        "places: {vendor: {address: 's3://labels/', options: {aws_secret_access_key: canary}}}",
        "places: {vendor: {address: 's3://labels/', options: {endpoint_url: 'https://canary:canary@host'}}}",
        "places: {vendor: {address: 's3://labels/', options: {client_kwargs: {token: canary}}}}",
    ],
)
def test_a_secret_among_the_settings_is_refused_unrepeated(company, extra):
    """Where a key is unknown or a value of the wrong kind the value is not shown either."""
    said = refused(company, "{files: data/labels.parquet}", extra)

    assert "params/sources.yml:" in said
    assert "canary" not in said


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("INSERT INTO labels VALUES (1)", "query is no query"),
        ("DROP TABLE labels", "query is no query"),
        ("ATTACH 'other.db' AS o", "query is no query"),
        ("SELECT * FROM labels WHERE market = '{market}'", "query quotes a placeholder"),
    ],
)
def test_a_query_reads_and_binds(company, query, message):
    """What begins as anything but a query is refused before anybody is asked."""
    extra = "databases: {warehouse: {url: 'postgresql://host/db'}}"

    assert message in refused(company, f'{{database: warehouse, query: "{query}"}}', extra)


def test_a_database_must_be_known(company):
    """As every other name in params."""
    said = refused(
        company,
        "{database: warehous, table: labels}",
        "databases: {warehouse: {url: 'postgresql://host/db'}}",
    )

    assert "no database warehous; did you mean warehouse?" in said


def test_a_local_file_may_be_called_like_no_address(company):
    """Two colons alone are no address: old paths stay valid."""
    company.mappings["labels"] = "{files: 'data/a::b.csv'}"

    assert "data/a::b.csv" == load(company.written()).sources.tables["labels"][0].files
