"""A real Chromium for tests: signs people in, and fails a test whose page breaks its own security policy."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from playwright.sync_api import Page, sync_playwright

from rightsdesk.accounts.models import User
from tests.builders import PASSWORD

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed on this machine")
Scheme = Literal["light", "dark"]


@contextmanager
def chromium(width: int = 1280, scheme: Scheme = "light") -> Iterator[Page]:
    """One page of a fresh profile; anything its console complains of fails the test."""
    complaints: list[str] = []
    # Playwright runs an event loop in this thread; Django would otherwise refuse the test's own queries.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        try:
            yield page
        finally:
            browser.close()
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    assert complaints == []


def sign_in(page: Page, base: str, user: User) -> None:
    page.goto(f"{base}/login/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{base}/workbench/")


def until(page: Page, condition: str, seconds: float = 10.0) -> None:
    """Wait for a condition in the page; Playwright's own waiting needs the eval that the strict policy forbids."""
    for _ in range(round(seconds * 10)):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"it never came true: {condition}")
