"""The contributors of a message: each person in each role with its own AiContribution, and the generative model itself."""

from collections.abc import Iterable

from rightsdesk.domain.disclosure import ContainsAI
from rightsdesk.domain.disclosure.ddex import (
    contains,
    contribution,
    left_to_a_machine,
    machine_roles,
)
from rightsdesk.exchange.outgoing.elements import Element, element, text
from rightsdesk.exchange.outgoing.message import Credit, Message, Person


def reference(person: Person) -> str:
    """How a message refers to a person of its party list."""
    return f"P{person.key}"


def contributors(message: Message) -> Iterable[Element]:
    """Each person in each role with its own AiContribution; the generative model as DDEX's special contributor."""
    found = message.facets
    if found is None:
        return [_contributor(credit, None) for credit in message.credits]
    people = [] if contains(found) is ContainsAI.ALL else message.credits
    made = [
        _contributor(c, contribution(found, c.role)) for c in people if not left_to_a_machine(found, c.role)
    ]
    machine = [
        element(
            "Contributor",
            text("SpecialContributor", "GenerativeAI"),
            _role(role),
            text("AiContribution", ContainsAI.ALL.value),
        )
        for role in machine_roles(found)
    ]
    return [*made, *machine]


def _contributor(credit: Credit, part: ContainsAI | None) -> Element:
    told = [text("AiContribution", part.value)] if part else []
    return element(
        "Contributor", text("ContributorPartyReference", reference(credit.person)), _role(credit.role), *told
    )


def _role(role: str) -> Element:
    return element("Role", text("Value", role))
