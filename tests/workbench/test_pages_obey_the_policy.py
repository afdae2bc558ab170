"""The strict content-security policy holds: no page carries a style or a script of its own."""

import re

import pytest
from django.test import Client

from tests.moderation.cast import Desk, desk, opened, taken

pytestmark = pytest.mark.django_db
INLINE = re.compile(r'\sstyle="|<style|\son[a-z]+="|<script(?![^>]*\ssrc=)|javascript:')


@pytest.fixture
def people() -> Desk:
    return desk()


def test_no_page_has_an_inline_style_or_script(people: Desk) -> None:
    _, case = opened("unlicensed_voice")
    taken(case, people.max)
    max_at_work, nobody = Client(), Client()
    max_at_work.force_login(people.max)

    answers = [
        nobody.get("/login/"),
        max_at_work.get("/workbench/"),
        max_at_work.get(f"/workbench/cases/{case.public_id}/"),
    ]

    for answer in answers:
        assert answer.status_code == 200
        assert INLINE.findall(answer.content.decode()) == []
        assert "script-src 'self';" in answer.headers["Content-Security-Policy"]


def test_a_wrong_password_is_refused_in_words(people: Desk) -> None:
    answer = Client().post("/login/", {"username": people.max.email, "password": "wrong"})

    assert "do not belong together" in answer.content.decode()
    assert "_auth_user_id" not in answer.client.session
