"""The oracle's little world said in the law's own words, so that the two can be held against each other."""

from datetime import date

from rightsdesk.domain.consent import Answer, Clause, Conditions, Request, ScopeKind, Use, decide
from rightsdesk.domain.consent.sources import Credit, Holding, Person, Source, grantors
from rightsdesk.domain.territories import WORLD
from tests.domain.oracles.consent_oracle import Statement, World, everybody

KNOWN: dict[int, Source] = {}
RULES: dict[tuple[frozenset[str], date, date], Conditions] = {}


def source_of(world: World) -> Source:
    """The recording as the law sees it."""
    held = [Holding(owner, owner, WORLD) for owner in world.masters]
    held += [Holding(who, who, WORLD, work) for work, owners in world.works.items() for who in owners]
    heard = [(artist, True) for artist in world.mains] + [(artist, False) for artist in world.guests]
    credited = [Credit(a, a, a, main, frozenset(world.rosters.get(a, ()))) for a, main in heard]
    works = tuple((work, work) for work in world.works)
    return Source(world.recording, world.recording, works, tuple(credited), tuple(held))


def clauses_of(world: World, statements: list[Statement]) -> list[Clause]:
    """Each statement as a clause; roster statements once more for each artist their label speaks for."""
    found = [_clause(statement, statement.who) for statement in statements]
    for statement in statements:
        if statement.scope == "roster":
            spoken = [artist for artist, label in world.speaking if label == statement.who]
            found += [_clause(statement, artist, statement.who) for artist in spoken]
    return found


def _clause(said: Statement, grantor: str, spoken_by: str = "") -> Clause:
    key = (said.countries, said.first, said.after)
    if key not in RULES:
        facts = {"territories": sorted(said.countries), "period": [said.first, said.after]}
        RULES[key] = Conditions.from_json(facts)
    terms = f"trm_{said.who}_{said.scope}_{said.target}"
    scope, use, answer = ScopeKind(said.scope), Use(said.use), Answer(said.answer)
    return Clause(grantor, grantor, terms, 1, scope, use, answer, RULES[key], said.target, (), spoken_by)


def outcome_of(
    world: World,
    statements: list[Statement],
    uses: list[str],
    country: str,
    day: date,
    voices: tuple[str, ...] = (),
) -> str:
    """The law's own answer to what the oracle is asked."""
    request = Request(frozenset(Use(use) for use in uses), country, day, voices=frozenset(voices))
    people = {
        who: Person(who, who, (who,), frozenset(world.rosters.get(who, ()))) for who in everybody(world)
    }
    source = KNOWN.setdefault(id(world), source_of(world))
    asked = grantors([source], request, people)
    return decide(request, asked, clauses_of(world, statements), source.gaps(request.places)).outcome.value
