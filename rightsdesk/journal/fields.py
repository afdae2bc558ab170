"""Model fields every app shares: public ids, states held by a check constraint."""

import secrets
import time
from enum import StrEnum
from functools import partial
from typing import Any

from django.db import models

from rightsdesk.domain.ids import public_id


def new_public_id(prefix: str) -> str:
    """A fresh public id of this moment."""
    return public_id(prefix, time.time_ns() // 1_000_000, secrets.randbits(74))


class PublicIdField(models.CharField):  # type: ignore[type-arg]
    """The id that leaves the house: `PublicIdField(prefix="drv")`. Internal keys stay bigints."""

    def __init__(self, *args: Any, prefix: str = "", **kwargs: Any) -> None:
        self.prefix = prefix
        kwargs.update(max_length=40, unique=True, editable=False, default=partial(new_public_id, prefix))
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for key in ("max_length", "unique", "editable", "default"):
            kwargs.pop(key, None)
        return name, path, args, {**kwargs, "prefix": self.prefix}


def choices(states: type[StrEnum]) -> list[tuple[str, str]]:
    """Choices for a CharField from an enum of the domain."""
    return [(state.value, state.value.replace("_", " ")) for state in states]


def one_of(field: str, states: type[StrEnum], name: str) -> models.CheckConstraint:
    """The database's own copy of the enum: no other value can be stored."""
    return models.CheckConstraint(condition=models.Q((f"{field}__in", [s.value for s in states])), name=name)
