"""The settings name the engine; consent is asked about it by name, and nobody is promised one that is not there."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from rightsdesk.derivatives import actions
from rightsdesk.derivatives.engine import described, desk_key, local
from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain.errors import Conflict, Invalid
from rightsdesk.environment import BadSetting, kept, one_of
from rightsdesk.generation.builtin import ID, VERSION
from tests.builders import ask, consented_song, platform
from tests.generation.neural import tiny

pytestmark = pytest.mark.django_db


def neural(settings: Settings, folder: Path) -> str:
    """The desk takes sources apart with a tiny random model. Returns its hash."""
    checkpoint = tiny.checkpoint(folder)
    settings.GENERATION_ENGINE = "neural"
    settings.NEURAL_CHECKPOINT, settings.NEURAL_SHA256 = str(checkpoint.path), checkpoint.sha256
    settings.NEURAL_LICENCE = "CC0 1.0"
    return checkpoint.sha256


def test_without_a_word_it_is_the_engine_that_is_always_there() -> None:
    assert (described().id, described().model) == (ID, f"{ID} {VERSION}")


def test_a_trained_separator_is_named_with_its_hash_and_its_licence(
    settings: Settings, tmp_path: Path
) -> None:
    sha256 = neural(settings, tmp_path)

    found = described()

    assert found.model == f"tiny {sha256[:12]}"
    assert (found.facts["sha256"], found.facts["licence"]) == (sha256, "CC0 1.0")
    assert local().describe().model is not None


def test_consent_is_asked_about_the_engine_that_will_render(settings: Settings, tmp_path: Path) -> None:
    sha256 = neural(settings, tmp_path)
    programme, client = platform()

    made, _ = actions.request(
        actor=client.actor, client=client, programme=programme, ask=ask(consented_song())
    )

    assert made.verdict is not None
    assert made.verdict.request["model"] == f"tiny {sha256[:12]}"


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("NEURAL_CHECKPOINT", "/nowhere/model.safetensors", "checkpoint_missing"),
        ("NEURAL_SHA256", "0" * 64, "checkpoint_changed"),
        ("NEURAL_LICENCE", "", "checkpoint_licence"),
    ],
)
def test_nobody_is_promised_an_engine_that_is_not_ready(
    settings: Settings, tmp_path: Path, name: str, value: str, why: str
) -> None:
    neural(settings, tmp_path)
    setattr(settings, name, value)
    programme, client = platform()
    wanted = ask(consented_song())

    with pytest.raises(Conflict) as refused:
        actions.request(actor=client.actor, client=client, programme=programme, ask=wanted)
    with pytest.raises(Invalid):
        local()

    assert (refused.value.code, refused.value.facts) == ("engine_not_ready", {"why": why})
    assert not Derivative.objects.exists()


def test_an_engine_nobody_knows_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENERATION_ENGINE", "magic")

    with pytest.raises(BadSetting, match="GENERATION_ENGINE must be one of builtin, neural"):
        one_of("GENERATION_ENGINE", "builtin", ("builtin", "neural"))


def test_an_operator_is_shown_the_public_half_of_the_desks_key_and_no_more() -> None:
    shown = io.StringIO()

    call_command("engine_key", stdout=shown)

    assert json.loads(shown.getvalue()) == json.loads(desk_key().public().to_json())
    assert "d" not in json.loads(shown.getvalue())


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "engine.jwk"

    first, second = kept(path, lambda: "one"), kept(path, lambda: "two")

    assert (first, second) == ("one", "one")
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["engine.jwk"]
