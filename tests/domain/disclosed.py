"""An engine for the tests of what is said: any object with the three words a disclosure needs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Engine:
    id: str
    version: str
    kind: str


ENGINE = Engine("e", "1", "dsp")
