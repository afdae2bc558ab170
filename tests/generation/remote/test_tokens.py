"""Tokens: who signed, for whom, what for, until when."""

import json

import pytest
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

from rightsdesk.domain.errors import Forbidden, Invalid
from rightsdesk.generation.remote.keys import PublicKey, SigningKey
from rightsdesk.generation.remote.tokens import LONGEST, opened, sign

ADA, SAM = SigningKey.make(), SigningKey.make()
NOW = 1_700_000_000.0
KIND = "rightsdesk-test+jwt"


def token(**more: object) -> str:
    chosen: dict[str, object] = {"key": ADA, "audience": "lin", "now": NOW, "expires": NOW + 60}
    return sign(KIND, {"said": "yes"}, **(chosen | more))  # type: ignore[arg-type]


def read(text: str, kind: str = KIND, audience: str = "lin", now: float = NOW) -> dict[str, object]:
    return opened(kind, text, keys=[ADA.public()], audience=audience, now=now)


def test_a_token_says_what_was_signed() -> None:
    claims = read(token())

    assert claims["said"] == "yes"
    assert claims["iss"] == ADA.id


def test_two_tokens_of_one_claim_have_different_numbers() -> None:
    assert read(token())["jti"] != read(token())["jti"]


def test_it_refuses_the_token_of_a_stranger() -> None:
    with pytest.raises(Forbidden) as refusal:
        read(token(key=SAM))

    assert refusal.value.code == "token_invalid"


def test_it_refuses_a_token_whose_claims_were_changed() -> None:
    header, claims, signature = token().split(".")
    _, others, _ = token(audience="sam").split(".")
    changed = ("B" if signature[0] == "A" else "A") + signature[1:]

    for forged in (f"{header}.{others}.{signature}", f"{header}.{claims}.{changed}"):
        with pytest.raises(Forbidden):
            read(forged)


@pytest.mark.parametrize("change", [{"kind": "rightsdesk-other+jwt"}, {"audience": "sam"}])
def test_it_refuses_a_token_made_for_something_else(change: dict[str, str]) -> None:
    with pytest.raises(Forbidden) as refusal:
        read(token(), **change)  # type: ignore[arg-type]

    assert refusal.value.code == "token_invalid"


def test_it_refuses_an_expired_token_to_the_second() -> None:
    assert read(token(), now=NOW + 59)

    with pytest.raises(Forbidden) as refusal:
        read(token(), now=NOW + 60)

    assert refusal.value.code == "token_expired"


def test_it_refuses_a_token_from_the_future() -> None:
    with pytest.raises(Forbidden):
        read(token(), now=NOW - 31)


def test_it_refuses_a_shared_secret_in_place_of_a_signature() -> None:
    public = json.loads(ADA.public().to_json())
    secret = JWK(kty="oct", k=public["x"])
    forged = JWS(json.dumps({"iss": ADA.id, "aud": "lin", "iat": int(NOW), "exp": int(NOW) + 60, "jti": "1"}))
    forged.add_signature(
        secret, alg="HS256", protected=json.dumps({"alg": "HS256", "typ": KIND, "kid": ADA.id})
    )

    with pytest.raises(Forbidden):
        read(forged.serialize(compact=True))


@pytest.mark.parametrize(
    "text", ["", "a.b.c", "{}", "eyJhbGciOiJub25lIn0.e30.", "é.é.é", "a" * (LONGEST + 1)]
)
def test_it_refuses_what_is_no_token(text: str) -> None:
    with pytest.raises(Forbidden):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"kty":"OKP","crv":"Ed448","x":"AA"}',
        '{"kty":"oct","k":"AA"}',
        pytest.param(SAM.public().to_json(), id="only its public half"),
    ],
)
def test_a_signing_key_is_a_whole_ed25519_key(text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        SigningKey.from_json(text)

    assert refusal.value.code == "key_invalid"


def test_the_public_half_of_a_key_cannot_sign() -> None:
    public = PublicKey.from_json(ADA.to_json())

    assert "d" not in json.loads(public.to_json())
    assert public.id == ADA.id
    assert json.loads(ADA.to_json())["d"] not in repr(ADA)
