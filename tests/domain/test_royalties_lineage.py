"""What a derivative is made of, through derivatives between."""

import pytest

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.lineage import Source, recordings_of


def test_a_remix_of_a_mashup_reaches_the_recordings_below() -> None:
    sources = {"remix": [Source("mash", 3, True), Source("a", 1)], "mash": [Source("a", 1), Source("b", 1)]}

    assert recordings_of("remix", sources) == (("a", 5), ("b", 3))


def test_a_source_that_leads_nowhere_leaves_the_whole_derivative_without_sources() -> None:
    assert recordings_of("remix", {"remix": [Source("gone", 1, True), Source("a", 1)]}) == ()


def test_a_derivative_made_of_itself_is_refused() -> None:
    with pytest.raises(Invalid):
        recordings_of("a", {"a": [Source("b", 1, True)], "b": [Source("a", 1, True)]})
