"""A page that follows what its report is written in."""

from __future__ import annotations

import psutil
from builders.waiting import until

from labelqa import pipeline
from labelqa.desk.faults import Fault
from labelqa.editions.contributions import METRICS

from ..workspaces import SECTION, write_notebook

LATE = """
show(Section(name="risks", title="{title}"))
"""


def test_the_page_is_that_of_a_run_and_a_run_from_the_head_proves_it(preview, settled, task_of):
    """Byte for byte; then nobody has to save for it to be proved."""
    preview.begin()
    assert settled(1)
    task = task_of("internal")
    run = pipeline.run(task.job, task.params, task.place, lambda _: task.snapshot_set)

    assert run.documents["html"].read_bytes() == preview.html
    assert until(lambda: preview.standing.proof == "same", 120)
    assert run.documents["pdf"].read_bytes() == preview.printed().result(120)
    assert "" == preview.standing.doing


def test_a_saved_cell_is_seen(preview, settled, root):
    """What stands before it does not run again."""
    write_notebook(root, SECTION, LATE.format(title="First"))
    preview.begin()
    assert settled(1)
    ran = []
    preview.tell = lambda: ran.append((preview.standing.doing, preview.standing.done))
    write_notebook(root, SECTION, LATE.format(title="Second"))

    assert settled(2)
    assert b"Second" in preview.html
    assert b"First" not in preview.html
    assert {4, 5} == {done for doing, done in ran if doing == "execute" and done}


def test_a_fault_is_told_with_its_cell_and_line_and_gone_once_it_is_mended(preview, settled, root):
    """The last good page stays meanwhile."""
    preview.begin()
    assert settled(1)
    page = preview.html
    write_notebook(root, SECTION, "right = 1\nwrong()")
    assert settled(1, faulty=True)
    (fault,) = preview.standing.faults

    assert ("NameError: name 'wrong' is not defined", "market_report.ipynb, cell 4", 2, "wrong()") == (
        fault.what,
        fault.where,
        fault.line,
        fault.code,
    )
    assert "\x1b" not in fault.trace
    assert page == preview.html
    write_notebook(root, SECTION)
    assert settled(2)


def test_a_fault_in_params_and_in_templates_is_told_by_file_and_line(preview, settled, root):
    """Both are mended by saving."""
    preview.begin()
    assert settled(1)
    found = []
    for name, wrong in (
        ("params/project.yml", "\nnonsense: 1\n"),
        ("templates/report/index.html.j2", "{% if %}"),
    ):
        path = root / name
        text = path.read_text(encoding="utf-8")
        path.write_text(text + wrong, encoding="utf-8")
        assert settled(1, faulty=True)
        found.append(preview.standing.faults[0])
        path.write_text(text, encoding="utf-8")
        assert settled(1)

    assert ["project.yml", "index.html.j2"] == [
        fault.where.rpartition(":")[0].rpartition("/")[2] for fault in found
    ]
    assert all(fault.where.rpartition(":")[2].isdigit() for fault in found)


def test_a_cell_that_shows_another_thing_each_time_is_told(preview, settled, root):
    """A run from the head of the notebook would publish something else."""
    cell = "import random\nshow(Lede(text=str(random.random())))"
    write_notebook(root, SECTION, cell)
    preview.begin()
    assert settled(1)

    assert until(lambda: preview.standing.proof == "differs", 120)
    assert "lede in section volume" == preview.standing.differs


def test_another_edition_is_cut_for_its_reader(preview, settled):
    """A vendor's, by the keys and without a rate of others."""
    preview.begin()
    assert settled(1)
    assert ("internal", "v1") == preview.standing.editions
    preview.show("v1")
    assert settled(2)

    assert "v1" == preview.standing.edition
    assert b"V1 edition" in preview.html
    assert set(METRICS) == set(preview._bench.task.params.edition("v1").withhold)


def test_nothing_is_left_of_a_preview_that_is_closed_at_work(preview, root, tmp_path):
    """No process, no thread, no file."""
    write_notebook(root, SECTION, "import time\ntime.sleep(300)")
    preview.begin()
    assert until(lambda: preview.standing.done == 3, 120)
    preview.close()
    left = [
        child for child in psutil.Process().children(recursive=True) if "workers" in " ".join(child.cmdline())
    ]

    assert 1 >= len(left)  # the server that renderers are forked from goes with this process
    assert [] == list((tmp_path / "desk").iterdir())


def test_a_defect_of_ours_is_told_and_ends_nothing(preview, settled, task_of, monkeypatch):
    """Whatever it is, the next save is looked at."""

    def broken(_edition: str):
        raise RuntimeError("unforeseen")

    preview.begin()
    assert settled(1)
    monkeypatch.setattr(preview, "_task_of", broken)
    preview.show("v1")
    assert settled(1, faulty=True)
    fault = preview.standing.faults
    monkeypatch.setattr(preview, "_task_of", task_of)
    preview.show("internal")

    assert (Fault("RuntimeError: unforeseen", "", "this is a defect of labelqa"),) == fault
    assert settled(1)
