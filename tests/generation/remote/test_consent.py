"""The consent token: one job, one recipe, nothing beyond the licence."""

from dataclasses import replace

import pytest

from rightsdesk.domain.errors import Forbidden
from rightsdesk.domain.recipe import Pitch, Recipe, Tempo
from rightsdesk.generation.remote import Grant, SigningKey
from rightsdesk.generation.remote.consent import Consent, consent_token, read_consent, require

DESK, SAM = SigningKey.make(), SigningKey.make()
NOW = 1_700_000_000
RECIPE = Recipe((Tempo(0.9),))
GRANT = Grant("lic_1", ("tempo", "pitch"), ("FR",), NOW + 600)


def signed(grant: Grant = GRANT, key: SigningKey = DESK) -> str:
    return consent_token(grant, job_id="job_00001", recipe=RECIPE, key=key, audience="engine", now=NOW)


def read(token: str, now: float = NOW) -> Consent:
    return read_consent(token, keys=[DESK.public()], audience="engine", now=now)


def test_what_was_granted_arrives_as_it_was() -> None:
    consent = read(signed())

    assert consent.grant == Grant("lic_1", ("pitch", "tempo"), ("FR",), NOW + 600)
    assert consent.job_id == "job_00001"
    require(consent, job_id="job_00001", recipe=RECIPE, territory="FR")


def test_an_expired_consent_is_no_consent() -> None:
    with pytest.raises(Forbidden) as refusal:
        read(signed(), now=NOW + 600)

    assert refusal.value.code == "consent_expired"


def test_a_consent_that_somebody_else_signed_is_no_consent() -> None:
    with pytest.raises(Forbidden) as refusal:
        read(signed(key=SAM))

    assert refusal.value.code == "consent_invalid"


@pytest.mark.parametrize("territory", ["fr", "FRA", ""])
def test_a_territory_is_a_country(territory: str) -> None:
    with pytest.raises(Forbidden) as refusal:
        read(signed(replace(GRANT, territories=(territory,))))

    assert refusal.value.code == "consent_invalid"


def test_it_refuses_another_job() -> None:
    with pytest.raises(Forbidden) as refusal:
        require(read(signed()), job_id="job_00002", recipe=RECIPE)

    assert refusal.value.code == "consent_other_job"


def test_it_refuses_another_recipe() -> None:
    with pytest.raises(Forbidden) as refusal:
        require(read(signed()), job_id="job_00001", recipe=Recipe((Tempo(0.8),)))

    assert refusal.value.code == "recipe_not_consented"


def test_it_refuses_an_operation_that_the_licence_does_not_name() -> None:
    recipe = Recipe((Tempo(0.9), Pitch(2.0)))
    narrow = replace(GRANT, operations=("tempo",))
    token = consent_token(narrow, job_id="job_00001", recipe=recipe, key=DESK, audience="engine", now=NOW)

    with pytest.raises(Forbidden) as refusal:
        require(read(token), job_id="job_00001", recipe=recipe)

    assert refusal.value.code == "operation_not_allowed"
    assert refusal.value.facts == {"operations": ["pitch"]}


def test_it_refuses_a_territory_outside_the_licence_and_takes_the_whole_world() -> None:
    with pytest.raises(Forbidden) as refusal:
        require(read(signed()), job_id="job_00001", recipe=RECIPE, territory="US")
    everywhere = read(signed(replace(GRANT, territories=("WW",))))

    assert refusal.value.code == "territory_not_covered"
    require(everywhere, job_id="job_00001", recipe=RECIPE, territory="US")
