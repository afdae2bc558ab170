"""The law's reasons in words: what is said, and what would have to change. Part of the law's version: never reworded."""

from collections.abc import Callable, Mapping

from rightsdesk.domain.consent.clauses import Clause
from rightsdesk.domain.consent.vocabulary import Use

Words = Mapping[str, str]
USES = {
    Use.REMIX: "remixes", Use.COVER: "covers", Use.STEMS: "the use of single stems", Use.VOICE: "the use of their voice",
    Use.TEMPO: "changes of tempo", Use.KEY: "changes of key", Use.STYLE: "changes of style", Use.LYRICS: "changes of lyrics",
    Use.MASHUP: "mashups", Use.COMMERCIAL: "commercial use", Use.TRAINING: "training",
}  # fmt: skip
DISTRIBUTIONS = {"private": "in private", "in_app": "in the app", "off_platform": "off the platform"}
_VERB = {"clause_allow": "allows", "clause_ask": "wants to be asked about", "clause_deny": "does not allow"}


def message(code: str, facts: Words, use: str, clause: Clause | None) -> str:
    """The sentence of a reason."""
    if clause is not None:
        return _of_clause(code, facts, clause)
    if code in _WITHOUT_CLAUSE:
        return _WITHOUT_CLAUSE[code](facts, use)
    return facts.get("message", code)


def _of_clause(code: str, facts: Words, clause: Clause) -> str:
    who = clause.grantor_name
    if clause.spoken_by:
        who = f"{clause.spoken_by}, whose roster default speaks for {clause.grantor_name},"
    if code in _VERB:
        return f"{who} {_VERB[code]} {USES[clause.use]}."
    return f"{who} {CONDITIONS[code](facts)}."


def _no_owner(facts: Words, use: str) -> str:
    where = f" in {facts['places']}" if facts["places"] else ""
    return f"No owner of the {facts['side']} of {facts['title']} is on record{where}."


_WITHOUT_CLAUSE: dict[str, Callable[[Words, str], str]] = {
    "missing_consent": lambda facts, use: (
        f"{facts['name']} ({facts['capacity']}) has given no consent to {use}; missing consent is no consent."
    ),
    "opt_out_default": lambda facts, use: (
        f"{facts['name']} ({facts['capacity']}) joined the programme and has not "
        f"opted out of {USES[Use(use)]}."
    ),
    "no_grantor": lambda facts, use: "Nobody is recorded as able to allow this use.",
    "no_voice": lambda facts, use: "Nobody is recorded as the owner of the voice that would be used.",
    "no_imitated": lambda facts, use: "Nobody is recorded who could agree to be imitated.",
    "no_owner": _no_owner,
}


def _period(facts: Words) -> str:
    span = " ".join(
        f"{word} {facts[key]}" for word, key in (("from", "first"), ("before", "after")) if facts[key]
    )
    return f"allows this only {span}; you asked for {facts['asked']}"


def _signed(text: str) -> str:
    return f"{float(text):+g}"


CONDITIONS: dict[str, Callable[[Words], str]] = {
    "territory": lambda f: f"allows this only in {f['allowed']}; you asked for {f['asked']}",
    "period": _period,
    "tempo_ratio": lambda f: (
        f"allows tempo × {float(f['low']):g} to {float(f['high']):g}; you asked for × {float(f['asked']):g}"
    ),
    "semitones": lambda f: (
        f"allows {_signed(f['low'])} to {_signed(f['high'])} semitones; you asked for {_signed(f['asked'])}"
    ),
    "style": lambda f: f"allows only the styles {f['allowed'] or 'none'}; you asked for {f['asked']}",
    "style_forbidden": lambda f: f"does not allow the style {f['asked']}",
    "topic": lambda f: f"does not allow the topic {f['asked']}",
    "imitation": lambda f: "does not allow the imitation of a named artist",
    "not_imitated": lambda f: "has not agreed to be imitated",
    "engine": lambda f: (
        f"allows only the engines {f['allowed'] or 'none'}; "
        f"it would be made by {f['asked'] or 'an engine nobody named'}"
    ),
    "model": lambda f: (
        f"allows only the models {f['allowed'] or 'none'}; "
        f"it would be made by {f['asked'] or 'a model nobody named'}"
    ),
    "cap_live": lambda f: f"allows {f['allowed']} live derivatives of a recording; there are {f['asked']}",
    "cap_listener_month": lambda f: (
        f"allows {f['allowed']} a month for one listener; this listener has {f['asked']}"
    ),
    "distribution": lambda f: (
        f"allows it to be heard only {_heard(f['allowed'])}; you asked for {_heard(f['asked'])}"
    ),
}


def _heard(listed: str) -> str:
    return " or ".join(DISTRIBUTIONS[each] for each in listed.split(", ") if each) or "nowhere"


def change(code: str, facts: Words, use: str, clause: Clause | None) -> tuple[str, str]:
    """What would have to change: its kind (consent, answer, terms, request, catalogue, programme) and the words."""
    if code == "missing_consent":
        return "consent", f"{facts['name']} ({facts['capacity']}) signs terms that allow {USES[Use(use)]}."
    if code == "clause_ask" and clause:
        return "answer", f"{clause.grantor_name} approves this request."
    if code in ("clause_deny", "not_imitated") and clause:
        wanted = USES[clause.use] if code == "clause_deny" else "being imitated"
        return "terms", f"{clause.grantor_name} signs a version after {clause.version} that allows {wanted}."
    if clause:
        return "request", f"The request keeps to what {clause.grantor_name} said: {CONDITIONS[code](facts)}."
    if code.startswith("no_"):
        return "catalogue", f"Somebody who can allow it is put on record. {message(code, facts, use, None)}"
    return "programme", message(code, facts, use, None)
