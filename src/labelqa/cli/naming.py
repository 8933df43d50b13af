"""Who is behind a pseudonym: for the company's own side, which has the keys and the snapshots."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import DataError, ParamsError, Problem
from .answers import json_line, told
from .options import HERE, AsJson, Workspace, keys_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..editions.resolving import Resolved
    from ..keys import Keys
    from ..params import Params
    from ..snapshots import Snapshot


@told
def who(
    pseudonyms: Annotated[list[str], typer.Argument(help="One or more, as they stand in the report.")],
    vendor: Annotated[str, typer.Option("--vendor", "-v", help="The vendor whose edition it is.")],
    workspace: Workspace = HERE,
    market: Annotated[
        list[str] | None, typer.Option("--market", "-m", help="A market; all of the vendor's by default.")
    ] = None,
    period: Annotated[
        str | None, typer.Option("--period", "-p", help="Of the report; the newest first by default.")
    ] = None,
    json_lines: AsJson = False,
) -> None:
    """Say which person, item or other id a vendor's pseudonyms stand for."""
    from .. import params
    from ..editions.resolving import resolve

    root = workspace.resolve()
    known = params.load(root)
    name, markets = _works_in(known, vendor)
    key, wanted = _keys(root).of(name), {word.upper(): word for word in pseudonyms}
    found: dict[str, tuple[Resolved, str]] = {}
    for snapshot in _snapshots(root / "outputs", market or markets, period):
        place = f"{snapshot.facts.market} {snapshot.facts.period}"
        more = resolve(snapshot, key, set(wanted) - set(found))
        found |= {pseudonym: (resolved, place) for pseudonym, resolved in more.items()}
    for pseudonym in wanted:
        if pseudonym in found:
            typer.echo(_line(*found[pseudonym], as_json=json_lines))
    _refuse([word for pseudonym, word in wanted.items() if pseudonym not in found], vendor)


def _keys(root: Path) -> Keys:
    """The keys of vendors' editions. Raises ReleaseError where there are none."""
    from .. import keys as secrets

    return keys_of(root) or secrets.read(root / secrets.FILE)


def _works_in(known: Params, vendor: str) -> tuple[str, tuple[str, ...]]:
    """The id and markets of a vendor, called by its id or its edition; ParamsError where there is none."""
    editions = {name: edition for name, edition in known.editions.items() if edition.vendor}
    for name, edition in editions.items():
        if edition.vendor and vendor in (name, edition.vendor):
            return edition.vendor, edition.markets
    raise ParamsError(Problem(f"no vendor {vendor!r}", "--vendor", f"have {', '.join(sorted(editions))}"))


def _snapshots(outputs: Path, markets: Sequence[str], period: str | None) -> Iterator[Snapshot]:
    """The current snapshots of the markets, those of the newest periods first."""
    from .. import periods, snapshots

    for market in markets:
        for when in [periods.parse(period)] if period else snapshots.held(outputs, market):
            if snapshot := snapshots.newest(outputs, market, when):
                yield snapshot


def _line(resolved: Resolved, place: str, *, as_json: bool) -> str:
    if as_json:
        return json_line({**vars(resolved), "beside": dict(resolved.beside), "found": place})
    beside = "".join(f"  {name.removesuffix('_id')} {value}" for name, value in resolved.beside.items())
    return f"{resolved.pseudonym}  {resolved.kind}  {resolved.id}{beside}  ({place})"


def _refuse(unknown: Sequence[str], vendor: str) -> None:
    remedy = (
        "see that it is this vendor's, that --period is its report's, and that the keys are those of then"
    )
    if unknown:
        raise DataError(
            *(
                Problem(f"nothing has this pseudonym in an edition of {vendor}", each, remedy)
                for each in unknown
            )
        )
