"""Whoever has the keys and the snapshots finds what a pseudonym stands for."""

from __future__ import annotations

from labelqa.editions.resolving import resolve

from .conftest import VENDOR


def test_every_pseudonym_of_an_extract_resolves_to_the_id_it_was_made_of(cutting, own, whole):
    """People, items, decisions and audits: the own rows and the whole ones stand in the same order."""
    audits = whole.table("audited_labels").query("vendor_id == @VENDOR").reset_index(drop=True)
    disguised = own.table("audited_labels")
    kinds = {"person_id": "person", "qa_person_id": "person", "item_id": "item"}
    for column in ("person_id", "qa_person_id", "item_id", "label_event_id", "audit_id"):
        wanted = dict(zip(disguised[column].head(20), audits[column].head(20), strict=True))
        found = resolve(cutting.snapshot, cutting.keys.of(VENDOR), set(wanted))

        assert wanted == {pseudonym: one.id for pseudonym, one in found.items()}
        assert {kinds.get(column, column.removesuffix("_id"))} == {one.kind for one in found.values()}


def test_a_person_comes_with_site_and_role_and_an_audit_with_its_item(cutting, whole):
    """What an internal edition sees, too."""
    person = whole.table("people").query("vendor_id == @VENDOR").iloc[0]
    audit = whole.table("audited_labels").query("vendor_id == @VENDOR").iloc[0]
    key = cutting.keys.of(VENDOR)
    wanted = [key.pseudonym("person", person["person_id"]), key.pseudonym("audit_id", audit["audit_id"])]
    found = resolve(cutting.snapshot, key, wanted)
    first, second = (found[pseudonym] for pseudonym in wanted)

    assert {"vendor_id": VENDOR, "site_id": person["site_id"], "role": person["role"]} == first.beside
    assert (audit["item_id"], audit["person_id"]) == (second.beside["item_id"], second.beside["person_id"])


def test_a_name_that_was_hidden_is_found(cutting):
    """As it stands in the data."""
    key = cutting.keys.of(VENDOR)
    pseudonym = key.pseudonym("name", "Kestrel Bandung")

    assert "Kestrel Bandung" == resolve(cutting.snapshot, key, [pseudonym])[pseudonym].id
    assert "name" == resolve(cutting.snapshot, key, [pseudonym])[pseudonym].kind


def test_another_vendors_pseudonym_is_not_found(cutting, whole):
    """Each vendor has a key of its own."""
    person = whole.table("people")["person_id"].iloc[0]
    pseudonym = cutting.keys.of("alder").pseudonym("person", person)

    assert {} == resolve(cutting.snapshot, cutting.keys.of(VENDOR), [pseudonym])
