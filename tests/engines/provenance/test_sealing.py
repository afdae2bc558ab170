"""A sealed file: its level under the ceiling, its tags readable, its credentials saying what ran and nothing else."""

import hashlib
import json
from pathlib import Path

import pytest

from rightsdesk.domain.disclosure import GENERATIVE, disclosure, step
from rightsdesk.engines.audio import decode, loudness
from rightsdesk.engines.audio_process import run
from rightsdesk.engines.provenance import Keys, Parent, Sealed, read, seal
from tests.domain.disclosed import ENGINE
from tests.engines.provenance.story import FORMATS, SONG, claim, music

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_is_written_with_its_hash_and_keeps_the_sound(kind: str, sealed: Sealed) -> None:
    file = sealed.files[kind]

    heard = decode(file.path)
    assert file.sha256 == hashlib.sha256(file.path.read_bytes()).hexdigest()
    assert heard.seconds == pytest.approx(3.0, abs=0.03)
    assert loudness(heard).lufs == pytest.approx(file.lufs, abs=0.01)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_player_finds_title_artist_and_where_to_look_it_up(kind: str, sealed: Sealed) -> None:
    shown = ["ffprobe", "-v", "error", "-show_entries", "format_tags:stream_tags", "-of", "json"]
    answer = json.loads(run([*shown, str(sealed.files[kind].path)], seconds=10).output)

    tags = {**answer["streams"][0].get("tags", {}), **answer["format"].get("tags", {})}
    assert tags["title"] == "Slow Orchard"
    assert tags["artist"] == "Ada Lune"
    assert tags["comment"] == "https://desk.example/b/drv_0123"


def test_opus_has_its_credentials_beside_it_and_the_others_carry_their_own(sealed: Sealed) -> None:
    opus = sealed.files["opus"]

    assert opus.sidecar is not None
    assert opus.sidecar.name == "remix.c2pa"
    assert opus.credential_sha256 == hashlib.sha256(opus.sidecar.read_bytes()).hexdigest()
    assert [kind for kind, file in sealed.files.items() if file.sidecar] == ["opus"]
    assert {path.name for path in opus.path.parent.iterdir()} == {
        "remix.c2pa",
        *(f"remix.{kind}" for kind in FORMATS),
    }


def test_no_format_passes_the_ceiling_even_of_a_master_that_does(signing_keys: Keys, tmp_path: Path) -> None:
    hot = music(1.0, peak=0.99)

    made = seal(hot, claim(), signing_keys, tmp_path, FORMATS)

    assert loudness(hot).true_peak_dbtp > -1
    for kind, file in made.files.items():
        assert -1.6 < file.true_peak_dbtp <= -1.0, kind
        assert loudness(decode(file.path)).true_peak_dbtp == pytest.approx(file.true_peak_dbtp, abs=0.01)


def test_the_credentials_tell_the_steps_that_ran_in_the_words_of_the_table(
    sealed: Sealed, signing_keys: Keys
) -> None:
    found = read(sealed.files["flac"].path, signing_keys).claim

    assert found is not None
    assert found.actions == (
        "c2pa.opened", "c2pa.changedSpeed", "c2pa.edited", "c2pa.mastered", "c2pa.transcoded",
    )  # fmt: skip
    assert found.digital_source_type == IPTC + "composite"
    assert found.contains_ai == "None"
    assert set(found.facets.values()) == {"None"}
    assert (found.derivative, found.licence, found.engine) == ("drv_0123", "terms 12", "builtin 2.0")
    assert found.recipe_sha256 == "ef" * 32
    assert found.made_at == "2025-01-02T17:00:00+00:00"
    assert found.parents[0]["isrc"] == "FRX762600001"


def test_every_action_says_what_came_out_of_it_and_keeps_the_line_of_the_record(
    sealed: Sealed, signing_keys: Keys
) -> None:
    told = read(sealed.files["mp3"].path, signing_keys).credentials.assertions["c2pa.actions.v2"]["actions"]

    assert [each.get("digitalSourceType", "").removeprefix(IPTC) for each in told[1:4]] == [
        "algorithmicallyEnhanced",
        "algorithmicMedia",
        "algorithmicallyEnhanced",
    ]
    assert told[1]["parameters"]["org.rightsdesk.record"]["params"] == {"ratio": 0.8}
    assert told[2]["softwareAgent"]["name"] == "numpy 2"


def test_what_a_generative_model_made_is_said_facet_by_facet(signing_keys: Keys, tmp_path: Path) -> None:
    steps = (step("drums", {}, "a model", GENERATIVE),)

    made = seal(music(0.5), claim(steps=steps), signing_keys, tmp_path, ("mp3",))

    found = read(made.files["mp3"].path, signing_keys).claim
    assert found is not None
    assert (found.contains_ai, found.digital_source_type) == (
        "Partly",
        IPTC + "compositeWithTrainedAlgorithmicMedia",
    )
    assert {name: said for name, said in found.facets.items() if said != "None"} == {"instrumentation": "All"}
    assert disclosure(steps, ENGINE)["generative_ai"] is True


def test_of_what_a_platform_delivers_nothing_is_claimed_but_that_something_happened(
    signing_keys: Keys, tmp_path: Path
) -> None:
    delivered = claim(steps=({"step": "delivered"},), told={})

    made = seal(music(0.5), delivered, signing_keys, tmp_path, ("mp3",))

    found = read(made.files["mp3"].path, signing_keys).claim
    assert found is not None
    assert found.actions == ("c2pa.opened", "c2pa.unknown", "c2pa.transcoded")
    assert (found.contains_ai, found.digital_source_type, found.facets) == (None, None, {})


def test_a_mashup_opens_one_parent_and_places_the_other(signing_keys: Keys, tmp_path: Path) -> None:
    two = claim(parents=(SONG, Parent("Slow Tide", isrc="FRX762600002")))

    made = seal(music(0.5), two, signing_keys, tmp_path, ("m4a",))

    found = read(made.files["m4a"].path, signing_keys)
    assert found.claim is not None
    assert found.claim.actions[:2] == ("c2pa.opened", "c2pa.placed")
    assert [parent["title"] for parent in found.claim.parents] == ["Glass Orchard", "Slow Tide"]
    assert found.credentials.problems == ()


def test_a_parent_that_is_a_sealed_derivative_keeps_its_own_credentials_inside(
    sealed: Sealed, signing_keys: Keys, tmp_path: Path
) -> None:
    first = sealed.files["mp3"]
    parent = Parent("Slow Orchard", sha256=first.sha256, derivative="drv_0123", file=first.path)

    made = seal(music(0.5), claim((parent,), derivative="drv_0456"), signing_keys, tmp_path, ("mp3",))

    found = read(made.files["mp3"].path, signing_keys)
    name = read(first.path, signing_keys).credentials.manifest
    assert name != found.credentials.manifest
    assert name.encode() in made.files["mp3"].path.read_bytes()
    assert found.claim is not None
    assert found.claim.derivative == "drv_0456"


def test_a_parents_file_that_no_reader_of_credentials_understands_is_only_named(
    sealed: Sealed, signing_keys: Keys, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.wav"
    cut.write_bytes(sealed.files["wav"].path.read_bytes()[:-500])

    made = seal(music(0.5), claim((Parent("Cut", file=cut),)), signing_keys, tmp_path, ("mp3",))

    found = read(made.files["mp3"].path, signing_keys)
    assert found.credentials.problems == ()
    assert found.claim is not None
    assert found.claim.parents[0]["title"] == "Cut"


def test_without_a_key_to_mark_with_the_credentials_claim_no_watermark(sealed: Sealed) -> None:
    assert (sealed.watermark, sealed.unmarked) == ("", "no_watermark_key")
    assert [done["step"] for done in sealed.steps] == ["tempo", "drums", "loudness", "encode"]
