"""labelqa's render with a clock on each stage, as a program: a request in, CPU seconds as JSON out."""

from __future__ import annotations

import importlib
import json
import sys
from time import process_time

from labelqa.render.request import RenderRequest

documents = importlib.import_module("labelqa.render.documents")
layout = importlib.import_module("labelqa.render.pages").Pages
seconds = {"start and imports": process_time()}


def clock(owner: object, name: str, stage: str) -> None:
    """Note the CPU time of each call of `owner.name`; the stages do not call each other."""
    real = getattr(owner, name)

    def clocked(*arguments: object, **options: object) -> object:
        began = process_time()
        try:
            return real(*arguments, **options)
        finally:
            seconds[stage] = seconds.get(stage, 0.0) + process_time() - began

    setattr(owner, name, clocked)


clock(documents, "pages", "body of both pages")
clock(layout, "printed", "print HTML")
clock(layout, "screen", "screen HTML")
clock(documents, "write_pdf", "PDF")
documents.make(RenderRequest.model_validate_json(sys.stdin.buffer.read()))
seconds["reading, checks and writing"] = process_time() - sum(seconds.values())
json.dump(seconds, sys.stdout)
