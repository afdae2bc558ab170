"""Terms in words: answers, conditions and obligations as phrases a person reads. What they mean is the law's business.

Facts come in their stored JSON form; `place` names a territory; a door that prints may give its own shorter names."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from rightsdesk.domain.territories import name_of

Place = Callable[[str], str]

USE_TITLES = {
    "remix": "Remixes", "cover": "Covers", "stems": "Single stems", "voice": "Voice", "tempo": "Changes of tempo",
    "key": "Changes of key", "style": "Changes of style", "lyrics": "Changes of lyrics", "mashup": "Mashups",
    "commercial": "Commercial use", "training": "Training of models",
}  # fmt: skip
ANSWER_WORDS = {"allow": "allowed", "ask": "asks you first", "deny": "not allowed"}
DISTRIBUTION_WORDS = {
    "private": "private listening",
    "in_app": "inside the app",
    "off_platform": "off the platform",
}
ENDING_WORDS = {
    "keep_and_pay": "what is live stays and is paid, and requests already granted may finish",
    "stop_new": "what is live stays and is paid; nothing new is made",
    "take_down": "what is live is taken down",
}
STYLE_NAMES = {
    "lofi": "lo-fi",
    "dnb": "drum and bass",
    "acapella": "a cappella",
    "bossa": "bossa nova",
    "8d": "8D",
}
TOPIC_NAMES = {"sexual": "sexual content", "self_harm": "self-harm"}
# The columns of a difference: what each stored name is called beside its phrase.
TITLES = {
    "answer": "Answer", "territories": "Where", "period": "When", "distribution": "Where it may be heard",
    "tempo_ratio": "Tempo", "semitones": "Key", "styles": "Styles", "styles_forbidden": "Forbidden styles",
    "topics_forbidden": "Forbidden topics", "imitation": "Imitation", "engines": "Engines", "models": "Models",
    "cap_live": "Live at a time", "cap_listener_month": "A listener and month", "credit_line": "Credit line",
    "label": "Label", "split_template": "Split", "notice": "Notice", "on_withdrawal": "When withdrawn",
}  # fmt: skip
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def style_name(style: str) -> str:
    """The name people use for a style."""
    return STYLE_NAMES.get(style, style.replace("-", " "))


def topic_name(topic: str) -> str:
    """The name people use for a topic of a prompt."""
    return TOPIC_NAMES.get(topic, topic.replace("_", " "))


def phrases(facts: Mapping[str, Any], place: Place = name_of) -> dict[str, str]:
    """A phrase for each condition or obligation that is set, by its stored name, in a fixed order."""
    found = {name: say(facts[name], place) for name, say in _WORDS.items() if _is_set(facts.get(name))}
    return {name: words for name, words in found.items() if words}


def ending(effect: str, days: int | None) -> str:
    """What a withdrawal does to what is live."""
    after = f" {days} day{'' if days == 1 else 's'} later" if effect == "take_down" and days else ""
    return ENDING_WORDS.get(effect, effect.replace("_", " ")) + after


def listed(names: Sequence[str], last: str = "and") -> str:
    """a, b and c."""
    if len(names) < 2:
        return "".join(names) or "nothing"
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def _is_set(value: Any) -> bool:
    return value is not None and value != ""


def _territories(tokens: Any, place: Place) -> str:
    said = tokens.split() if isinstance(tokens, str) else [str(token) for token in tokens]
    without = [place(token[1:]) for token in said if token.startswith("-")]
    within = [token for token in said if not token.startswith("-")]
    if within == ["WW"]:
        return f"everywhere but {listed(without)}" if without else "everywhere"
    return f"only in {listed([place(token) for token in within])}" + (
        f" without {listed(without)}" if without else ""
    )


def _period(period: Any, _: Place) -> str:
    first, after = (date.fromisoformat(day) if day else None for day in period)
    if not first and not after:
        return ""
    last = after and after - timedelta(days=1)
    return " ".join(
        [f"from {_day(first)}"] * bool(first) + [f"{'to' if first else 'until'} {_day(last)}"] * bool(last)
    )


def _day(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def _tempo(ratio: Any, _: Place) -> str:
    return f"tempo × {ratio[0]:g} to × {ratio[1]:g}"


def _semitones(steps: Any, _: Place) -> str:
    return f"{_signed(steps[0])} to {_signed(steps[1])} semitones"


def _signed(number: float) -> str:
    return f"{number:+g}".replace("-", "−") if number else "0"


def _styles(styles: Any, _: Place) -> str:
    return "only " + listed([style_name(style) for style in styles])


def _forbidden(styles: Any, _: Place) -> str:
    return "never " + listed([style_name(style) for style in styles]) if styles else ""


def _topics(topics: Any, _: Place) -> str:
    return "no prompts about " + listed([topic_name(str(topic)) for topic in topics], "or") if topics else ""


def _only_names(what: str) -> Callable[[Any, Place], str]:
    return lambda names, _: f"only the {what}{'s' if len(names) > 1 else ''} {listed(list(names))}"


def _quoted(what: str) -> Callable[[Any, Place], str]:
    return lambda text, _: f"{what} “{text}”"


_WORDS: dict[str, Callable[[Any, Place], str]] = {
    "territories": _territories,
    "period": _period,
    "distribution": lambda kinds, _: "only " + listed([DISTRIBUTION_WORDS.get(k, k) for k in kinds], "or"),
    "styles": _styles,
    "styles_forbidden": _forbidden,
    "tempo_ratio": _tempo,
    "semitones": _semitones,
    "topics_forbidden": _topics,
    "imitation": lambda may, _: "imitation by name is allowed" if may else "no imitation by name",
    "engines": _only_names("engine"),
    "models": _only_names("model"),
    "cap_live": lambda most, _: f"at most {most:,} live at a time for one recording",
    "cap_listener_month": lambda most, _: f"at most {most:,} a month for one listener",
    "credit_line": _quoted("credited"),
    "label": _quoted("labelled"),
    "split_template": _quoted("divided by the split"),
    "notice": _quoted("with the notice"),
}
