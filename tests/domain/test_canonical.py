"""Canonical JSON, Merkle roots and public ids."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsdesk.domain.canonical import canonical_json, content_hash, merkle_root
from rightsdesk.domain.ids import public_id

LEAVES = [content_hash(n) for n in range(9)]


def test_the_same_facts_are_the_same_bytes() -> None:
    assert (
        canonical_json({"b": 1, "a": "é"}) == canonical_json({"a": "é", "b": 1}) == '{"a":"é","b":1}'.encode()
    )


def test_what_json_cannot_say_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical_json(float("nan"))


@given(st.integers(1, 9), st.data())
def test_changing_any_leaf_changes_the_root(size: int, data: st.DataObject) -> None:
    leaves = LEAVES[:size]
    place = data.draw(st.integers(0, size - 1))
    changed = [*leaves[:place], content_hash("other"), *leaves[place + 1 :]]

    assert merkle_root(leaves) != merkle_root(changed)


def test_a_root_does_not_stand_for_one_leaf_fewer() -> None:
    assert len({merkle_root(LEAVES[:n]) for n in range(10)}) == 10


@given(st.integers(0, 2**48 - 2), st.integers(0, 2**74 - 1), st.integers(0, 2**74 - 1))
def test_public_ids_sort_by_time(milliseconds: int, one: int, other: int) -> None:
    first, later = public_id("drv", milliseconds, one), public_id("drv", milliseconds + 1, other)

    assert first < later
    assert re.fullmatch(r"drv_[0-9a-hjkmnp-tv-z]{26}", first)
