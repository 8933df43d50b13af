"""A lab keeps to this machine, to the notebooks and to its own folder."""

from __future__ import annotations

import json
from pathlib import Path

from jupyterlab.labapp import LabApp


def configuration(lab) -> dict:
    """What Jupyter's server reads."""
    return json.loads(lab.write().read_text(encoding="utf-8"))


def test_it_answers_on_this_machine_and_shows_the_notebooks_only(lab):
    """And has no terminal, whose root would be the disk."""
    server = configuration(lab)["ServerApp"]

    assert ("127.0.0.1", str(lab.notebooks), False) == (
        server["ip"],
        server["root_dir"],
        server["terminals_enabled"],
    )


def test_it_asks_nobody_for_news_updates_or_extensions(lab):
    """Neither the server nor the page; the names are those that JupyterLab knows."""
    page = configuration(lab)["LabApp"]

    assert (None, "readonly") == (page["news_url"], page["extension_manager"])
    assert page["check_for_updates_class"] == "jupyterlab.NeverCheckForUpdate"
    assert page.keys() <= set(LabApp.class_trait_names(config=True))


def test_all_that_it_writes_is_in_its_own_folder(lab):
    """But for how its author likes JupyterLab to look."""
    page = configuration(lab)["LabApp"]
    places = [
        *(place for name, place in lab.environment.items() if name.startswith("JUPYTER")),
        lab.environment["IPYTHONDIR"],
        configuration(lab)["FileCheckpoints"]["checkpoint_dir"],
        page["workspaces_dir"],
        page["app_settings_dir"],
    ]

    assert [] == [place for place in places if not Path(place).is_relative_to(lab.folder)]
    assert str(lab.looks) == page["user_settings_dir"]
