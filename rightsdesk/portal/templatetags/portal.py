"""Terms as the portal shows them: what they reach, and each use with its answer and conditions in words."""

from dataclasses import dataclass

from django import template

from rightsdesk.consent.models import Terms
from rightsdesk.domain.consent import Use
from rightsdesk.portal.wording import ANSWER_WORDS, USE_WORDS, conditions_in_words
from rightsdesk.shell.templatetags.desk import place

register = template.Library()


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
    if terms.recording:
        return f"Recording “{terms.recording.title}”"
    if terms.work:
        return f"Work “{terms.work.title}”"
    return f"Everything by {terms.artist.name}" if terms.artist else "Everything"


@register.filter
def answers(terms: Terms) -> list[Row]:
    """Every use these terms speak about, in the law's order."""
    said = {clause.use: clause for clause in terms.clauses.all()}
    return [
        Row(
            USE_WORDS[use],
            said[use].answer,
            ANSWER_WORDS[said[use].answer],
            conditions_in_words(said[use].conditions, place),
        )
        for use in Use
        if use in said
    ]


@register.filter
def silences(terms: Terms) -> list[str]:
    """The uses these terms say nothing about."""
    said = {clause.use for clause in terms.clauses.all()}
    return [USE_WORDS[use] for use in Use if use not in said]


@register.filter
def summary(terms: Terms) -> str:
    """All answers of one version in one line: remix allow, voice deny."""
    return ", ".join(f"{clause.use} {clause.answer}" for clause in terms.clauses.all())
