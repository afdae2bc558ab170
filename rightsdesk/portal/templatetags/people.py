"""Rights, roles and checks of identity as the pages about people show them."""

from collections.abc import Collection, Iterable

from django import template
from django.utils.safestring import SafeString

from rightsdesk.accounts.models import DelegatedRight
from rightsdesk.artists.models import Party, PartyKind
from rightsdesk.portal.people.wording import IDENTITY_WORDS, RIGHT_WORDS, right_words
from rightsdesk.shell.templatetags.desk import chip

register = template.Library()
register.filter("right_words", right_words)
TONES = {"unchecked": "waiting", "failed": "failed", "passed": "clear"}


@register.filter
def any_label(parties: Iterable[Party]) -> bool:
    """Whether there is a roster to show."""
    return any(party.kind == PartyKind.LABEL for party in parties)


@register.filter
def identity(state: str) -> SafeString:
    """The state of an identity check as a chip; empty means known."""
    return chip(TONES[state or "passed"], IDENTITY_WORDS[state or "passed"])


@register.filter
def choices_of(held: Collection[DelegatedRight]) -> list[tuple[str, str, str]]:
    """The rights one may pass on: value, title, words."""
    return [(right.value, *RIGHT_WORDS[right]) for right in DelegatedRight if right in held]
