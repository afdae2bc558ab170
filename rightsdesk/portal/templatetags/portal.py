"""Terms as the portal shows them: what they reach, and each use with its answer and conditions in words."""

from dataclasses import dataclass

from django import template

from rightsdesk.consent.models import Clause, Terms, TermsState
from rightsdesk.domain.consent import Answer, Outcome, Reason, Use, Verdict
from rightsdesk.domain.shares import Right
from rightsdesk.domain.terms_words import ending
from rightsdesk.domain.territories import Places
from rightsdesk.portal.terms.reach import reach_of_terms
from rightsdesk.portal.wording import ANSWER_WORDS, USE_WORDS, conditions_in_words
from rightsdesk.shell.templatetags.desk import place

register = template.Library()
RIGHT_WORDS = {
    Right.MASTER: "the master",
    Right.PERFORMANCE: "performance",
    Right.MECHANICAL: "mechanical reproduction",
    Right.SYNCHRONISATION: "synchronisation",
    Right.GENERATE: "generation by machines",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One use in one version of terms."""

    words: str
    answer: str
    answer_words: str
    conditions: list[str]


@register.filter
def reach(terms: Terms) -> str:
    """What the terms cover, by name."""
    return reach_of_terms(terms).words


@register.filter
def edit_url(terms: Terms) -> str:
    """Where these terms are changed."""
    return reach_of_terms(terms).edit_url


@register.filter
def ends(terms: Terms) -> str:
    """What a withdrawal of these terms does."""
    return ending(terms.on_withdrawal, terms.take_down_days)


@register.filter
def standing(terms: Terms) -> str:
    """The state in words; one whose successor is signed already still holds until that day."""
    return "in force until replaced" if terms.state == TermsState.SUPERSEDED else ""


@register.filter
def answers(terms: Terms) -> list[Row]:
    """Every use these terms speak about, in the law's order."""
    said = {clause.use: clause for clause in terms.clauses.all()}
    return [
        Row(
            USE_WORDS[use],
            said[use].answer,
            ANSWER_WORDS[said[use].answer],
            _conditions(said[use]),
        )
        for use in Use
        if use in said
    ]


def _conditions(clause: Clause) -> list[str]:
    """A no depends on nothing, whatever stands beside it."""
    if clause.answer == Answer.DENY:
        return []
    return conditions_in_words(clause.conditions, place, clause.obligations)


@register.filter
def silences(terms: Terms) -> list[str]:
    """The uses these terms say nothing about."""
    said = {clause.use for clause in terms.clauses.all()}
    return [USE_WORDS[use] for use in Use if use not in said]


@register.filter
def summary(terms: Terms) -> str:
    """All answers of one version in one line: remix allow, voice deny."""
    return ", ".join(f"{clause.use} {clause.answer}" for clause in terms.clauses.all())


@register.filter
def obstacles(verdict: Verdict) -> list[tuple[str, str]]:
    """What decided, each sentence once, with its outcome: the reasons for a yes are only told when it is one."""
    told = [r for r in verdict.reasons if r.outcome is not Outcome.ALLOW or r.outcome is verdict.outcome]
    return list(dict.fromkeys((reason.outcome.value, sentence(reason)) for reason in told))


@register.filter
def agreeing(verdict: Verdict) -> list[str]:
    """Who says yes to what, where it is not a yes in all."""
    if verdict.outcome is Outcome.ALLOW:
        return []
    return list(dict.fromkeys(sentence(r) for r in verdict.reasons if r.outcome is Outcome.ALLOW))


def sentence(reason: Reason) -> str:
    """The law's sentence, with territories by name where the law writes codes."""
    if reason.code != "territory" or reason.clause is None:
        return reason.message
    facts = dict(reason.facts)
    allowed, asked = (Places.parse(facts[name]).words for name in ("allowed", "asked"))
    return f"{reason.clause.grantor_name} allows this only in {allowed}; you asked for {asked}."


@register.filter
def right(name: str) -> str:
    """A right as people call it."""
    return RIGHT_WORDS[Right(name)]


@register.filter
def places(found: Places) -> str:
    """A set of countries; only counted where naming them all would fill the page."""
    return found.words if len(found) < 6 or len(found.missing) < 6 else f"{len(found)} countries"


@register.filter
def percent(ppm: int) -> str:
    """Exact millionths as per cent: 1200000 → 120 %."""
    return f"{ppm / 10_000:.4f}".rstrip("0").rstrip(".") + " %"
