"""The demo's hands: a platform that speaks the API, and visitors who fill in the desk's own pages over HTTP."""

import re
import time
from pathlib import Path
from typing import Any

import httpx

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PATIENCE = 300.0


class StoryError(Exception):
    """A step of the story did not come out as the story says; the message tells which and how."""


class Platform:
    """Tonewave's servers: client credentials, JSON, an Idempotency-Key on every request."""

    def __init__(self, base_url: str, client_id: str, client_secret: str) -> None:
        self.http = httpx.Client(base_url=f"{base_url}/api/v1/", timeout=120)
        answer = self.http.post(
            "oauth/token",
            data={"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret},
        )
        token = self._checked(answer, 200)["access_token"]
        self.http.headers["Authorization"] = f"Bearer {token}"

    def _checked(self, answer: httpx.Response, *expected: int) -> dict[str, Any]:
        if answer.status_code not in expected:
            raise StoryError(
                f"{answer.request.method} {answer.url} answered {answer.status_code}: {answer.text[:400]}"
            )
        found: dict[str, Any] = answer.json()
        return found

    def ask(self, key: str, **body: Any) -> dict[str, Any]:
        """Request a derivative; the same key twice is one request."""
        headers = {"Idempotency-Key": key}
        return self._checked(self.http.post("derivatives", json=body, headers=headers), 200, 201)

    def derivative(self, public_id: str) -> dict[str, Any]:
        return self._checked(self.http.get(f"derivatives/{public_id}"), 200)

    def deliver(self, public_id: str, audio: Path) -> dict[str, Any]:
        """Hand over the platform's own rendering."""
        with audio.open("rb") as file:
            answer = self.http.post(
                f"derivatives/{public_id}/delivery",
                files={"file": (audio.name, file, "audio/ogg")},
                data={"engine": "wavemaker", "engine_version": "4.2"},
            )
        return self._checked(answer, 200, 201, 202)

    def appeal(self, public_id: str, grounds: str) -> dict[str, Any]:
        return self._checked(
            self.http.post(f"derivatives/{public_id}/appeals", json={"grounds": grounds}), 200, 201
        )

    def report_usage(self, path: Path, period: str) -> dict[str, Any]:
        """Upload a usage report; the same file twice counts once."""
        headers = {"Content-Type": "text/csv"}
        with path.open("rb") as file:
            answer = self.http.post(
                "usage-reports", params={"period": period}, content=file.read(), headers=headers
            )
        return self._checked(answer, 200, 201, 202)

    def wait_for(self, public_id: str, *states: str) -> dict[str, Any]:
        """Look again until the derivative is in one of `states`. Raises StoryError when it takes another way."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = self.derivative(public_id)
            if found["state"] in states:
                return found
            if found["state"] in {"failed", "refused"}:
                raise StoryError(f"{public_id} is {found['state']}: {found.get('problem')}")
            time.sleep(0.5)
        raise StoryError(f"{public_id} was still {found['state']} after {PATIENCE:.0f} s.")


class Visitor:
    """A person with a browser, less the browser: signs in, opens pages, sends forms."""

    def __init__(self, base_url: str, email: str, password: str) -> None:
        self.http = httpx.Client(base_url=base_url, follow_redirects=True, timeout=120)
        landed = self.submit("/login/", "/login/", username=email, password=password)
        if "/login/" in str(landed.url):
            raise StoryError(f"{email} could not sign in.")

    def open(self, path: str) -> httpx.Response:
        return self.http.get(path)

    def submit(self, page: str, target: str, /, **fields: Any) -> httpx.Response:
        """Open `page`, then post `fields` to `target` with the page's token; the answer may be any status."""
        token = TOKEN.search(self.open(page).text)
        if token is None:
            raise StoryError(f"{page} holds no form.")
        headers = {"Referer": str(self.http.base_url.join(page))}
        return self.http.post(target, data={"csrfmiddlewaretoken": token[1], **fields}, headers=headers)
