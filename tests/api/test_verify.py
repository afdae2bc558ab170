"""What a file is, asked by a program: an answer for anybody, and a problem for what cannot be looked at."""

from io import BytesIO

import pytest
from rest_framework.test import APIClient

from tests.api.support import is_problem
from tests.builders import tone
from tests.workbench.test_verify_page import everybody_busy, sent

pytestmark = pytest.mark.django_db
PATH = "/api/v1/verify"


def test_a_strangers_file_is_unknown_and_every_item_is_said() -> None:
    answer = APIClient().post(PATH, sent(tone(220, 6.0)[0]), format="multipart")

    said = answer.json()
    assert (answer.status_code, said["outcome"]) == (200, "unknown")
    assert said["items"] == {
        "signature": "absent",
        **dict.fromkeys(
            ("hash", "delivered", "licence", "status", "consent", "made_from", "watermark", "fingerprint"),
            "unknown",
        ),
    }
    assert (said["derivative"], said["claim"], said["watermark"]) == (None, None, None)
    assert {"credentials_absent"} <= {reason["code"] for reason in said["reasons"]}
    assert len(said["sha256"]) == 64


def test_a_file_of_words_is_a_problem() -> None:
    answer = APIClient().post(PATH, sent(b"words, words, words" * 40, "words.mp3"), format="multipart")

    is_problem(answer, 400, "audio_not_audio")


def test_a_field_nobody_knows_is_a_problem() -> None:
    answer = APIClient().post(PATH, sent(tone(220, 6.0)[0], more="x"), format="multipart")

    is_problem(answer, 400, "invalid")


def test_a_request_without_a_file_is_a_problem() -> None:
    is_problem(APIClient().post(PATH, {}, format="multipart"), 400, "invalid")
    is_problem(APIClient().post(PATH, {"file": BytesIO(b"")}, format="multipart"), 400, "audio_empty")


def test_a_full_house_is_a_problem_that_passes() -> None:
    with everybody_busy():
        answer = APIClient().post(PATH, sent(tone(220, 6.0)[0]), format="multipart")

    is_problem(answer, 503, "busy")
