"""Whatever the other side sends: it is read, or refused in words; it never breaks the reader."""

import json
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsdesk.domain.errors import Invalid, Refusal
from rightsdesk.domain.recipe import Pitch, Recipe, Tempo
from rightsdesk.generation.builtin import engine as builtin
from rightsdesk.generation.contract import Analysis, Section
from rightsdesk.generation.remote.exchange import problem
from rightsdesk.generation.remote.fields import parsed
from rightsdesk.generation.remote.records import (
    Record,
    analysis_json,
    description_json,
    read_analysis,
    read_description,
    read_record,
    record_json,
)
from rightsdesk.generation.remote.shapes import (
    FileRef,
    Input,
    Order,
    Origin,
    fingerprint,
    order_json,
    read_order,
)

FILE = Origin("https://desk.example/a", FileRef("0" * 64, 10))
ORDER = order_json(
    Order("render", Input(FILE, stems={"vocals": FILE}, second=Input(FILE)), Recipe((Tempo(0.9), Pitch(1.0))), 7, ("flac",), "token")
)  # fmt: skip
STEP = {"step": "tempo", "params": {"ratio": 0.9}, "tool": "rubberband", "method": "signal_processing"}
ANALYSIS = Analysis(
    10.0, 120.0, 0.9, True, 0.1, 0.5, "C major", 0.5, -14.0, -1.0, (Section(0.0, 5.0, "a", 0.5),)
)


def as_sent(body: Any) -> Any:
    return json.loads(json.dumps(body))


BODIES: dict[str, tuple[Callable[[Any], object], Any]] = {
    "order": (read_order, ORDER),
    "record": (read_record, record_json(Record(Recipe((Tempo(0.9),)), (STEP,), {"lufs": -14.0}, ()))),
    "analysis": (read_analysis, as_sent(analysis_json(ANALYSIS))),
    "description": (read_description, as_sent(description_json(builtin().describe()))),
}
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(10**400)
    | st.floats(allow_nan=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("name", BODIES)
def test_what_one_side_writes_the_other_reads(name: str) -> None:
    read, body = BODIES[name]

    assert read(body) == read(as_sent(body))


def test_an_analysis_arrives_as_it_was() -> None:
    assert read_analysis(as_sent(analysis_json(ANALYSIS))) == ANALYSIS


@pytest.mark.parametrize("name", BODIES)
@given(data=st.data())
def test_a_body_with_anything_in_any_place_is_read_or_refused(name: str, data: st.DataObject) -> None:
    read, good = BODIES[name]
    body = deepcopy(good)
    places = list(_places(body))
    holder, key = data.draw(st.sampled_from(places))
    holder[key] = data.draw(VALUES)

    with suppress(Refusal):
        read(body)


@given(st.binary(max_size=50) | VALUES.map(lambda value: json.dumps(value).encode()))
def test_bytes_are_an_object_or_refused(body: bytes) -> None:
    with suppress(Invalid):
        assert isinstance(parsed(body), dict)


@pytest.mark.parametrize("body", [b'{"a":"\\ud800"}', b'{"a":1e999}', b'{"a":' + b"9" * 5000 + b"}"])
def test_what_could_not_be_written_down_again_is_refused(body: bytes) -> None:
    with pytest.raises(Invalid):
        parsed(body)


@given(VALUES, VALUES, VALUES)
def test_a_problem_of_somebody_else_is_cut_to_what_may_be_shown(code: Any, detail: Any, facts: Any) -> None:
    known, words, plain = problem({"code": code, "detail": detail, "facts": facts})

    assert known.replace("_", "").isalnum()
    assert 0 < len(words) <= 300
    assert words.isprintable()
    assert len(plain) <= 20


def test_an_order_is_the_same_job_whatever_its_addresses() -> None:
    order = read_order(ORDER)
    moved = replace(order.source, origin=replace(FILE, url="https://desk.example/b"))

    assert fingerprint(order) == fingerprint(
        replace(order, source=moved, consent="other", callback="https://a.example/")
    )
    assert fingerprint(order) != fingerprint(replace(order, seed=8))


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in it: a holder, and a key or number."""
    if not isinstance(value, dict | list):
        return []
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    return [(value, key) for key in keys] + [place for key in keys for place in _places(value[key])]
