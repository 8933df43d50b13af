"""The same made-up work as each tool would export it, in its documented shape and with its traps."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter

CLASSES = ("fine", "spam", "abuse")
PACIFIC = "America/Los_Angeles"


def work(seed: int = 7, items: int = 60, people: int = 7, each: int = 3) -> pd.DataFrame:
    """
    Decisions of three people on each item: event, item, person, label, gold, at, seconds; some gold is empty.

    They lie between 20 October and 12 November 2026, when clocks in America are set back.
    """
    rng = np.random.default_rng(seed)
    truth = rng.choice(CLASSES, items)
    skill = rng.uniform(0.7, 0.95, people)
    rows = []
    for item in range(items):
        for person in rng.choice(people, each, replace=False):
            right = rng.random() < skill[person]
            others = [label for label in CLASSES if label != truth[item]]
            label = truth[item] if right else rng.choice(others)
            second = int(rng.integers(0, 23 * 86_400))
            took = int(rng.integers(4, 90))
            gold = truth[item] if item % 3 == 0 else ""
            rows.append(
                (len(rows) + 1, f"item-{item:03}", f"p{person:02}", str(label), str(gold), second, took)
            )
    found = pd.DataFrame(rows, columns=["event", "item", "person", "label", "gold", "second", "seconds"])
    found["at"] = pd.Timestamp("2026-10-20T00:00:00Z") + pd.to_timedelta(found.pop("second"), unit="s")
    return found


def appen_full(path: Path, done: pd.DataFrame) -> None:
    """A full report: month first, unpadded; inputs among answers, a line break in a cell, test questions."""
    _csv(
        path,
        (
            {
                "_unit_id": 1_000_000 + int(row.item[-3:]),
                "_created_at": _unpadded(row.at),
                "_golden": str(bool(row.gold)).lower(),
                "_id": 3_974_554_000 + row.event,
                "_missed": "true" if row.gold and row.gold != row.label else "",
                "_started_at": _unpadded(row.at - pd.Timedelta(seconds=row.seconds)),
                "_tainted": "false",
                "_channel": "clixsense" if row.event % 2 else "prodege",
                "_trust": "0.9",
                "_worker_id": row.person,
                "_country": "USA" if row.event % 5 else "GBR",
                "_region": "TX",
                "_city": "Austin",
                "_ip": "203.0.113.7",
                "sentiment": row.label,
                "text": f'He said "{row.item}",\nand left',
                "sentiment_gold": row.gold,
                "sentiment_gold_reason": "obvious" if row.gold else "",
            }
            for row in done.itertuples()
        ),
    )


def appen_aggregated(path: Path, done: pd.DataFrame) -> None:
    """One row for each unit: the crowd's answer, and nobody's."""
    _csv(
        path,
        (
            {
                "_unit_id": item,
                "_golden": "false",
                "_unit_state": "finalized",
                "_trusted_judgments": len(rows),
                "_last_judgment_at": _unpadded(rows["at"].max()),
                "sentiment": rows["label"].mode()[0],
                "sentiment:confidence": 0.7,
                "text": "x",
            }
            for item, rows in done.groupby("item")
        ),
    )


def mturk_batch(path: Path, done: pd.DataFrame) -> None:
    """A batch: dates in PDT and PST, entities in texts, two answers, rows without an answer."""
    rows = [
        {
            "HITId": row.item,
            "HITTypeId": "T1",
            "Title": "Sort",
            "Reward": "$0.02",
            "RequesterAnnotation": "BatchId:417;OriginalHitTemplateId:9;",
            "AssignmentId": f"A{row.event:05}",
            "WorkerId": row.person,
            "AssignmentStatus": "Approved",
            "AcceptTime": _pacific(row.at - pd.Timedelta(seconds=row.seconds)),
            "SubmitTime": _pacific(row.at),
            "AutoApprovalTime": _pacific(row.at + pd.Timedelta(days=3)),
            "ApprovalTime": _pacific(row.at + pd.Timedelta(days=3)),
            "RejectionTime": "",
            "RequesterFeedback": "",
            "WorkTimeInSeconds": row.seconds,
            "LifetimeApprovalRate": "0% (0/0)",
            "Input.text": f"a&#44; b {row.item}",
            "Answer.category": row.label,
            "Answer.comment": "",
            "Approve": "",
            "Reject": "",
        }
        for row in done.itertuples()
    ]
    rows.append({**rows[0], "AssignmentId": "A99999", "WorkerId": "p99", "Answer.category": ""})
    _csv(path, rows)


def toloka(path: Path, done: pd.DataFrame) -> None:
    """Assignments: pages that share id and times, training with hints, skipped pages, empty rows between."""
    rows = [
        {
            "INPUT:image": f"https://example.com/{row.item}.png",
            "OUTPUT:result": row.label,
            "GOLDEN:result": row.gold,
            "HINT:text": "",
            "HINT:default_language": "",
            "ASSIGNMENT:link": "https://example.com",
            "ASSIGNMENT:task_id": row.item,
            "ASSIGNMENT:assignment_id": f"as-{row.person}-{row.event // 3}",
            "ASSIGNMENT:worker_id": row.person,
            "ASSIGNMENT:status": "APPROVED",
            "ASSIGNMENT:started": f"{row.at - pd.Timedelta(seconds=row.seconds):%Y-%m-%dT%H:%M:%S}",
            "ASSIGNMENT:submitted": f"{row.at:%Y-%m-%dT%H:%M:%S}",
        }
        for row in done.itertuples()
    ]
    first = rows[0]
    training = {**first, "HINT:text": "look again", "ASSIGNMENT:assignment_id": "training"}
    skipped = {
        **first,
        "ASSIGNMENT:status": "SKIPPED",
        "ASSIGNMENT:assignment_id": "skipped",
        "OUTPUT:result": "",
    }
    empty = dict.fromkeys(first, "")
    _csv(path, [*rows[:5], empty, training, skipped, *rows[5:]], delimiter="\t")


def prolific(path: Path, done: pd.DataFrame) -> None:
    """Submissions with demographics; one who gave up, one who never began."""
    rows = [
        {
            "Submission id": f"s-{person}",
            "Participant id": person,
            "Status": "APPROVED",
            "Custom study tncs accepted at": "Not Applicable",
            "Started at": f"{at - pd.Timedelta(days=1):%Y-%m-%dT%H:%M:%S.%f}Z",
            "Completed at": f"{at:%Y-%m-%dT%H:%M:%S.%f}Z",
            "Reviewed at": "",
            "Archived at": "",
            "Time taken": "812.5",
            "Completion code": "C1",
            "Total approvals": "41",
            "Age": "33",
            "Sex": "DATA_EXPIRED",
        }
        for person, at in done.groupby("person")["at"].min().items()
    ]
    rows.append({**rows[0], "Submission id": "s-back", "Status": "RETURNED", "Participant id": "quitter"})
    rows.append(
        {
            **rows[0],
            "Submission id": "s-res",
            "Status": "RESERVED",
            "Participant id": "late",
            "Started at": "",
        }
    )
    _csv(path, rows)


def task_file(path: Path, done: pd.DataFrame) -> None:
    """What a survey writes beside Prolific's file: plain names, times in ISO with their offset."""
    _csv(
        path,
        (
            {
                "id": f"r{row.event}",
                "participant": row.person,
                "item": row.item,
                "answer": row.label,
                "gold": row.gold,
                "submitted_at": f"{row.at:%Y-%m-%dT%H:%M:%S}Z",
                "seconds": row.seconds,
            }
            for row in done.itertuples()
        ),
    )


def label_studio_json(path: Path, done: pd.DataFrame) -> None:
    """Tasks: ground truth, a skipped annotation, reviews, predictions, a task nobody annotated."""
    tasks = []
    for number, (item, rows) in enumerate(done.groupby("item"), start=1):
        annotations = [_annotation(row, number) for row in rows.itertuples()]
        gold = rows["gold"].iloc[0]
        if gold:
            truth = {**annotations[0], "id": 90_000 + number, "ground_truth": True, "reviews": []}
            annotations.append({**truth, "completed_by": _member("lead"), "result": _choices(gold)})
        tasks.append(_task(number, item, annotations))
    skipped = {**tasks[0]["annotations"][0], "id": 99_999, "was_cancelled": True, "result": []}
    tasks[0]["annotations"].append(skipped)
    tasks.append(_task(len(tasks) + 1, "unseen", []))
    _json(path, tasks)


def _task(number: int, item: str, annotations: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": number,
        "project": 12,
        "created_at": "2026-10-19T08:00:00.123456Z",
        "data": {"text": f"words of {item}"},
        "annotations": annotations,
        "predictions": [
            {"id": number, "model_version": "m1", "score": 0.5, "result": _choices("fine"), "task": number}
        ],
    }


def _annotation(row: Any, task: int) -> dict[str, Any]:
    return {
        "id": row.event,
        "completed_by": _member(row.person),
        "result": _choices(row.label),
        "was_cancelled": False,
        "ground_truth": False,
        "created_at": f"{row.at:%Y-%m-%dT%H:%M:%S.%f}Z",
        "updated_at": f"{row.at + pd.Timedelta(hours=1):%Y-%m-%dT%H:%M:%S.%f}Z",
        "lead_time": row.seconds + 0.25,
        "task": task,
        "parent_prediction": None,
        "reviews": [
            {
                "id": row.event,
                "created_by": {"id": 501},
                "accepted": bool(row.event % 4),
                "created_at": "2026-11-20T00:00:00Z",
            }
        ]
        if row.event % 2 == 0
        else [],
    }


def _member(person: str) -> dict[str, Any]:
    return {"id": person, "email": f"{person}@example.com", "first_name": "A", "last_name": "B"}


def _choices(label: str) -> list[dict[str, Any]]:
    return [
        {"id": "r", "from_name": "kind", "to_name": "text", "type": "choices", "value": {"choices": [label]}}
    ]


def label_studio_json_min(path: Path, done: pd.DataFrame) -> None:
    """One row for each annotation, and one for a task that nobody annotated."""
    _json(path, list(_min_rows(done)))


def label_studio_csv(path: Path, done: pd.DataFrame) -> None:
    """The same as CSV."""
    _csv(path, _min_rows(done))


def _min_rows(done: pd.DataFrame) -> Iterable[dict[str, Any]]:
    for row in done.itertuples():
        yield {
            "annotation_id": row.event,
            "annotator": f"{row.person}@example.com",
            "created_at": f"{row.at:%Y-%m-%dT%H:%M:%S.%f}Z",
            "id": int(row.item[-3:]),
            "kind": row.label,
            "lead_time": row.seconds + 0.25,
            "text": f"words of {row.item}",
            "updated_at": f"{row.at:%Y-%m-%dT%H:%M:%S.%f}Z",
        }
    yield dict.fromkeys(("annotation_id", "annotator", "created_at", "kind", "lead_time", "updated_at")) | {
        "id": 9,
        "text": "x",
    }


def argilla(path: Path, done: pd.DataFrame) -> None:
    """Nested records: responses by question, no times, no status."""
    records = [
        {
            "id": item,
            "fields": {"text": f"words of {item}"},
            "metadata": {"source": "web"},
            "suggestions": {"kind": {"value": "fine", "score": None, "agent": "m1"}},
            "responses": {
                "kind": [{"value": row.label, "user_id": f"uuid-{row.person}"} for row in rows.itertuples()]
            },
            "vectors": {},
            "_server_id": f"srv-{item}",
        }
        for item, rows in done.groupby("item")
    ]
    _json(path, records)


def doccano(path: Path, done: pd.DataFrame) -> None:
    """The file of the member whom `path` names: all examples, an empty list where he did nothing."""
    mine = done[done["person"] == path.stem].set_index("item")["label"].to_dict()
    with path.open("w", encoding="utf-8") as file:
        for number, item in enumerate(sorted(done["item"].unique())):
            label = [mine[item]] if item in mine else []
            file.write(
                json.dumps({"id": number, "text": f"words of {item}", "label": label, "Comments": []}) + "\n"
            )


def surge(path: Path, done: pd.DataFrame) -> None:
    """Tasks with their responses."""
    tasks = [
        {
            "id": item,
            "project_id": "proj-1",
            "created_at": "2026-10-01T00:00:00.000Z",
            "fields": {"text": f"words of {item}"},
            "responses": [
                {
                    "id": f"resp-{row.event}",
                    "data": {"kind": row.label},
                    "time_spent_in_secs": row.seconds,
                    "completed_at": f"{row.at:%Y-%m-%dT%H:%M:%S}.000Z",
                    "worker_id": row.person,
                }
                for row in rows.itertuples()
            ],
        }
        for item, rows in done.groupby("item")
    ]
    _json(path, tasks)


def scale(path: Path, done: pd.DataFrame) -> None:
    """Tasks without anybody's name, some reviewed by the customer, one cancelled."""
    states = ("accepted", "fixed", "pending", "rejected", "commented")
    tasks = [
        {
            "task_id": f"t{row.event}",
            "status": "completed",
            "type": "categorization",
            "project": "kinds",
            "batch": "b1",
            "created_at": "2026-10-01T00:00:00.000Z",
            "completed_at": f"{row.at:%Y-%m-%dT%H:%M:%S}.000Z",
            "response": {"category": row.label},
            "customer_review_status": states[row.event % 5],
        }
        for row in done.itertuples()
    ]
    tasks.append({**tasks[0], "task_id": "gone", "status": "canceled", "response": {"category": None}})
    _json(path, tasks)


def cvat_datumaro(path: Path, done: pd.DataFrame) -> None:
    """Items with tags, a box among them; every annotation's id is 0."""
    first = done.drop_duplicates("item")
    items = [
        {
            "id": row.item,
            "annotations": [
                {
                    "id": 0,
                    "type": "label",
                    "attributes": {},
                    "group": 0,
                    "label_id": CLASSES.index(row.label),
                },
                {"id": 0, "type": "bbox", "attributes": {}, "group": 0, "label_id": 0, "bbox": [1, 2, 3, 4]},
            ],
        }
        for row in first.itertuples()
    ]
    labels = [{"name": name, "parent": "", "attributes": []} for name in CLASSES]
    _json(path, {"info": {}, "categories": {"label": {"labels": labels, "attributes": []}}, "items": items})


def cvat_images(path: Path, done: pd.DataFrame) -> None:
    """CVAT's XML."""
    images = "".join(
        f'<image id="{n}" name="{item}.png" width="2" height="2"><tag label="fine" source="manual"/></image>'
        for n, item in enumerate(done["item"].unique())
    )
    text = f"<annotations><version>1.1</version><meta/>{images}</annotations>"
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>{text}', encoding="utf-8")


def cvat_quality(path: Path, done: pd.DataFrame) -> None:
    """A quality report."""
    counts = {"valid_count": 9, "missing_count": 1, "extra_count": 0, "total_count": 10, "accuracy": 0.9}
    _json(
        path,
        {
            "parameters": {"iou_threshold": 0.4},
            "comparison_summary": {"frames": ["0"], "conflict_count": 1, "annotations": counts},
            "frame_results": {"0": {"conflict_count": 1, "conflicts": []}},
        },
    )


def qa_scorecard(path: Path, done: pd.DataFrame) -> None:
    """A scorecard: title rows, merged heads, percent texts, one auditor a row, a total at the end."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Week 43")
    sheet.merge_range(0, 0, 0, 7, "QA scorecard, comments queue")
    sheet.write_row(1, 0, ["Confidential"])
    sheet.merge_range(3, 0, 3, 1, "Work")
    sheet.merge_range(3, 2, 3, 4, "Evaluation")
    sheet.merge_range(3, 5, 3, 7, "Result")
    heads = ["Ticket ID", "Agent", "Auditor", "Date", "Category", "Score", "Pass/Fail", "Defect Code"]
    sheet.write_row(4, 0, heads)
    for place, row in enumerate(done.itertuples(), start=5):
        passed = not row.gold or row.gold == row.label
        values = [f"T{row.event:04}", row.person, f"qa{row.event % 2}", f"{row.at:%d/%m/%Y}", row.label]
        sheet.write_row(
            place,
            0,
            [*values, "95%" if passed else "60 %", "Pass" if passed else "Fail", "" if passed else "D1"],
        )
    sheet.write_row(5 + len(done), 0, ["Total", "", "", "", "", "88%", "", ""])
    book.close()


WRITERS: dict[str, tuple[str, Callable[[Path, pd.DataFrame], None]]] = {
    "appen_full": ("f1.csv", appen_full),
    "appen_aggregated": ("a1.csv", appen_aggregated),
    "mturk_batch": ("Batch_417_batch_results.csv", mturk_batch),
    "toloka": ("assignments.tsv", toloka),
    "prolific": ("prolific.csv", prolific),
    "label_studio_json": ("project-12.json", label_studio_json),
    "label_studio_json_min": ("project-12-min.json", label_studio_json_min),
    "label_studio_csv": ("project-12.csv", label_studio_csv),
    "argilla": ("records.json", argilla),
    "doccano": ("p01.jsonl", doccano),
    "surge": ("surge.json", surge),
    "scale": ("scale.json", scale),
    "cvat_datumaro": ("default.json", cvat_datumaro),
    "cvat_images": ("annotations.xml", cvat_images),
    "cvat_quality": ("quality.json", cvat_quality),
    "qa_scorecard": ("scorecard.xlsx", qa_scorecard),
}
"""By preset the name of a file that the tool would give it, and what writes it."""


def write(preset: str, folder: Path, done: pd.DataFrame) -> Path:
    """One tool's export of the work; its path."""
    name, writer = WRITERS[preset]
    writer(folder / name, done)
    return folder / name


def _csv(path: Path, rows: Iterable[dict[str, Any]], delimiter: str = ",") -> None:
    every = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(every[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(every)


def _json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _unpadded(at: pd.Timestamp) -> str:
    return f"{at.month}/{at.day}/{at.year} {at:%H:%M:%S}"


def _pacific(at: pd.Timestamp) -> str:
    return f"{at.tz_convert(PACIFIC):%a %b %d %H:%M:%S %Z %Y}"
