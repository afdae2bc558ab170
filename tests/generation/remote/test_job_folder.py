"""The server's folder and doors without processes around them: bounds, ends, and what is left after a sudden end."""

import os
import time
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import Recipe, Tempo
from rightsdesk.generation.builtin import engine as builtin
from rightsdesk.generation.contract import Source, SourceFacts
from rightsdesk.generation.remote import RemoteEngine
from rightsdesk.generation.remote.jobs import input_of, order_of
from rightsdesk.generation.remote.shapes import Order, fingerprint, order_json, read_order
from rightsdesk.generation.remote.signing import authorization
from rightsdesk.generation.server.application import Application
from rightsdesk.generation.server.config import ServerConfig, load
from rightsdesk.generation.server.fetching import fetched
from rightsdesk.generation.server.keeper import sweep
from rightsdesk.generation.server.runner import Watchdog
from rightsdesk.generation.server.store import BusyError, Store
from rightsdesk.generation.server.work import MOST_ATTEMPTS, work
from tests.generation.remote.cast import DESK_KEY, MakeJob, grant
from tests.generation.remote.outside import DeskWeb

DESK = DESK_KEY.id
RECIPE = Recipe((Tempo(0.9),))


@pytest.fixture
def config(tmp_path: Path) -> ServerConfig:
    config = ServerConfig(tmp_path / "engine", (DESK_KEY.public(),), frozenset({"127.0.0.1"}), most_waiting=2)
    config.save()
    return config


@pytest.fixture
def store(config: ServerConfig) -> Store:
    return Store(config.folder)


@pytest.fixture
def order(engine: RemoteEngine, job_of: MakeJob) -> Order:
    return order_of(job_of(RECIPE, name="job_00001"), engine.config)


def test_what_a_server_was_started_with_is_what_its_processes_read(config: ServerConfig) -> None:
    read = load(config.folder)

    assert (read.most_waiting, read.allow_private) == (2, frozenset({"127.0.0.1"}))
    assert [key.id for key in read.desks] == [DESK]
    assert read.key().id == config.key().id


def test_more_than_may_wait_is_not_taken_on(store: Store, order: Order) -> None:
    for name in ("job_00001", "job_00002"):
        store.admit(DESK, name, order, 2)

    with pytest.raises(BusyError):
        store.admit(DESK, "job_00003", order, 2)
    _, is_new = store.admit(DESK, "job_00001", order, 2)

    assert not is_new
    assert store.find(DESK, "job_00003") is None


def test_a_full_queue_says_when_to_come_back(
    config: ServerConfig, store: Store, engine: RemoteEngine, job_of: MakeJob, order: Order
) -> None:
    for name in ("job_00001", "job_00002"):
        store.admit(DESK, name, order, 2)
    job = job_of(RECIPE)
    body = order_json(order_of(job, replace(engine.config, engine_key=config.key().public())))
    client = httpx.Client(
        transport=httpx.WSGITransport(app=Application(config, store)), base_url="http://engine"
    )
    raw = client.build_request("PUT", f"/v1/jobs/{job.id}", json=body)
    raw.headers["Authorization"] = authorization(
        "PUT", f"/v1/jobs/{job.id}", raw.read(), key=DESK_KEY, audience=config.key().id, now=time.time()
    )

    answer = client.send(raw)

    assert (answer.status_code, answer.json()["code"]) == (429, "engine_busy")
    assert answer.headers["Retry-After"] == "10"


def test_jobs_are_done_in_the_order_they_came(store: Store, order: Order) -> None:
    keys = [store.admit(DESK, f"job_0000{number}", order, 9)[0].key for number in (3, 1, 2)]

    assert store.waiting() == keys


def test_a_job_is_for_one_process_at_a_time(store: Store, order: Order) -> None:
    entry, _ = store.admit(DESK, "job_00001", order, 2)

    with store.held(entry.key) as mine, store.held(entry.key) as theirs:
        assert mine is not None
        assert theirs is None


def test_a_job_that_was_written_but_not_listed_is_listed_at_the_next_start(
    store: Store, order: Order
) -> None:
    entry, _ = store.admit(DESK, "job_00001", order, 2)
    for mark in (store.folder / "waiting").iterdir():
        mark.unlink()
    (store.folder / "new" / "half").mkdir()

    store.mend()

    assert store.waiting() == [entry.key]
    assert list((store.folder / "new").iterdir()) == []


def test_a_job_that_keeps_breaking_the_engine_is_given_up(
    store: Store, config: ServerConfig, order: Order
) -> None:
    entry, _ = store.admit(DESK, "job_00001", order, 2)
    entry.write(replace(entry.state(), state="running", attempts=MOST_ATTEMPTS))

    work(entry, config, builtin)

    state = entry.state()
    assert state.state == "failed"
    assert state.problem is not None
    assert (state.problem["code"], state.problem["refusal"]) == ("engine_crashed", False)


def test_consent_that_ran_out_while_the_job_waited_is_no_consent(
    store: Store, config: ServerConfig, engine: RemoteEngine, job_of: MakeJob
) -> None:
    asking = replace(engine.config, engine_key=config.key().public())
    late = order_of(job_of(RECIPE, name="job_00001", grant=grant(seconds=-1)), asking)
    entry, _ = store.admit(DESK, "job_00001", late, 2)

    work(entry, config, builtin)

    problem = entry.state().problem
    assert problem is not None
    assert problem["code"] == "consent_expired"


def test_a_job_that_takes_too_long_is_ended(
    store: Store, config: ServerConfig, engine: RemoteEngine, job_of: MakeJob
) -> None:
    asking = replace(engine.config, engine_key=config.key().public())
    entry, _ = store.admit(DESK, "job_00001", order_of(job_of(RECIPE, name="job_00001"), asking), 2)

    work(entry, replace(config, job_s=0.0), builtin)

    problem = entry.state().problem
    assert problem is not None
    assert problem["code"] == "engine_too_slow"
    assert sorted(path.name for path in entry.folder.iterdir()) == ["order.json", "state.json"]


def test_a_job_is_forgotten_when_it_was_kept_long_enough(store: Store, order: Order) -> None:
    old, _ = store.admit(DESK, "job_00001", order, 9)
    old.finish("done")
    store.settle(old, calls=False)
    young, _ = store.admit(DESK, "job_00002", order, 9)

    sweep(store, keep_s=60, now=time.time() + 30)
    assert store.find(DESK, "job_00001") is not None
    sweep(store, keep_s=60, now=time.time() + 61)

    assert store.find(DESK, "job_00001") is None
    assert store.find(DESK, "job_00002") == young


def test_an_order_is_read_as_it_was_written(store: Store, order: Order) -> None:
    entry, _ = store.admit(DESK, "job_00001", order, 2)

    assert entry.order() == order
    assert entry.owner() == (DESK, "job_00001")


def test_a_second_source_has_no_second_source(order: Order) -> None:
    nested = replace(order.source, second=replace(order.source, second=order.source))

    with pytest.raises(Invalid):
        read_order(order_json(replace(order, source=nested)))


def test_stems_and_the_other_song_of_a_mashup_travel_along(
    engine: RemoteEngine, desk: DeskWeb, config: ServerConfig, short_song: Path, tmp_path: Path
) -> None:
    vocals, other = tmp_path / "vocals.wav", tmp_path / "other.flac"
    vocals.write_bytes(b"the label's own vocals")
    other.write_bytes(b"another song")
    source = Source(
        short_song, SourceFacts(bpm=120.0), {"vocals": vocals}, Source(other, SourceFacts(key="A minor"))
    )
    asked = Order("render", input_of(source, engine.config.publish), RECIPE, 7, ("flac",), "token")

    read = read_order(order_json(asked))
    got = fetched(read.source, tmp_path, config)

    assert read == asked
    assert got.facts == source.facts
    assert got.stems["vocals"].read_bytes() == b"the label's own vocals"
    assert got.second is not None
    assert (got.second.path.read_bytes(), got.second.facts.key) == (b"another song", "A minor")
    assert fingerprint(read) != fingerprint(replace(read, source=replace(read.source, second=None)))


def test_a_job_that_does_not_notice_that_its_time_is_over_is_ended_with_its_process() -> None:
    watchdog = Watchdog(parent=os.getppid(), job_s=60.0)
    assert not watchdog.hangs()

    watchdog.began = time.monotonic() - 80
    assert not watchdog.hangs()
    watchdog.began = time.monotonic() - 91
    assert watchdog.hangs()
