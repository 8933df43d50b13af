"""Loading params/: each mistake is found in its file and line, with a remedy, all of them at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labelqa.contracts import CANONICAL
from labelqa.errors import ParamsError
from labelqa.params import load


def test_a_valid_folder_is_read_whole(params):
    """Names come from the files, values from inside them."""
    assert ["NO", "SG"] == sorted(params.markets)
    assert ("NO", "Norway") == (params.market("NO").id, params.market("NO").name)
    assert ("monthly", "internal") == (params.report("monthly").name, params.report("monthly").editions[0])
    assert ("open", "pseudonymous") == params.edition("internal").sees
    assert "parquet" == params.sources.tables["labels"][0].format
    assert () == params.targets


def test_the_sample_company_is_valid(repository):
    """The repository's own params/ hold together."""
    params = load(repository)

    assert ["BR", "GB", "ID", "SG", "TH", "VN"] == sorted(params.markets)
    assert set(CANONICAL) - {"markets"} == set(params.sources.tables)


MISTAKES = [
    (
        "markets/SG.yml",
        ("owner:", "name: Again\nowner:"),
        "params/markets/SG.yml:5: repeats the key name of line 1; keep one of the two",
    ),
    (
        "markets/SG.yml",
        ("Asia/Singapore", "Asia/Singapoer"),
        "params/markets/SG.yml:2: timezone: Asia/Singapoer is not an IANA time zone; "
        "did you mean Asia/Singapore? known: ",
    ),
    (
        "markets/TH.yml",
        ("", "- name: Thailand\n"),
        'params/markets/TH.yml:1: the file is not a set of keys: [{"name": "Thailand"}]; params/schemas says',
    ),
    (
        "markets/SG.yml",
        ("Asia/Singapore", "localtime"),
        "params/markets/SG.yml:2: timezone: localtime is not an IANA time zone; known: ",
    ),
    (
        "markets/SG.yml",
        ("en_SG", "en_TH"),
        "params/markets/SG.yml:3: locale: en_TH is not a known locale; "
        "write one like en_SG, or en_001 for plain English",
    ),
    (
        "markets/SG.yml",
        ("languages: [en]", "languages: [en, 7]"),
        "params/markets/SG.yml:4: languages, item 2 is not text: 7; "
        "text that looks like a number, true, false or null goes in quotes",
    ),
    (
        "markets/SG.yml",
        ("owner: Quality team\n", ""),
        "params/markets/SG.yml:1: key owner is missing; "
        "The team that answers for its reports; no person's name.",
    ),
    (
        "markets/SG.yml",
        ("name:", "id: TH\nname:"),
        "params/markets/SG.yml:1: id TH is not the file's name; rename one of them",
    ),
    (
        "project.yml",
        ("Acme", "Acme\ndecided: 1.5"),
        "params/project.yml:2: decided should be less than 1: 1.5; "
        "Probability from which a target counts as met or missed.",
    ),
    (
        "project.yml",
        ("Acme", "Acme\ndecided: yes"),
        'params/project.yml:2: decided should be a valid number: "yes"; Probability from which',
    ),
    (
        "project.yml",
        ("Acme", "Acme\nlimits:\n  pages: many"),
        'params/project.yml:3: pages should be a valid integer: "many"; Most pages; more are noted.',
    ),
    (
        "project.yml",
        ("Acme", "Acme\nlimits:\n  pages: true"),
        "params/project.yml:3: pages should be a valid integer: true; Most pages; more are noted.",
    ),
    (
        "project.yml",
        ("Acme", "Acme\nlimits: {seconds_per_cel: 5}"),
        "params/project.yml:2: unknown key seconds_per_cel; did you mean seconds_per_cell? known: memory_mb, "
        "pages, printed_rows, render_seconds, seconds_per_cell, seconds_per_notebook",
    ),
    (
        "project.yml",
        ("organisation: Acme", ""),
        "params/project.yml:1: the file is not a set of keys: null; params/schemas says what it may be",
    ),
    (
        "project.yml",
        ("Acme", "Acme\nnotebooks: /srv/notebooks"),
        "params/project.yml:2: notebooks: '/srv/notebooks' is not a relative path; "
        "write it from the workspace's folder",
    ),
    (
        "project.yml",
        ("Acme", "Acme\ndefinitions: {shrinkage_external: [leave]}"),
        "params/project.yml:2: definitions: internal and external shrinkage are not all the states but "
        "handling and waiting, each once; share out absence, admin, break, ",
    ),
    (
        "editions.yml",
        ("kind: internal", "kind: vendr"),
        "params/editions.yml:2: kind should be 'internal' or 'vendor': \"vendr\"; internal: for the",
    ),
    (
        "editions.yml",
        ("kind: internal", "kind: vendor"),
        "params/editions.yml:1: internal: a vendor's edition needs its vendor and its markets; name them",
    ),
    (
        "editions.yml",
        ("kind: internal", "kind: internal\n  vendor: acme"),
        "params/editions.yml:1: internal: an internal edition is of no vendor and of every market; leave",
    ),
    (
        "editions.yml",
        ("kind: internal", "kind: internal\n  withhold: [accuracy.gold]"),
        "params/editions.yml:1: internal: an internal edition has no benchmarks; leave withhold out",
    ),
    (
        "editions.yml",
        (
            "internal:\n  kind: internal\n  sees: [open, pseudonymous]",
            "internal: {kind: vendor, vendor: acme, markets: [SG], sees: [open, commercial]}",
        ),
        "params/editions.yml:1: internal: a vendor's edition never sees commercial columns; take commercial",
    ),
    (
        "editions.yml",
        ("internal:\n", "acme: {kind: vendor, vendor: acme, markets: [XX], sees: [open]}\ninternal:\n"),
        "params/editions.yml:1: no market XX; known: NO, SG",
    ),
    (
        "editions.yml",
        ("internal:\n", "vendors: {kind: internal, sees: [open]}\ninternal:\n"),
        "params/editions.yml:1: the file: vendors stands for every vendor's edition; give the edition an",
    ),
    (
        "editions.yml",
        ("pseudonymous", "personal"),
        "params/editions.yml:3: sees, item 2 should be 'open', 'pseudonymous' or 'commercial': \"personal\"; "
        "Privacy classes of the columns it may see; personal ones never.",
    ),
    (
        "editions.yml",
        ("  kind:", "  knd: x\n  kind:"),
        "params/editions.yml:2: unknown key knd; did you mean kind? known: kind, markets, sees, vendor",
    ),
    (
        "reports/monthly.yml",
        ("editions: [internal]", "editions: [internl]"),
        "params/reports/monthly.yml:4: no edition internl; did you mean internal? known: internal",
    ),
    (
        "reports/monthly.yml",
        ("default: 3", "default: 30"),
        "params/reports/monthly.yml:6: top: 30 is out of bounds; give a value from 1 to 9",
    ),
    (
        "reports/monthly.yml",
        ("default: 3", "default: [3]"),
        "params/reports/monthly.yml:6: default: is not one value; write text, a number, true or false",
    ),
    (
        "reports/monthly.yml",
        ("{type: integer,", "{type: integer, abut: x,"),
        "params/reports/monthly.yml:6: unknown key abut; did you mean about? known: about, choices, ",
    ),
    (
        "reports/monthly.yml",
        ("figures:", "figures:\n  - {name: accuracy.audit.overall, section: trend}"),
        "params/reports/monthly.yml:8: figures: declares accuracy.audit.overall twice; keep one of each",
    ),
    (
        "targets.yml",
        (
            "",
            "- {metric: alpha, valid_from: 2026-01-01, target: 1,\n   direction: at_least, market_id: XX}\n",
        ),
        "params/targets.yml:2: no market XX; known: NO, SG",
    ),
    (
        "targets.yml",
        ("", "- {metric: on_time, target: 1, direction: at_least,\n   valid_from: 1.1.2026}\n"),
        "params/targets.yml:2: valid_from: '1.1.2026' is not a date; write it as 2026-10-01",
    ),
]


@pytest.mark.parametrize(("file", "change", "message"), MISTAKES)
def test_a_mistake_is_named_with_file_line_and_remedy(spoil, file, change, message):
    """One mistake in an otherwise valid folder gives exactly one problem."""
    (found,) = spoil(file, *change)

    assert message == str(found)[: len(message)]


def test_a_misspelt_key_that_is_needed_is_told_as_both(spoil):
    """The line of the misspelt key, and that the needed one is missing."""
    missing, unknown = spoil("markets/SG.yml", "timezone:", "timezon:")

    assert ("key timezone is missing", "params/markets/SG.yml:1") == (missing.what, missing.where)
    assert (
        "params/markets/SG.yml:2: unknown key timezon; did you mean timezone? "
        "known: id, languages, locale, name, owner, timezone"
    ) == str(unknown)


@pytest.mark.parametrize("name", ["print", "__builtins__", "class", "extract", "top=0", "Top", "a b", ""])
def test_a_parameter_cannot_have_a_name_that_means_something_else(spoil, name):
    """P2, P7: names of builtins and keywords, and text that is code, are no names."""
    (found,) = spoil("reports/monthly.yml", "  note:", f"  {name!r}:")

    assert "params/reports/monthly.yml:7" == found.where
    assert found.what.startswith((f"{name}: means something else", f"{name} should match pattern"))


@pytest.mark.parametrize(
    "notebook", ["../x.ipynb", "/x.ipynb", "a/b.ipynb", "x.txt", "a/b.py", "{market}.ipynb"]
)
def test_a_notebook_is_a_plain_file_name(spoil, notebook):
    """P16, P17, P18: no path and no template leads out of the notebooks folder."""
    (found,) = spoil("reports/monthly.yml", "monthly.ipynb", f"{notebook!r}")

    assert "params/reports/monthly.yml:2" == found.where
    assert "File name in the workspace's notebooks folder, or in the package's." == found.remedy


@pytest.mark.parametrize(
    "stem", ["th", "CON", "T", "TH ", "\uff34\uff28", "A" * 17, "{market}", "-TH", "TH\n"]
)
def test_a_market_file_has_a_canonical_id_for_a_name(workspace, stem):
    """P16, P18, P19: small letters, devices, full-width letters, spaces and long names are refused."""
    market = workspace / "params" / "markets" / "SG.yml"
    market.rename(market.with_name(f"{stem}.yml"))

    with pytest.raises(ParamsError) as refused:
        load(workspace)

    (found,) = refused.value.problems
    assert found.where.startswith(f"params/markets/{stem}.yml")
    assert found.remedy


def test_mistakes_of_all_files_are_reported_at_once(workspace):
    """Five mistakes in four files cost one run."""
    spoilt = {
        "project.yml": "organisation: 7\nhistory_weeks: 1\n",
        "markets/SG.yml": "name: A\nname: B\n",
        "editions.yml": "internal: [\n",
        "targets.yml": "metric: x\n",
    }
    for name, text in spoilt.items():
        (workspace / "params" / name).write_text(text, encoding="utf-8")

    with pytest.raises(ParamsError) as refused:
        load(workspace)

    assert [
        "params/editions.yml:2",
        "params/markets/SG.yml:2",
        "params/project.yml:1",
        "params/project.yml:2",
        "params/targets.yml:1",
    ] == sorted(problem.where for problem in refused.value.problems)
    assert all(problem.remedy for problem in refused.value.problems)
    assert 2 == refused.value.exit_code


@pytest.mark.parametrize("name", ["target.yml", "sources.yaml", "markets/TH.yaml", "reports/weekly.yaml"])
def test_a_file_that_would_be_ignored_is_refused(workspace, name):
    """A misspelt file name must not switch its content off in silence."""
    (workspace / "params" / name).write_text("x: 1\n", encoding="utf-8")

    with pytest.raises(ParamsError) as refused:
        load(workspace)

    (found,) = refused.value.problems
    assert ("is no parameter file", f"params/{name}") == (found.what, found.where)


def test_hidden_files_of_editors_do_not_matter(workspace):
    """A swap file beside a market is none."""
    (workspace / "params" / "markets" / ".SG.yml").write_text("x: [", encoding="utf-8")

    assert {"NO", "SG"} == set(load(workspace).markets)


def test_an_empty_workspace_is_told_every_file_it_lacks(tmp_path):
    """The targets are the only ones that may be missing."""
    with pytest.raises(ParamsError) as refused:
        load(tmp_path)

    assert [
        "params/project.yml",
        "params/sources.yml",
        "params/editions.yml",
        "params/markets",
        "params/reports",
    ] == [problem.where for problem in refused.value.problems]


def test_targets_are_read_where_there_are_any(workspace):
    """They have the columns of the canonical table; a value keeps its digits."""
    (workspace / "params" / "targets.yml").write_text(
        "- {metric: on_time, market_id: NO, valid_from: 2026-01-01, target: 0.950, direction: at_least}\n",
        encoding="utf-8",
    )

    (target,) = load(workspace).targets

    assert ("NO", "2026-01-01", 0.95) == (target.market_id, target.valid_from.isoformat(), target.target)


def test_a_control_total_of_an_unknown_table_or_market_is_refused(spoil):
    """It would never be compared."""
    totals = "control_totals:\n  labels: {GS: {2026-10: 5}}\n  audits: {SG: {2026-10: 5}}\ntables:"

    assert [
        "params/sources.yml:2: no market GS; known: NO, SG",
        "params/sources.yml:3: no mapped table audits; known: labels",
    ] == [str(problem) for problem in spoil("sources.yml", "tables:", totals)]


def test_a_market_with_a_mistake_is_still_known_to_the_other_files(workspace, spoil):
    """One mistake does not drag false ones behind it."""
    sources = workspace / "params" / "sources.yml"
    sources.write_text(
        sources.read_text(encoding="utf-8") + "control_totals: {labels: {SG: {2026-10: 5}}}\n",
        encoding="utf-8",
    )

    (found,) = spoil("markets/SG.yml", "en_SG", "en_XX")

    assert "params/markets/SG.yml:3" == found.where


def test_whoever_finds_a_mistake_later_can_name_its_line(params):
    """Canonical names and notebooks are known further on only."""
    assert "params/sources.yml:2" == params.place("sources.yml", "tables", "labels", 0, "columns", "x")
    assert "params/reports/monthly.yml:7" == params.place("reports/monthly.yml", "parameters", "note")


def test_parameters_made_in_python_have_files_but_no_lines(params):
    """Tests make them so."""
    assert "params/sources.yml" == replace(params, documents={}).place("sources.yml", "tables")
