"""Max listens and decides in a real browser; Mia hears the appeal that he may not hear."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from rightsdesk.moderation import actions
from rightsdesk.moderation.models import Appeal, Decision
from tests.builders import ACTOR
from tests.moderation.cast import GROUNDS, REASON
from tests.workbench.browsing import chromium, needs_chromium, sign_in, until
from tests.workbench.rows import Morning, morning

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey, needs_chromium]


@pytest.fixture
def desk_at_nine(transactional_db: None) -> Morning:
    return morning()


def played(page: Page, number: int) -> float:
    """Where the sound of the nth track stands, in its own seconds."""
    seconds: float = page.locator("audio").nth(number).evaluate("sound => sound.currentTime")
    return seconds


def paused(page: Page, number: int) -> bool:
    still: bool = page.locator("audio").nth(number).evaluate("sound => sound.paused")
    return still


def test_max_listens_a_and_b_decides_and_gets_the_next_case(
    live_server: LiveServer, desk_at_nine: Morning
) -> None:
    with chromium() as page:
        sign_in(page, live_server.url, desk_at_nine.people.max)
        open_from_the_queue_with_the_keyboard(page)
        listen(page)
        decide(page)

        expect(page.get_by_role("heading", level=1)).not_to_contain_text("midnight choir")

    decision = Decision.objects.get(case=desk_at_nine.voice)
    assert (decision.action, decision.reason, decision.moderator) == (
        "block",
        REASON,
        desk_at_nine.people.max,
    )


def open_from_the_queue_with_the_keyboard(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("midnight choir")
    page.wait_for_load_state()
    page.keyboard.press("t")
    expect(page.get_by_text("You hold this case for")).to_be_visible()


def listen(page: Page) -> None:
    """Nothing sounds by itself; one transport moves both sounds; the loop stays in the flagged region."""
    assert paused(page, 0)
    assert paused(page, 1)
    page.keyboard.press("l")
    page.keyboard.press(" ")
    until(page, "document.querySelector('audio').currentTime > 18.2")
    assert paused(page, 1)

    page.keyboard.press("x")
    until(page, "!document.querySelectorAll('audio')[1].paused")
    assert paused(page, 0)
    expect(page.locator("[data-now-playing]")).to_have_text("Original")
    # The derivative is slower: its 18th second is the original's 16.2nd.
    assert 16.2 <= played(page, 1) < 17.5

    page.keyboard.press("x")
    page.get_by_label("Position in the derivative").evaluate(
        "bar => { bar.value = 40.8; bar.dispatchEvent(new Event('input')); }"
    )
    until(page, "document.querySelector('audio').currentTime < 20")
    page.keyboard.press(" ")
    until(page, "document.querySelector('audio').paused")


def decide(page: Page) -> None:
    page.get_by_label("Block").check()
    page.get_by_role("textbox", name="Reason").fill(REASON)
    expect(page.locator("[data-letter-reason]")).to_have_text(REASON)
    page.get_by_role("textbox", name="Reason").press("Control+Enter")
    expect(page.get_by_text("Decided: block")).to_be_visible()


def test_mia_overturns_what_max_blocked_and_the_badge_appears(
    live_server: LiveServer, desk_at_nine: Morning
) -> None:
    case = desk_at_nine.appealed
    with chromium(width=390, scheme="dark") as page:
        sign_in(page, live_server.url, desk_at_nine.people.mia)
        page.goto(f"{live_server.url}/workbench/cases/{case.public_id}/")
        expect(page.get_by_text(GROUNDS).first).to_be_visible()
        page.get_by_label("Overturn").check()
        page.get_by_role("textbox", name="Reason").fill(
            "The passage is the public loop; it is in both for that reason."
        )
        page.get_by_role("button", name="Close the appeal").click()
        expect(page.get_by_text("The appeal has been heard.")).to_be_visible()
        result = Appeal.objects.get(decision__case=case).result
        assert result
        actions.apply_effects(actor=ACTOR, decision_id=result.pk)

        page.goto(f"{live_server.url}/badge/{case.derivative.public_id}/")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Paper Lanterns (acoustic)")


def test_the_filters_change_the_list_and_the_address(live_server: LiveServer, desk_at_nine: Morning) -> None:
    with chromium() as page:
        sign_in(page, live_server.url, desk_at_nine.people.max)

        page.get_by_label("Policy").select_option("undeclared-audio")

        expect(page.locator("tbody tr")).to_have_count(3)
        assert page.url.endswith("?show=waiting&family=undeclared-audio")
        page.get_by_label("Show").select_option("mine")
        expect(page.get_by_text("You hold no case")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_is_wider_than_the_window(live_server: LiveServer, desk_at_nine: Morning, width: int) -> None:
    addresses = [
        "/workbench/",
        f"/workbench/cases/{desk_at_nine.voice.public_id}/",
        f"/badge/{desk_at_nine.published.public_id}/",
    ]
    with chromium(width=width) as page:
        sign_in(page, live_server.url, desk_at_nine.people.max)
        for address in addresses:
            page.goto(live_server.url + address)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_light_and_dark_are_switched_and_remembered(live_server: LiveServer, desk_at_nine: Morning) -> None:
    with chromium(scheme="dark") as page:
        page.goto(f"{live_server.url}/login/")
        ground = "getComputedStyle(document.body).backgroundColor"
        dark = page.evaluate(ground)

        page.get_by_role("button", name="Switch between light and dark").click()
        light = page.evaluate(ground)
        page.reload()

        assert light != dark
        assert page.evaluate(ground) == light
