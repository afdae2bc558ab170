"""A stored verdict decided again: the same bytes, or the first difference; and whether its terms still say the same."""

from dataclasses import dataclass
from typing import Any

from rightsdesk.consent.models import Clause, Verdict
from rightsdesk.domain.canonical import content_hash
from rightsdesk.domain.consent import LAWS, Conditions, answer_bytes, obligations_from_json, replay
from rightsdesk.domain.consent.inputs import ANSWER
from rightsdesk.domain.errors import Invalid

AROUND = 60


@dataclass(frozen=True, slots=True)
class Replayed:
    """`stored` and `again`: canonical bytes of the answer. `altered`: what in the register is no longer what it was
    decided on, in words; it changes nothing in the replay."""

    stored: bytes
    again: bytes
    altered: tuple[str, ...]

    @property
    def same(self) -> bool:
        return self.stored == self.again

    @property
    def difference(self) -> str:
        """The first place where they differ, in words; empty when they do not."""
        if self.same:
            return ""
        pairs = zip(self.stored, self.again, strict=False)
        shorter = min(len(self.stored), len(self.again))
        place = next((at for at, (a, b) in enumerate(pairs) if a != b), shorter)
        shown = slice(max(0, place - AROUND), place + AROUND)
        was, now = (text[shown].decode(errors="replace") for text in (self.stored, self.again))
        return f"first difference at byte {place}: stored …{was}… but now …{now}…"


def replayed(verdict: Verdict) -> Replayed:
    """Decide it again from its stored inputs. Raises Invalid for a verdict without inputs, with inputs that are not
    those it was decided on, or of a law that nobody kept."""
    if not verdict.inputs:
        words = f"It was decided under law {verdict.law_version}, before the inputs were kept."
        raise Invalid("inputs_not_kept", words)
    if content_hash(verdict.inputs) != verdict.inputs_hash:
        raise Invalid("inputs_altered", "The stored inputs are not those the verdict was decided on.")
    if verdict.inputs["law"] not in LAWS:
        raise Invalid("law_unknown", f"Nobody kept the law {verdict.inputs['law']}.")
    stored = answer_bytes({key: getattr(verdict, key) for key in ANSWER})
    return Replayed(stored, replay(verdict.inputs), tuple(_altered(verdict.inputs["clauses"])))


def _altered(clauses: list[dict[str, Any]]) -> list[str]:
    """Clauses of the inputs that the terms' rows do not (or no longer) bear out."""
    rows = Clause.objects.filter(terms__public_id__in={clause["terms"] for clause in clauses})
    columns = ("terms__public_id", "use", "terms__version", "answer", "conditions", "obligations")
    said = {row[:2]: _as_stored(row) for row in rows.values_list(*columns)}
    return [
        f"{clause['terms']}@{clause['version']} {clause['use']}: the register says something else now"
        for clause in clauses
        if said.get((clause["terms"], clause["use"])) != {key: clause[key] for key in _COMPARED}
    ]


_COMPARED = ("version", "answer", "conditions", "obligations")


def _as_stored(row: tuple[Any, ...]) -> dict[str, Any]:
    rules, owed = Conditions.from_json(row[4]).to_json(), dict(obligations_from_json(row[5]))
    return dict(zip(_COMPARED, (row[2], row[3], rules, owed), strict=True))
