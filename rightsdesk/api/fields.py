"""Fields and serializers that take a value for what it is: no number for a text, no name nobody asked for."""

from collections.abc import Mapping
from typing import Any

from django.core.validators import RegexValidator
from rest_framework import serializers


class Text(serializers.CharField):
    """A JSON string, kept as it was sent."""

    default_error_messages = {"type": "This is a text."}

    def __init__(self, **options: Any) -> None:
        super().__init__(trim_whitespace=False, **options)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("type")
        return str(super().to_internal_value(data))


class Code(Text):
    """A text of one exact form: a regular expression between \\A and \\Z."""

    def __init__(self, form: str, **options: Any) -> None:
        super().__init__(**options)
        self.validators.append(RegexValidator(form, "This is not of the form asked for."))


class Whole(serializers.IntegerField):
    """A JSON integer; neither "1" nor true nor 1.0."""

    default_error_messages = {"type": "This is a whole number."}

    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            self.fail("type")
        return int(data)


class Choice(serializers.ChoiceField):
    """One of a few JSON strings."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid_choice", input=str(data)[:40])
        return super().to_internal_value(data)


class Strict(serializers.Serializer[Any]):
    """Refuses names it does not declare."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := set(data) - set(self.fields)):
            raise serializers.ValidationError(
                {str(name)[:80]: ["Nobody asked for this."] for name in sorted(unknown)}
            )
        return super().to_internal_value(data)


def read(kind: type[Strict], data: Any) -> dict[str, Any]:
    """The checked values of a body or query. Raises DRF's ValidationError."""
    form = kind(data=data)
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)


def read_query(kind: type[Strict], query: Any) -> dict[str, Any]:
    """The same for a query string; a name given twice is refused rather than half heard."""
    twice = [name for name, values in query.lists() if len(values) > 1]
    if twice:
        raise serializers.ValidationError({name[:80]: ["This is given twice."] for name in twice})
    return read(kind, query.dict())
