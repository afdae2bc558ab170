"""The editor's form: what is typed becomes typed conditions, what is wrong is said, and nothing is lost."""

from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from rightsdesk.domain.consent import Use
from rightsdesk.domain.territories import TerritoryError
from rightsdesk.portal.terms import places
from rightsdesk.portal.terms.editor import Editor
from rightsdesk.portal.terms.sheet import OBLIGATIONS, Sheet, fold, unfold

ENDING = {"terms-on_withdrawal": "stop_new", "terms-valid_from": "2026-11-01"}
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "territories": st.sampled_from([["DE"], ["WW", "-US"]]),
        "semitones": st.sampled_from([[-2.0, 2.0], [0.0, 4.0]]),
        "imitation": st.booleans(),
        "credit_line": st.sampled_from(["by Ada", "by Sam"]),
        "cap_live": st.integers(1, 3),
    },
)
CLAUSES = st.dictionaries(
    st.sampled_from(list(Use)), st.tuples(st.sampled_from(["allow", "ask"]), FACTS), min_size=1
)


def sent(**typed: Any) -> QueryDict:
    """What a browser sends, with the fields of the ending filled."""
    data = QueryDict(mutable=True)
    for name, value in (ENDING | {key.replace("__", "-"): value for key, value in typed.items()}).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def editor(sheet: Sheet | None = None, **typed: Any) -> Editor:
    made = Editor(sheet or Sheet(), {"valid_from": date(2026, 11, 1)}, sent(**typed))
    made.is_valid()
    return made


def messages(made: Editor) -> dict[str, str]:
    return {problem.anchor: problem.message for problem in made.problems}


@given(CLAUSES)
def test_a_folded_sheet_unfolds_to_the_same_clauses(said: dict[Use, tuple[str, dict[str, Any]]]) -> None:
    clauses = unfold(Sheet({}, {use.value: answered for use, answered in said.items()}))

    assert unfold(fold(clauses)) == clauses


def test_what_every_granted_use_shares_is_said_once() -> None:
    shared = {"territories": ["DE"], "semitones": [-2.0, 2.0]}
    sheet = fold(
        unfold(Sheet({}, {"remix": ("allow", shared), "cover": ("ask", shared), "voice": ("deny", {})}))
    )

    assert sheet.common == {"territories": ["DE"]}
    assert sheet.uses["remix"] == ("allow", {"semitones": [-2.0, 2.0]})


def test_every_condition_is_read_into_its_own_type() -> None:
    made = editor(
        remix__answer="allow",
        all__territories_0="Germany, Benelux and UK",
        all__territories_1="Luxembourg",
        all__period_0="2026-11-01",
        all__period_1="2026-12-31",
        all__distribution=["private", "in_app"],
        all__topics_forbidden=["politics", "violence"],
        all__cap_live="50",
        all__cap_listener_month="3",
        all__engines="builtin",
        all__models="builtin@1",
        all__credit_line="Glass Orchard by Ada Ferro",
        remix__tempo_ratio_0="0.8",
        remix__tempo_ratio_1="1.25",
        remix__semitones_0="-2",
        remix__semitones_1="2",
        remix__styles=["lofi", "house"],
        remix__styles_forbidden=["dnb"],
        remix__imitation="no",
    )

    assert made.problems == []
    (clause,) = made.clauses
    assert clause["conditions"] == {
        "territories": ["DE", "2110", "GB", "-LU"],
        "period": ["2026-11-01", "2027-01-01"],
        "distribution": ["private", "in_app"],
        "topics_forbidden": ["politics", "violence"],
        "engines": ["builtin"],
        "models": ["builtin@1"],
        "cap_live": 50,
        "cap_listener_month": 3,
        "tempo_ratio": [0.8, 1.25],
        "semitones": [-2.0, 2.0],
        "styles": ["lofi", "house"],
        "styles_forbidden": ["dnb"],
        "imitation": False,
    }
    assert clause["obligations"] == {"credit_line": "Glass Orchard by Ada Ferro"}


def test_all_that_is_wrong_is_said_at_once_beside_its_field() -> None:
    made = editor(
        remix__answer="allow",
        remix__tempo_ratio_0="1.2",
        remix__tempo_ratio_1="0.9",
        remix__semitones_0="-2",
        cover__answer="ask",
        cover__more="1",
        cover__territories_0="Atlantis",
        all__period_0="yesterday",
        all__cap_live="0",
        terms__on_withdrawal="take_down",
    )

    assert messages(made) == {
        "id_remix-tempo_ratio_0": "The lower end is above the upper one: 1.2 to 0.9.",
        "id_remix-semitones_0": "Give both ends, or leave both empty.",
        "id_cover-territories_0": "“Atlantis” is not a country or region the desk knows. Write names or codes, such as Germany, FR or Europe.",
        "id_all-period_0": "Write a day as year-month-day, such as 2026-10-31.",
        "id_all-cap_live": "Choose 1 or more; to allow none, answer “not allowed”.",
        "id_terms-take_down_days": "Say after how many days what is live is taken down.",
    }


def test_what_was_typed_stands_in_the_fields_again_when_something_is_wrong() -> None:
    made = editor(remix__answer="allow", remix__tempo_ratio_0="fast", all__territories_0="Atlantis, DE")

    assert 'value="fast"' in str(made.uses[0]["tempo_ratio"])
    assert 'value="Atlantis, DE"' in str(made.common["territories"])


def test_nobody_consents_for_the_past() -> None:
    made = editor(remix__answer="allow", terms__valid_from="2026-10-31")

    assert messages(made) == {
        "id_terms-valid_from": "Choose 2026-11-01 or later; the past stays as it was agreed."
    }


def test_a_no_has_no_conditions_and_what_stands_in_its_fields_is_not_an_error() -> None:
    made = editor(remix__answer="deny", remix__tempo_ratio_0="fast", all__territories_0="DE")

    assert made.problems == []
    assert made.clauses == [{"use": "remix", "answer": "deny", "conditions": {}, "obligations": {}}]


def test_a_use_may_say_otherwise_than_all_the_others() -> None:
    made = editor(
        remix__answer="allow",
        cover__answer="allow",
        all__territories_0="DE",
        cover__more="1",
        cover__territories_0="everywhere",
    )

    assert [c["conditions"] for c in made.clauses] == [{"territories": ["DE"]}, {"territories": ["WW"]}]


def test_no_answer_at_all_is_not_a_version() -> None:
    assert [problem.message for problem in editor().problems] == [
        "Answer at least one use. To end terms that are in force, withdraw them."
    ]


def test_a_stored_condition_that_the_form_would_not_offer_is_kept() -> None:
    sheet = Sheet({}, {"stems": ("allow", {"styles": ["vaporwave"], "tempo_ratio": [0.9, 1.1]})})
    shown = Editor(sheet, {})

    stems = next(form for form in shown.uses if form.use == "stems")
    assert stems.facts == {"styles": ["vaporwave"], "tempo_ratio": [0.9, 1.1]}
    assert 'value="vaporwave"' in str(stems["styles"])


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("", []),
        ("Germany", ["DE"]),
        ("DE FR;GB", ["DE", "FR", "GB"]),
        ("Trinidad and Tobago and Europe", ["TT", "2120"]),
        ("Congo Democratic Republic of the, de", ["CD", "DE"]),
        ("the world", ["WW"]),
        ("2123", ["2123"]),
    ],
)
def test_places_are_read_by_name_code_or_number(text: str, stored: list[str]) -> None:
    assert places.tokens(text) == stored
    assert places.tokens(places.shown(stored)) == stored


def test_an_unknown_place_is_named() -> None:
    with pytest.raises(TerritoryError, match="“Atlantis” is not a country"):
        places.tokens("Germany, Atlantis")


def test_obligations_are_what_the_law_calls_them() -> None:
    assert OBLIGATIONS == ("credit_line", "label", "split_template", "notice")


class Inputs(HTMLParser):
    """What a browser would send back of a form that nobody touched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.data = QueryDict(mutable=True)
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "select":
            self.select = str(said["name"])
        if tag == "input" and (said.get("type") not in ("radio", "checkbox") or "checked" in said):
            self.data.appendlist(str(said["name"]), said.get("value") or "")
        if tag == "option" and "selected" in said:
            self.data.appendlist(self.select, said.get("value") or "")


def test_a_form_that_nobody_touched_gives_back_what_was_stored() -> None:
    shared = {
        "territories": ["DE", "2110", "-LU"],
        "period": ["2026-11-01", None],
        "distribution": ["in_app"],
    }
    asked = {"credit_line": "by Ada", "notice": "Made with Ada’s consent"}
    sound = {"tempo_ratio": [0.8, 1.25], "semitones": [-2.0, 2.0], "imitation": True, "styles": ["lofi"]}
    stored = unfold(
        Sheet(
            shared | asked,
            {
                "remix": ("ask", sound | {"cap_live": 9, "territories": ["WW", "-US"]}),
                "cover": ("allow", {"topics_forbidden": ["politics", "violence"], "engines": ["builtin"]}),
                "voice": ("deny", {}),
            },
        )
    )
    shown = Editor(
        fold(stored), {"on_withdrawal": "take_down", "take_down_days": 14, "valid_from": date(2026, 11, 1)}
    )
    parts = [shown.common, *shown.uses, shown.ending]

    sent_back = Inputs("".join(str(field) for part in parts for field in part)).data

    made = Editor(fold(stored), {}, sent_back)
    assert (made.is_valid(), made.problems) == (True, [])
    assert made.clauses == stored
    assert made.ending.cleaned_data["take_down_days"] == 14
