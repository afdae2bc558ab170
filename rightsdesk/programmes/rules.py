"""The rules a person accepts when joining, by version. A changed sentence is a new version; old ones stay readable."""

from rightsdesk.programmes.models import InvitationKind

RULES_VERSION = "2026.1"
OF_OWNERS = {
    "2026.1": (
        "You are who you say you are, and you own or represent the rights you register here.",
        (
            "Nothing of yours may be used before you have allowed it: by signing terms, or by taking part in a programme "
            "where silence counts as yes. Your voice and the training of models always need your signature."
        ),
        "Your terms take effect once the desk has checked your identity. You may change or withdraw them at any time.",
        "What you sign, answer and withdraw is kept for good, with the time and your name, so that it can be proved.",
    )
}
OF_DELEGATES = {
    "2026.1": (
        "You are the person the invitation was meant for.",
        (
            "You act within the rights you were given and in the interest of whoever gave them, who may end them at any "
            "moment."
        ),
        "What you sign and answer is kept for good, with the time and your name, so that it can be proved.",
    )
}


def rules(kind: InvitationKind, version: str = RULES_VERSION) -> tuple[str, ...]:
    """The sentences somebody invited in this way accepts."""
    return (OF_DELEGATES if kind is InvitationKind.DELEGATE else OF_OWNERS)[version]
