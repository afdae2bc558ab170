"""Reads everything a run depends on into one frozen document. What it means is decided in domain.frozen."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from rightsdesk.artists.models import RecordingWork, Share
from rightsdesk.derivatives.models import Derivative, Hold, HoldOn, Source
from rightsdesk.domain import lineage, royalties
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.frozen import held_facts, share_facts
from rightsdesk.domain.periods import Period
from rightsdesk.domain.royalties import LAWS, Held, Reason
from rightsdesk.payouts.models import Pool, ReportState, UsageReport

ELSEWHERE = "*"


def gather(period: Period, at: datetime) -> dict[str, Any]:
    """The facts of a month as the desk believes them at an instant, keyed by public ids.

    Raises Invalid when there is nothing to divide or the programmes' money rules differ.
    """
    pools = list(Pool.objects.filter(period=str(period)).select_related("programme").order_by("public_id"))
    law = _law(pools, period)
    days, places = _day_breaks(period, at), _places(at)
    cells = {pool: _cells(pool, period, days, places) for pool in pools}
    derivatives = {row[0] for rows in cells.values() for row in rows if row[0] is not None}
    names, sources = _sources(derivatives)
    recordings = {key for pairs in sources.values() for key, _ in pairs}
    works = _works(recordings)
    return {
        "period": str(period),
        "law": law,
        "pools": [_pool_facts(pool, cells[pool], names) for pool in pools],
        "sources": {key: [list(pair) for pair in pairs] for key, pairs in sorted(sources.items())},
        **_catalogue(recordings, works, period, at),
        "holds": _holds(derivatives, names),
    }


def _law(pools: list[Pool], period: Period) -> str:
    """The one version of the money rules that all pools follow."""
    laws = {pool.programme.money_rules for pool in pools}
    if not pools:
        raise Invalid("no_pool", f"There is no money to divide for {period.words}.", {"period": str(period)})
    if len(laws) != 1 or not laws <= LAWS.keys():
        raise Invalid("law_unknown", "The pools of a run need one set of money rules that the desk knows.",
                      {"laws": sorted(laws)})  # fmt: skip
    return laws.pop()


def _pool_facts(pool: Pool, cells: list[tuple[Any, ...]], names: dict[int, str]) -> dict[str, Any]:
    rows = [[names.get(key), day.isoformat(), place, int(plays)] for key, day, place, plays in cells]
    return {
        "pool": pool.public_id,
        "programme": pool.programme.public_id,
        "currency": pool.currency,
        "amount": pool.amount,
        "cells": sorted(rows, key=lambda row: (row[0] or "", *row[1:])),
    }


def _day_breaks(period: Period, at: datetime) -> list[date]:
    """The days of the month on which a rule may change: its first, and each on which a share or dated hold turns."""
    ranges = Share.objects.filter(recorded__contains=at).values_list("valid", flat=True).distinct()
    turns = {day for valid in ranges for day in (valid.lower, valid.upper) if day}
    held = Hold.objects.filter(on=HoldOn.MONEY, during__upper_inf=True)
    turns |= {during.lower.date() for during in held.values_list("during", flat=True) if during.lower}
    return sorted({period.first, *(day for day in turns if period.first < day <= period.last)})


def _places(at: datetime) -> list[str]:
    """The territories that some share names; every other country is treated alike."""
    sets = Share.objects.filter(recorded__contains=at).values_list("places", flat=True).distinct()
    return sorted({code for places in sets for code in (places.missing if places.wide else places.codes)})


def _cells(pool: Pool, period: Period, days: list[date], places: list[str]) -> list[tuple[Any, ...]]:
    """Plays by derivative, stretch of days and territory, summed in one statement."""
    reports = UsageReport.objects.filter(
        programme=pool.programme, period=str(period), state=ReportState.IMPORTED.value
    )
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT derivative_id, (%s::date[])[width_bucket(day, %s::date[])],
                      CASE WHEN territory = ANY(%s::text[]) THEN territory ELSE %s END, sum(plays)
                 FROM payouts_usageline
                WHERE period = %s AND report_id = ANY(%s) AND (%s = '' OR territory = %s) GROUP BY 1, 2, 3""",
            [days, days, places, ELSEWHERE, str(period), list(reports.values_list("pk", flat=True)),
             pool.territory, pool.territory],
        )  # fmt: skip
        return list(cursor.fetchall())


def _sources(derivatives: set[int]) -> tuple[dict[int, str], dict[str, tuple[tuple[str, int], ...]]]:
    """Public ids of these derivatives, and the recordings each is made of, through the derivatives between."""
    direct: dict[str, list[lineage.Source]] = {}
    names: dict[int, str] = {}
    wanted = set(derivatives)
    while wanted:
        names.update(Derivative.objects.filter(pk__in=wanted).values_list("pk", "public_id"))
        rows = Source.objects.filter(derivative__in=wanted).values_list(
            "derivative", "parent", "parent__public_id", "recording__public_id", "weight_ppm"
        )
        above = set()
        for key, parent, parent_name, recording, weight in rows.order_by("pk"):
            source = lineage.Source(parent_name or recording, weight, parent is not None)
            direct.setdefault(names[key], []).append(source)
            above |= {parent} if parent is not None else set()
        wanted = above - names.keys()
    return names, {names[pk]: lineage.recordings_of(names[pk], direct) for pk in derivatives}


def _works(recordings: set[str]) -> dict[str, list[tuple[str, int]]]:
    links = RecordingWork.objects.filter(recording__public_id__in=recordings)
    works: dict[str, list[tuple[str, int]]] = {key: [] for key in sorted(recordings)}
    for key, work, weight in links.values_list("recording__public_id", "work__public_id", "weight_ppm"):
        works[key].append((work, weight))
    return works


def _catalogue(
    recordings: set[str], works: dict[str, list[tuple[str, int]]], period: Period, at: datetime
) -> dict[str, Any]:
    """Shares of these recordings and works that are valid on some day of the month."""
    needed = {work for pairs in works.values() for work, _ in pairs}
    found = _shares(recordings, needed, period, at)
    return {
        "recordings": {
            key: {"shares": _sorted(found.get(key, [])), "works": sorted(list(pair) for pair in pairs)}
            for key, pairs in works.items()
        },
        "works": {key: _sorted(found.get(key, [])) for key in sorted(needed)},
    }


def _shares(
    recordings: set[str], works: set[str], period: Period, at: datetime
) -> dict[str, list[list[Any]]]:
    """Recording or work → its shares as plain facts."""
    asset = Q(recording__public_id__in=recordings) | Q(work__public_id__in=works)
    found: dict[str, list[list[Any]]] = {}
    rows = Share.objects.filter(asset, recorded__contains=at, valid__overlap=(period.first, period.after))
    for recording, work, party, right, ppm, valid, places in rows.values_list(
        "recording__public_id", "work__public_id", "party__public_id", "right", "ppm", "valid", "places"
    ):
        share = royalties.share_in(places, party, right, ppm, valid.lower or date.min, valid.upper)
        found.setdefault(recording or work, []).append(share_facts(share))
    return found


def _sorted(rows: Iterable[list[Any]]) -> list[list[Any]]:
    return sorted(rows, key=repr)


def _holds(derivatives: set[int], names: dict[int, str]) -> dict[str, list[list[Any]]]:
    """Why the money of a derivative waits: an open hold on money (of listening from its day), or no publication."""
    found: dict[str, set[Held]] = {}
    holds = Hold.objects.filter(derivative__in=derivatives, on=HoldOn.MONEY, during__upper_inf=True)
    for key, during in holds.values_list("derivative", "during"):
        first = during.lower.date() if during.lower else None
        found.setdefault(names[key], set()).add(Held(Reason.DERIVATIVE_HELD, first))
    unseen = Derivative.objects.filter(pk__in=derivatives, published_at=None).values_list(
        "public_id", flat=True
    )
    for name in unseen:
        found.setdefault(name, set()).add(Held(Reason.NOT_PUBLISHED))
    return {
        key: sorted((held_facts(held) for held in ranges), key=repr) for key, ranges in sorted(found.items())
    }
