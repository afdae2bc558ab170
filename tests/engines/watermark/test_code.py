"""The message and its code: what was written is read through errors, and a check that does not fit is no message."""

from __future__ import annotations

import hashlib

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rightsdesk.engines.watermark import trellis
from rightsdesk.engines.watermark.layout import BANDS, SLOTS
from rightsdesk.engines.watermark.pattern import pattern

payloads = st.integers(min_value=0, max_value=(1 << 64) - 1)


@given(payload=payloads, seed=st.integers(0, 1 << 32))
@settings(max_examples=25, deadline=None)
def test_a_sixth_of_the_code_may_be_heard_wrong(payload: int, seed: int) -> None:
    code = trellis.encode(trellis.message(payload))
    soft = 1.0 - 2.0 * code.astype(np.float32)
    soft += np.random.default_rng(seed).normal(0.0, 0.95, len(soft)).astype(np.float32)

    assert trellis.payload_of(trellis.decode(soft)) == payload


@given(payload=payloads, place=st.integers(0, 95))
@settings(max_examples=25, deadline=None)
def test_a_bit_that_is_wrong_in_the_message_is_noticed(payload: int, place: int) -> None:
    bits = trellis.message(payload)
    bits[place] ^= 1

    assert trellis.payload_of(bits) is None


def test_a_key_decides_signs_and_places_and_will_do_so_for_ever() -> None:
    laid = pattern(b"a key")

    digest = hashlib.sha256(laid.signs.tobytes() + laid.bits.astype("<i8").tobytes() + laid.mask.tobytes())

    assert digest.hexdigest() == "dca16766ee4ea4a5e461b8ac3f6dcd9cd1a58b5618625f337d0a632583328ce3"


def test_every_bit_of_the_code_is_given_its_share_of_cells() -> None:
    laid = pattern(b"a key")
    carried = np.bincount(laid.bits[laid.bits >= 0], minlength=trellis.CODE_BITS)

    assert laid.signs.shape == (SLOTS, BANDS)
    assert (carried.min(), carried.max()) == (30, 31)
    assert int((laid.bits < 0).sum()) == SLOTS // 5 * BANDS


def test_two_keys_have_nothing_in_common() -> None:
    one, other = pattern(b"one"), pattern(b"other")

    assert abs(float((one.signs * other.signs).mean())) < 0.03
    assert (one.mask != other.mask).any()
