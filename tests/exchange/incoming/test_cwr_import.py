"""A society's answers: its numbers onto our works, its conflicts and refusals where a person sees them."""

from pathlib import Path

import pytest

from rightsdesk.artists.actions import register_work
from rightsdesk.artists.models import WorkNumber
from rightsdesk.domain.errors import Invalid
from rightsdesk.exchange import queries
from rightsdesk.exchange.models import Acknowledgement, Import
from tests.exchange.incoming.files import (
    ACTOR,
    ISWC,
    OTHER_ISWC,
    ack,
    answers,
    codes,
    imported,
    isw,
    previewed,
)
from tests.exchange.incoming.samples import SAMPLES, needed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def works() -> None:
    for iswc, title in ((ISWC, "Glass Orchard"), (OTHER_ISWC, "Second")):
        register_work(actor=ACTOR, title=title, iswc=iswc, writers=())


def numbers() -> list[tuple[str, str, str]]:
    rows = WorkNumber.objects.order_by("pk")
    return [(row.work.iswc, row.issuer, row.value) for row in rows.select_related("work")]


def outcomes() -> list[tuple[str, str]]:
    return list(Acknowledgement.objects.order_by("line").values_list("our_number", "outcome"))


def test_numbers_of_both_sides_go_onto_the_work(tmp_path: Path) -> None:
    imported(answers(tmp_path, isw("MK1", ISWC)))

    imported(answers(tmp_path, ack("MK1", "AS", "B123"), name="second.V21"))

    assert numbers() == [(ISWC, "ours at BMI", "MK1"), (ISWC, "BMI", "B123")]
    assert outcomes() == [("MK1", "accepted"), ("MK1", "accepted")]


def test_what_the_society_did_not_take_waits_for_a_person(tmp_path: Path) -> None:
    imported(answers(tmp_path, isw("MK1", ISWC), isw("MK2", OTHER_ISWC)))
    told = "MSGT" + "0" * 31 + "Shares exceed 100 per cent"

    done = imported(
        answers(
            tmp_path, ack("MK1", "CO"), told, ack("MK2", "RJ"), ack("MK3", "AS"), ack("MK1", "RA"), name="b.V21"
        )
    )  # fmt: skip

    assert codes(done) == [(3, "society_conflict"), (5, "society_refused"), (6, "society_unmatched")]
    waiting = [(row.our_number, row.outcome) for row in queries.answers_to_settle()]
    assert waiting == [("MK3", "unmatched"), ("MK2", "refused"), ("MK1", "conflict")]
    conflict = Acknowledgement.objects.get(outcome="conflict")
    assert (
        conflict.words
        == "In conflict with an earlier registration at the society. Shares exceed 100 per cent"
    )
    assert conflict.work is not None
    assert Acknowledgement.objects.get(line=7).outcome == "pending"


def test_another_iswc_for_a_work_we_know_is_a_conflict(tmp_path: Path) -> None:
    done = imported(answers(tmp_path, isw("MK1", ISWC), isw("MK1", OTHER_ISWC)))

    assert codes(done) == [(4, "society_conflict")]
    assert numbers() == [(ISWC, "ours at BMI", "MK1")]


def test_a_number_that_is_another_work_is_a_conflict(tmp_path: Path) -> None:
    imported(answers(tmp_path, isw("MK1", ISWC), isw("MK2", OTHER_ISWC)))

    done = imported(answers(tmp_path, ack("MK1", "AS", "B1"), ack("MK2", "AC", "B1"), name="second.V21"))

    assert codes(done) == [(4, "society_conflict")]
    assert Acknowledgement.objects.get(our_number="MK2", record="ACK").words.startswith(
        "The society's number B1"
    )


def test_a_preview_writes_no_number_and_the_file_counts_once(tmp_path: Path) -> None:
    path = answers(tmp_path, isw("MK1", ISWC))

    preview = previewed(path)
    before = numbers()
    first, second = imported(path), imported(path)

    assert (preview.counts, before) == ({"answer": {"new": 1}}, [])
    assert first.pk == second.pk
    assert (len(numbers()), Acknowledgement.objects.count()) == (1, 1)


def test_unknown_statuses_and_wrong_codes_are_left_out(tmp_path: Path) -> None:
    done = imported(answers(tmp_path, ack("MK1", "ZZ"), isw("MK1", "T9900000014")))

    assert codes(done) == [(3, "status_unknown"), (4, "identifier_malformed")]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text[: text.index("TRL")], "file_cut_off"),
        (lambda text: text.replace("02.10", "03.00"), "version_unknown"),
        (lambda text: text.replace(ack("MK1", "AS") + "\r\n", ""), "counts_differ"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(tmp_path: Path, change: object, code: str) -> None:
    path = answers(tmp_path, ack("MK1", "AS"))
    assert callable(change)
    path.write_bytes(change(path.read_bytes().decode()).encode())

    with pytest.raises(Invalid) as refused:
        imported(path)

    assert (refused.value.code, Import.objects.count()) == (code, 0)


def test_version_2_2_is_read_too(tmp_path: Path) -> None:
    path = answers(tmp_path, isw("MK1", ISWC))
    path.write_bytes(path.read_bytes().replace(b"02.10", b"02.20"))

    assert (imported(path).message, numbers()) == ("CWR 2.2", [(ISWC, "ours at BMI", "MK1")])


@needed
def test_the_fields_sample_is_read_whole() -> None:
    done = imported(SAMPLES / "cwr" / "CW220001052_DMP.V21")

    assert outcomes() == [
        ("Z128", "unmatched"), ("Z127", "unmatched"), ("DMP000026", "unmatched"),
        ("DMP000027", "refused"), ("DMP000025", "refused"),
    ]  # fmt: skip
    assert [code for _, code in codes(done)][-3:] == ["identifier_malformed"] * 3
