"""A lab's kernel sets a job's values, completes a report's names and explains them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from jupyter_client import BlockingKernelClient, KernelManager
from jupyter_client.kernelspec import KernelSpecManager

from labelqa.report.sections.accuracy.exhibits import Accuracy
from labelqa.report.sections.requests.exhibits import Requests

PARAMETERS = 'extract: str = ""  # Folder of the extract.'
OPENS = "from labelqa.report import open_report\nr = open_report(extract)"


class Kernel:
    """A kernel at work, asked and answering."""

    def __init__(self, client: BlockingKernelClient) -> None:
        self._client = client

    def run(self, source: str) -> str:
        """The texts that a cell shows, or its error."""
        shown: list[str] = []

        def note(message: dict) -> None:
            content = message["content"]
            shown.append(content.get("text") or content.get("evalue") or content["data"]["text/plain"])

        def hear(message: dict) -> None:
            if message["msg_type"] in {"stream", "error", "display_data", "execute_result"}:
                note(message)

        self._client.execute_interactive(source, output_hook=hear, timeout=60, allow_stdin=False)
        return "\n".join(shown)

    def completed(self, source: str) -> list[str]:
        """What may follow a source."""
        reply = self._client.complete(source, reply=True, timeout=60)
        return reply["content"]["matches"]

    def explained(self, source: str) -> str:
        """What the kernel says of the name at a source's end."""
        reply = self._client.inspect(source, reply=True, timeout=60)
        return reply["content"]["data"].get("text/plain", "")


@pytest.fixture
def kernel_of(lab, folder_of_kernels) -> Iterator[Callable[[str], Kernel]]:
    """The kernel that JupyterLab starts for a notebook."""
    managers = []

    def start(notebook: str) -> Kernel:
        specs = KernelSpecManager(kernel_dirs=[str(folder_of_kernels)])
        manager = KernelManager(kernel_name="python3", kernel_spec_manager=specs)
        session = {"JPY_SESSION_NAME": str(lab.notebooks / notebook)}
        manager.start_kernel(env=os.environ | lab.environment | session)
        client = manager.blocking_client()
        managers.append((manager, client))
        client.start_channels()
        client.wait_for_ready(timeout=60)
        return Kernel(client)

    yield start
    for manager, client in managers:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_the_parameters_cell_takes_the_jobs_values_and_says_so(kernel_of, lab):
    """Whenever it runs; the cells after it open the extract."""
    kernel = kernel_of("market_report.ipynb")
    said = kernel.run(PARAMETERS)

    assert said.startswith("Set by labelqa lab, as a run of 2026-10/SG/market_report/internal sets them")
    assert f"extract = {lab.jobs[0].values['extract']!r}" in said
    assert "" == kernel.run(OPENS)
    assert "" == kernel.run("extract = ''")
    assert said == kernel.run(PARAMETERS)


def test_magics_help_and_awaiting_are_cells_like_any_other(kernel_of):
    """At a desk they are allowed; nothing of the lab stumbles over them."""
    kernel = kernel_of("market_report.ipynb")

    assert "3" == kernel.run("%precision 2\nprint(3)").strip().splitlines()[-1]
    assert "" == kernel.run("import asyncio\nawait asyncio.sleep(0)")
    assert "Error in callback" not in kernel.run("len?")


def test_another_notebook_gets_nothing_and_is_told_so(kernel_of):
    """An extract is a report's own."""
    kernel = kernel_of("calibration.ipynb")

    assert (
        "labelqa lab sets nothing here: it was started for market_report.ipynb, not for calibration.ipynb"
        == kernel.run(PARAMETERS)
    )
    assert "names no extract" in kernel.run(OPENS)


def test_names_are_completed_and_explained(kernel_of):
    """Sections of the report, their questions, and the docstrings of both."""
    kernel = kernel_of("market_report.ipynb")
    kernel.run(PARAMETERS)
    kernel.run(OPENS)

    assert {"r.accuracy", "r.requests", "r.table"} <= {
        match if match.startswith("r.") else f"r.{match.lstrip('.')}" for match in kernel.completed("r.")
    }
    assert any(match.endswith("on_time") for match in kernel.completed("r.requests.on_"))
    assert Accuracy.__doc__ in kernel.explained("r.accuracy")
    assert Requests.on_time.__doc__.split("\n")[1].strip() in kernel.explained("r.requests.on_time")
