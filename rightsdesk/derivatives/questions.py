"""What the law is asked about one request of a platform: the typed recipe's facts, the people it names, and how many
derivatives there already are; and what the programme itself refuses."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count
from django.db.models.functions import Lower

from rightsdesk.accounts.models import Programme
from rightsdesk.artists.models import Artist, Recording
from rightsdesk.derivatives.engine import described
from rightsdesk.derivatives.models import Derivative, Renderer, Source
from rightsdesk.derivatives.wanted import Ask, Wanted
from rightsdesk.domain.consent import Refused, Request, Use
from rightsdesk.domain.lifecycle import WORKING, State
from rightsdesk.domain.programmes import admit, plan_named
from rightsdesk.domain.prompts.topics import topics
from rightsdesk.domain.recipe import facts as recipe_facts
from rightsdesk.domain.recipe import uses

NOT_COUNTED = (State.REFUSED.value, State.EXPIRED.value, State.FAILED.value)
LIVE_OR_COMING = sorted(WORKING | {State.PUBLISHED, State.HELD, State.SUSPENDED})
"""What fills a cap of live derivatives: what is heard, hidden for now, or allowed and being made."""


def asked_of(programme: Programme, what: Wanted, at: datetime) -> tuple[Request, list[Refused]]:
    """The request in the law's own form, and the reasons against it from outside consent. Raises Invalid."""
    ask, reading = what.ask, what.reading
    facts = recipe_facts(reading.recipe)
    imitated, unknown = named(reading.named_artists)
    engine, model = made_by(ask.renderer)
    live, theirs = _counts(programme, what, at)
    asked = Request(
        uses=frozenset(Use(use) for use in uses(reading.recipe)),
        territory=ask.territory,
        on=at.date(),
        tempo_ratio=facts["tempo_ratio"],
        semitones=facts["semitones"],
        styles=frozenset(facts["styles"]),
        topics=topics(ask.prompt),
        imitates=imitated,
        engine=engine,
        model=model,
        default=programme.default,
        live_derivatives=live,
        listener_this_month=theirs,
    )
    return asked, [*unknown, *_programme_refusals(programme, ask, at)]


def _counts(programme: Programme, what: Wanted, at: datetime) -> tuple[int, int]:
    """Live derivatives, and this listener's of the month: of a mashup's songs, the one that is nearer to its cap."""
    keys = [recording.pk for recording in what.recordings]
    live, theirs = (
        live_of(what.recordings),
        theirs_of(what.recordings, [what.ask.listener], programme, at),
    )
    mine = [theirs.get((key, what.ask.listener), 0) for key in keys]
    return max(live.get(key, 0) for key in keys), max(mine)


def made_by(renderer: str) -> tuple[str, str]:
    """Engine and model, as the engine describes itself; nothing for a platform's own, which nobody here knows."""
    if renderer != Renderer.DESK:
        return "", ""
    engine = described()
    return engine.id, engine.model


def named(names: Iterable[str]) -> tuple[frozenset[str], list[Refused]]:
    """The parties of the artists of these names, and a refusal for each name that nobody here bears."""
    wanted = {name.casefold(): name for name in names}
    if not wanted:
        return frozenset(), []
    bearing = Artist.objects.alias(small=Lower("name")).filter(
        small__in=[each.lower() for each in wanted.values()]
    )
    rows = list(bearing.values_list("name", "party__public_id"))
    known = {name.casefold() for name, _ in rows}
    return frozenset(party for _, party in rows), [
        _unknown(name) for key, name in wanted.items() if key not in known
    ]


def _unknown(name: str) -> Refused:
    message = f"The request asks for the manner of {name}, who has not agreed to be imitated."
    return Refused("named_artist", message, Use.STYLE.value)


def month_of(at: datetime) -> tuple[datetime, datetime]:
    """The calendar month (UTC), half-open."""
    first = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return first, (first + timedelta(days=32)).replace(day=1)


def live_of(recordings: Iterable[Recording]) -> dict[int, int]:
    """How many derivatives of each are live or coming, by primary key; those without any are left out."""
    rows = Source.objects.filter(recording__in=[recording.pk for recording in recordings])
    live = rows.filter(derivative__state__in=LIVE_OR_COMING).values("recording")
    return dict(live.annotate(live=Count("derivative", distinct=True)).values_list("recording", "live"))


def theirs_of(
    recordings: Iterable[Recording], listeners: Iterable[str], programme: Programme, at: datetime
) -> dict[tuple[int, str], int]:
    """How many derivatives of each recording each listener has of this month, by (primary key, listener). A
    listener's name means something on one platform only."""
    first, after = month_of(at)
    rows = Source.objects.filter(
        recording__in=[recording.pk for recording in recordings],
        derivative__listener__in=list(listeners),
        derivative__programme__platform=programme.platform_id,
        derivative__requested_at__gte=first,
        derivative__requested_at__lt=after,
    ).exclude(derivative__state__in=NOT_COUNTED)
    found = rows.values("recording", "derivative__listener").annotate(
        theirs=Count("derivative", distinct=True)
    )
    columns = ("recording", "derivative__listener", "theirs")
    return {(key, listener): theirs for key, listener, theirs in found.values_list(*columns)}


def _programme_refusals(programme: Programme, ask: Ask, at: datetime) -> list[Refused]:
    first, after = month_of(at)
    before = Derivative.objects.filter(
        programme=programme, listener=ask.listener, requested_at__gte=first, requested_at__lt=after
    )
    refused = admit(
        plan_named(programme.plans, ask.plan),
        used=before.exclude(state__in=NOT_COUNTED).count(),
        territory=ask.territory,
        territories=frozenset(programme.territories),
    )
    return [Refused(refused.code, refused.message)] if refused else []
