"""JupyterLab on a workspace's notebooks, each of which opens its job's extract; on this machine alone."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pydantic import JsonValue

from ..errors import ParamsError, Problem
from ..execute.notebook_forms import SCRIPT_METADATA
from ..workers.warm import SETTINGS
from .lab_kernel import JOBS_VARIABLE

LOOPBACK = "127.0.0.1"
_KERNEL = {
    "argv": [
        *(sys.executable, "-P", "-m", "ipykernel_launcher", "-f", "{connection_file}"),
        "--IPKernelApp.extra_extensions=labelqa.desk.lab_kernel",
    ],
    "display_name": "labelqa lab",
    "language": "python",
    "metadata": {"debugger": True, "supported_encryption": ["curve"]},
}
_PREFERENCES = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"python": "Jupytext Notebook"}},
}
_PAGE = {
    "disabledExtensions": {
        "@jupyterlab/apputils-extension:announcements": True,
        "@jupyterlab/extensionmanager-extension": True,
        "@jupyterlab/lsp-extension": True,  # its server looks for programs by npm, which may ask its registry
    }
}


@dataclass(frozen=True)
class NotebookJob:
    """A notebook by its name, the key of its job, and the values that its parameters have for it."""

    notebook: str
    job: str
    values: Mapping[str, JsonValue]


@dataclass(frozen=True)
class Lab:
    """
    A JupyterLab whose root is the folder `notebooks`; it opens the notebook of the first of `jobs`.

    All that it writes for itself goes to `folder`, which goes with it. How its author likes JupyterLab to
    look is read from the folder `looks`. It takes `port`, or the next that is free.
    """

    notebooks: Path
    folder: Path
    jobs: tuple[NotebookJob, ...]
    looks: Path
    port: int
    browser: bool

    @property
    def environment(self) -> dict[str, str]:
        """What the lab and its kernels have to find in their environment."""
        return {
            **SETTINGS,
            JOBS_VARIABLE: str(self._jobs),
            "JUPYTER_CONFIG_DIR": str(self.folder / "config"),
            "JUPYTER_DATA_DIR": str(self.folder / "data"),
            "JUPYTER_PATH": str(self._jupyter),
            "JUPYTER_RUNTIME_DIR": str(self.folder / "runtime"),
            "IPYTHONDIR": str(self.folder / "ipython"),
            "MPLCONFIGDIR": str(self.folder / "matplotlib"),
        }

    def serve(self) -> None:
        """Be this process's JupyterLab until somebody ends it; `environment` is in place by then."""
        from jupyterlab.labapp import LabApp

        LabApp.launch_instance([f"--config={self.write()}"])

    def write(self) -> Path:
        """Write what the lab and its kernels read, and return the file that configures the server."""
        configuration = self.folder / "lab.json"
        for path, content in {
            self._jobs: {each.notebook: {"job": each.job, "values": each.values} for each in self.jobs},
            self._jupyter / "kernels/python3/kernel.json": _KERNEL,
            self._settings / "overrides.json": _PREFERENCES,
            self._settings / "page_config.json": _PAGE,
            configuration: {**self._server, "LabApp": self._page},
        }.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(content), encoding="utf-8")
        return configuration

    @property
    def _jobs(self) -> Path:
        return self.folder / "jobs.json"

    @property
    def _jupyter(self) -> Path:
        return self.folder / "jupyter"

    @property
    def _settings(self) -> Path:
        return self.folder / "settings"

    @property
    def _server(self) -> dict[str, Any]:
        """Jupyter's server: who reaches it, what it shows of the disk, and what it leaves there."""
        return {
            "ServerApp": {
                "ip": LOOPBACK,
                "port": self.port,
                "open_browser": self.browser,
                "root_dir": str(self.notebooks),
                "contents_manager_class": "labelqa.desk.notebook_files.NotebookFiles",
                "terminals_enabled": False,
                "jpserver_extensions": {"jupyter_lsp": False},
                "allow_root": True,  # as every other command does, in a container
                "log_level": "WARN",
            },
            "NotebookFiles": SCRIPT_METADATA,
            "FileCheckpoints": {"checkpoint_dir": str(self.folder / "checkpoints")},
            "KernelSpecManager": {"allowed_kernelspecs": ["python3"]},
            "KernelManager": {"transport_encryption": "auto"},
        }

    @property
    def _page(self) -> dict[str, Any]:
        """JupyterLab itself, which asks nobody for news, updates or extensions."""
        return {
            "default_url": f"/lab/tree/{quote(self.jobs[0].notebook)}",
            "app_settings_dir": str(self._settings),
            "user_settings_dir": str(self.looks),
            "workspaces_dir": str(self.folder / "workspaces"),
            "extension_manager": "readonly",
            "news_url": None,
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
            "log_level": "WARN",
        }


def looks_of_author() -> Path:
    """Where JupyterLab keeps its author's own settings. Raises ParamsError where it is not installed."""
    try:
        from jupyterlab.commands import get_user_settings_dir
    except ImportError as error:
        problem = Problem("JupyterLab is not installed", "labelqa lab", "pip install 'labelqa[desk]'")
        raise ParamsError(problem) from error
    return Path(get_user_settings_dir())
