"""Questions to the law as plain facts, one or very many: each gets the law's answer or says what is wrong with it.

A batch costs a constant number of queries; nothing is stored."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any

from rightsdesk.accounts.models import Programme
from rightsdesk.artists.models import Recording
from rightsdesk.consent.facts import Facts, question
from rightsdesk.consent.gathering import facts_for
from rightsdesk.derivatives.asked import Asked, Json, Malformed, read
from rightsdesk.derivatives.questions import live_of, theirs_of
from rightsdesk.domain.consent import LAW_VERSION, Default, Request, Use
from rightsdesk.domain.errors import Refusal

BATCH = 500


def answers(
    lines: Iterable[str | Mapping[str, Any]], *, today: date, programme: Programme | None = None
) -> Iterator[Json]:
    """One answer a line, in order. Lines are JSON objects, as text or read already; see `asked.read`."""
    default = programme.default if programme else Default.OPT_IN.value
    numbered = enumerate(lines, 1)
    while batch := list(islice(numbered, BATCH)):
        yield from _batch([read(number, line, today, default) for number, line in batch], programme)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a batch needs: recordings by ISRC, their facts by day, and how many derivatives of each are live, and of
    each listener in a month."""

    recordings: dict[str, Recording]
    facts: dict[tuple[date, int], Facts]
    live: dict[int, int]
    theirs: dict[tuple[date, int, str], int]


def _batch(batch: Sequence[Asked | Malformed], programme: Programme | None) -> Iterator[Json]:
    known = _known([each for each in batch if isinstance(each, Asked)], programme)
    for each in batch:
        if isinstance(each, Malformed):
            yield each.to_json()
        else:
            yield _answer(each, known)


def _known(batch: Sequence[Asked], programme: Programme | None) -> _Known:
    codes = {isrc for each in batch for isrc in each.isrcs}
    recordings = {found.isrc: found for found in Recording.objects.filter(isrc__in=codes)}
    facts: dict[tuple[date, int], Facts] = {}
    for day in sorted({each.request.on for each in batch}):
        same_day = [each for each in batch if each.request.on == day]
        wanted = {isrc: recordings[isrc] for each in same_day for isrc in each.isrcs if isrc in recordings}
        asked = _together(day, same_day)
        for found in facts_for(list(wanted.values()), asked, programme=programme, all_uses=True):
            facts[day, found.recording.pk] = found
    theirs = _theirs(batch, recordings, programme)
    return _Known(recordings, facts, live_of(recordings.values()), theirs)


def _theirs(
    batch: Sequence[Asked], recordings: dict[str, Recording], programme: Programme | None
) -> dict[tuple[date, int, str], int]:
    """By first of the month, recording and listener; without a programme nobody knows whose listener it is."""
    found: dict[tuple[date, int, str], int] = {}
    for month in sorted({each.request.on.replace(day=1) for each in batch}) if programme else ():
        listeners = {
            each.listener for each in batch if each.listener and each.request.on.replace(day=1) == month
        }
        at = datetime.combine(month, time(), UTC)
        counts = theirs_of(recordings.values(), listeners, programme, at) if programme and listeners else {}
        found |= {(month, *key): count for key, count in counts.items()}
    return found


def _together(day: date, batch: Sequence[Asked]) -> Request:
    """A request that names everybody whom some request of the batch names."""
    voices = frozenset[str]().union(*(each.request.voices for each in batch))
    imitates = frozenset[str]().union(*(each.request.imitates for each in batch))
    default = max(each.request.default for each in batch)  # by name opt_in < opt_out
    return Request(frozenset(Use), "WW", day, voices=voices, imitates=imitates, default=default)


def _answer(asked: Asked, known: _Known) -> Json:
    for isrc in asked.isrcs:
        if isrc not in known.recordings:
            words = f"No recording in the catalogue has the ISRC {isrc}."
            return Malformed(asked.line, asked.label, "unknown_isrc", words).to_json()
    recordings = [known.recordings[isrc] for isrc in asked.isrcs]
    request = _counted(asked, recordings, known)
    facts = [known.facts[request.on, each.pk] for each in recordings]
    try:
        said = question(facts, request).verdict.to_json()
    except Refusal as refusal:
        return Malformed(asked.line, asked.label, refusal.code, refusal.message).to_json()
    about = {"isrcs": list(asked.isrcs), "request": request.to_json(), "law": LAW_VERSION}
    return asked.named | about | said


def _counted(asked: Asked, recordings: Sequence[Recording], known: _Known) -> Request:
    """The request with what its caps are held against."""
    month, keys = asked.request.on.replace(day=1), [recording.pk for recording in recordings]
    return asked.with_counts(
        live_derivatives=max(known.live.get(key, 0) for key in keys),
        listener_this_month=max(known.theirs.get((month, key, asked.listener), 0) for key in keys),
    )
