"""The editor in a real browser under the strict policy: from the keyboard, with the question answered in place."""

import pytest
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from rightsdesk.consent.models import Terms
from tests.builders import PASSWORD
from tests.portal import story
from tests.workbench.browsing import chromium, needs_chromium, until


@needs_chromium
@pytest.mark.django_db(transaction=True)
def test_terms_are_tried_and_signed_from_the_keyboard(live_server: LiveServer) -> None:
    desk = story.desk({"remix": "ask"})
    address = f"{live_server.url}{reverse('portal:edit', args=[desk.party.public_id])}"

    with chromium(width=390) as page:
        page.goto(f"{live_server.url}/login/?next={address.removeprefix(live_server.url)}")
        page.get_by_label("Email").fill(desk.ada.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(address)
        page.locator("#use-remix input:checked").focus()
        page.keyboard.press("ArrowLeft")
        page.locator("#id_all-territories_0").fill("Atlantis")
        page.locator("#trial button").press("Enter")
        until(page, "document.querySelector('#trial').textContent.includes('Atlantis')")
        page.locator("#id_all-territories_0").fill("Germany")
        page.locator("#trial button").press("Enter")
        until(page, "document.querySelector('#trial').textContent.includes('does not allow remixes')")
        page.get_by_role("button", name="See what would change").press("Enter")
        until(page, "document.title.startsWith('Before you sign')")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.locator("[name=step][value=sign]").press("Enter")
        until(page, "document.body.textContent.includes('You signed version 2.')")

    made = Terms.objects.get(grantor=desk.party, version=2)
    assert made.clauses.get(use="remix").answer == "deny"
    assert made.clauses.get(use="cover").conditions == {"territories": ["DE"]}
