"""The commentary of one edition: what names it, and in a vendor's edition speaks of no other vendor."""

from __future__ import annotations

from ..errors import Problem, ReleaseError
from ..keys import Keys
from ..params import Job, Params
from ..params.commentary import Comment
from ..snapshots.snapshot_set import SnapshotSet
from .other_vendor_names import OtherVendorNames


def commentary(snapshot_set: SnapshotSet, job: Job, params: Params, keys: Keys | None) -> tuple[Comment, ...]:
    """
    What a job's edition prints of what people wrote; it is no part of the extract.

    Raises ReleaseError where a vendor's edition would name another vendor, its holding or its site.
    """
    comments, vendor = params.commentary_of(job), params.edition(job.edition).vendor
    if not (comments and vendor and keys):
        return comments
    vendors = [other.vendor for other in params.editions.values() if other.vendor]
    snapshot = snapshot_set.by_market[job.market]
    others = OtherVendorNames.of(snapshot, vendor, vendors, keys.of(vendor))
    problems = [
        Problem(
            f"the commentary on {comment.figure} names another vendor",
            job.key,
            "write one for this edition alone, without that name",
        )
        for comment in comments
        if any(others.text(text) != text for text in _words(comment))
    ]
    if problems:
        raise ReleaseError(*problems)
    return comments


def _words(comment: Comment) -> tuple[str, ...]:
    return (comment.text, comment.author, comment.about, *comment.by, *comment.by.values())
