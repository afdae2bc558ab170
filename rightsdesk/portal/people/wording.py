"""Rights, invitations and checks as a person reads them."""

from rightsdesk.accounts.models import DelegatedRight

RIGHT_WORDS = {
    DelegatedRight.READ_MONEY: ("See the money", "earnings, balances and statements"),
    DelegatedRight.ANSWER_REQUESTS: ("Answer requests", "approve or decline what platforms ask"),
    DelegatedRight.SIGN_TERMS: ("Sign and withdraw terms", "decide what may be made, and join programmes"),
    DelegatedRight.INVITE: ("Name delegates", "give others rights they have themselves"),
}
IDENTITY_WORDS = {
    "unchecked": "Identity not checked yet",
    "failed": "Identity check not passed",
    "passed": "Identity known",
}


def right_words(rights: list[str]) -> str:
    """Several rights in one phrase: see the money, answer requests."""
    named = [RIGHT_WORDS[right][0].lower() for right in DelegatedRight if right.value in rights]
    return ", ".join(named) or "no rights"
