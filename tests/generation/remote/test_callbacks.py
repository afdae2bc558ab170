"""Callbacks: lost, doubled, forged. They are a reason to look; polling finds the same without them."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from rightsdesk.domain.errors import Conflict, Forbidden
from rightsdesk.domain.recipe import Recipe, Tempo
from rightsdesk.generation.remote import RemoteEngine, SigningKey
from rightsdesk.generation.remote.statements import CALLBACK, STATUS, Statement, stated
from tests.generation.remote.cast import DESK_KEY, MakeJob
from tests.generation.remote.outside import DeskWeb

RECIPE = Recipe((Tempo(0.97),))
ENGINE = SigningKey.make()
NEVER: Callable[[str], bool] = lambda number: False  # noqa: E731


def waited(what: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.fixture
def failing(elsewhere: RemoteEngine, desk: DeskWeb) -> RemoteEngine:
    return RemoteEngine(replace(elsewhere.config, callback_url=f"{desk.url}/callbacks"))


def test_a_callback_tells_how_a_job_ended(failing: RemoteEngine, desk: DeskWeb, job_of: MakeJob) -> None:
    job = job_of(RECIPE)

    failing.submit(job)
    waited(lambda: bool(desk.callbacks))

    callback = failing.open_callback(desk.callbacks[0], NEVER)
    assert (callback.job_id, callback.state) == (job.id, "failed")
    problem = failing.status(job.id).problem
    assert problem is not None
    assert problem.code in ("source_hash_mismatch", "source_too_large")


def test_a_callback_that_nobody_took_comes_again_with_the_same_number_and_counts_once(
    failing: RemoteEngine, desk: DeskWeb, job_of: MakeJob
) -> None:
    desk.answers = [500]
    seen: set[str] = set()

    failing.submit(job_of(RECIPE))
    waited(lambda: len(desk.callbacks) == 2)

    first = failing.open_callback(desk.callbacks[0], seen.__contains__)
    seen.add(first.jti)
    with pytest.raises(Conflict) as refusal:
        failing.open_callback(desk.callbacks[1], seen.__contains__)
    assert refusal.value.code == "callback_seen"


def test_a_job_that_was_cancelled_calls_nobody(failing: RemoteEngine, desk: DeskWeb, job_of: MakeJob) -> None:
    first, second = job_of(RECIPE), job_of(RECIPE)
    failing.submit(first)
    failing.submit(second)

    failing.cancel(second.id)
    waited(lambda: bool(desk.callbacks) and failing.status(second.id).state in ("cancelled", "failed"))

    assert failing.open_callback(desk.callbacks[0], NEVER).job_id == first.id


def test_a_lost_callback_costs_nothing_but_time(
    failing: RemoteEngine, desk: DeskWeb, job_of: MakeJob
) -> None:
    job = job_of(RECIPE)
    deaf = RemoteEngine(replace(failing.config, callback_url="http://127.0.0.1:1/callbacks"))

    deaf.submit(job)
    waited(lambda: deaf.status(job.id).state == "failed")

    assert desk.callbacks == []


def said(
    kind: str = CALLBACK,
    state: str = "done",
    key: SigningKey = ENGINE,
    desk: str = DESK_KEY.id,
    age: float = 0,
) -> str:
    statement = Statement("job_00001", state, {}, "0" * 64, "number_1")
    return stated(kind, statement, key=key, desk=desk, now=time.time() - age)


@pytest.fixture
def listening(engine: RemoteEngine) -> RemoteEngine:
    return RemoteEngine(replace(engine.config, engine_key=ENGINE.public()))


def test_a_callback_is_read(listening: RemoteEngine) -> None:
    assert listening.open_callback(said(), NEVER).jti == "number_1"


@pytest.mark.parametrize(
    "token",
    [
        said(key=SigningKey.make()),
        said(desk=SigningKey.make().id),
        said(kind=STATUS),
        said(state="running"),
        said().replace(".", ".e", 1),
        "",
    ],
)
def test_a_forged_or_diverted_callback_is_refused(listening: RemoteEngine, token: str) -> None:
    with pytest.raises(Forbidden) as refusal:
        listening.open_callback(token, NEVER)

    assert refusal.value.code == "token_invalid"


def test_an_old_callback_is_refused(listening: RemoteEngine) -> None:
    with pytest.raises(Forbidden) as refusal:
        listening.open_callback(said(age=301), NEVER)

    assert refusal.value.code == "token_expired"
