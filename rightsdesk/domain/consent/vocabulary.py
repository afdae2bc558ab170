"""The words of the law of consent: uses, answers, scopes from wide to narrow, and who speaks in which capacity."""

from enum import StrEnum

LAW_VERSION = "2026.2"


class Use(StrEnum):
    REMIX = "remix"
    COVER = "cover"
    STEMS = "stems"
    VOICE = "voice"
    TEMPO = "tempo"
    KEY = "key"
    STYLE = "style"
    LYRICS = "lyrics"
    MASHUP = "mashup"
    COMMERCIAL = "commercial"
    TRAINING = "training"


class Answer(StrEnum):
    ALLOW = "allow"
    ASK = "ask"
    DENY = "deny"


class Outcome(StrEnum):
    ALLOW = "allow"
    ASK = "ask"
    DENY = "deny"


class ScopeKind(StrEnum):
    """From the widest to the most specific."""

    PARTY = "party"
    ROSTER = "roster"
    ARTIST = "artist"
    WORK = "work"
    RECORDING = "recording"


class Capacity(StrEnum):
    """As what somebody must agree. The last two are asked about one use only, and never may be silent."""

    MASTER = "owner of the master"
    COMPOSITION = "owner of the composition"
    ARTIST = "featured artist"
    VOICE = "owner of the voice"
    IMITATED = "imitated artist"


class Distribution(StrEnum):
    """Where the derivative will be heard."""

    PRIVATE = "private"
    IN_APP = "in_app"
    OFF_PLATFORM = "off_platform"


class Default(StrEnum):
    """What silence means in a programme. Opt-out holds only for parties that joined it."""

    OPT_IN = "opt_in"
    OPT_OUT = "opt_out"


class OnWithdrawal(StrEnum):
    """What happens to live derivatives when the terms they rest on are withdrawn."""

    KEEP_AND_PAY = "keep_and_pay"
    STOP_NEW = "stop_new"
    TAKE_DOWN = "take_down"


SPECIFICITY = {kind: rank for rank, kind in enumerate(ScopeKind)}
RANK = {Outcome.ALLOW: 0, Outcome.ASK: 1, Outcome.DENY: 2}
NEVER_SILENT = frozenset({Use.VOICE, Use.TRAINING})
"""Uses for which silence is a no even in an opt-out programme."""
