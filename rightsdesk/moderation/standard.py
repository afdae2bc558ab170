"""The policies the desk starts with. A change is a new version appended here, never an edit."""

from typing import Any

POLICIES: tuple[dict[str, Any], ...] = (
    {
        "code": "unlicensed-voice",
        "version": 1,
        "title": "Unlicensed voice",
        "text": (
            "A derivative may carry an artist's voice, or one made to sound like it, only if that artist allows "
            "the use of their voice. Listen to the flagged part on its own. Likeness by chance, a choir, or the "
            "voice of somebody who allows it is no breach: release. A voice that a listener would take for the "
            "artist's is: block."
        ),
        "weight": 800,
        "due_hours": 24,
    },
    {
        "code": "undeclared-audio",
        "version": 1,
        "title": "Undeclared audio",
        "text": (
            "Everything a derivative is made from has to be declared, so that its owners are asked and paid. "
            "Compare the matched parts. A recording that was not declared and can be recognised is a breach, "
            "however short: block. The same sample pack or drum loop, or silence, is not: release."
        ),
        "weight": 700,
        "due_hours": 48,
    },
    {
        "code": "quality",
        "version": 1,
        "title": "Sound below the standard",
        "text": (
            "Listeners may expect sound without drop-outs, clipping or long silence. A fault that is part of the "
            "style is no fault: release. A broken file is: block, and say what is wrong so that it can be made again."
        ),
        "weight": 300,
        "due_hours": 120,
    },
)
