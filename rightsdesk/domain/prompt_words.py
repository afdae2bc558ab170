"""Vocabulary of prompts in English and French, as pieces of regular expressions over folded text
(small letters, no accents, single spaces). What each phrase means is said in `prompt_lexicon`."""

from __future__ import annotations

import re

SMALL = r"a (?:little |tiny )?bit|a little|slightly|somewhat|un (?:petit )?peu|legerement"
BIG = r"much|way|a lot|very|really|far|super|beaucoup|bien|tres|vraiment"
AMOUNT = rf"(?:(?:(?P<small>{SMALL})|(?P<big>{BIG})) )?"
AFTER = rf"(?: (?:(?P<small2>{SMALL})|(?P<big2>{BIG})))?"
NUMBER = r"(?P<number>[+-]?\d{1,3}(?:[.,]\d{1,3})?)"
HERTZ = r"(?P<number>\d{1,5}(?:[.,]\d{1,3})?)"
PERCENT = r"(?:%|percent|per cent|pour ?cents?)"
WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "half": 0.5,
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7,
}  # fmt: skip
COUNT = rf"(?P<number>[+-]?\d{{1,3}}(?:[.,]\d{{1,3}})?|{'|'.join(WORDS)})"
IT = r"(?: (?:it|this|that|the (?:song|track|tempo)|le (?:morceau|tempo)|la chanson|tout))?"
SLOWER = rf"slower|slow{IT} down|slow|plus lent(?:e|ement)?|moins (?:vite|rapide)|ralenti(?:r|s|e)?{IT}|lent(?:e|ement)?"
FASTER = rf"faster|quicker|speed{IT} up|sped[ -]up|fast|plus (?:vite|rapide)|moins lente?|accelere(?:r|z|e)?{IT}|rapide"
UP = r"up|higher|raise[d]?|plus (?:haut|aigue?)|monte[rz]?|vers le haut"
DOWN = r"down|lower(?:ed)?|drop|plus (?:bas|grave)|baisse[rz]?|descen[ds]s?|vers le bas"
UNITS = {"semitone": 1, "half step": 1, "half-step": 1, "demi-ton": 1, "demi ton": 1, "octave": 12}
UNIT = rf"(?P<unit>{'|'.join(UNITS)}|whole (?:tone|step)|step|tone|ton)s?"
THE = r"(?:(?:the|any|all|all the|la|le|les|des|du|de la|de|d|l|its) ?'?)?"
STEM_WORDS = {
    "vocals": r"lead vocals?|vocals?|voices?|singing|singer|voix|chant|paroles",
    "drums": r"drums?|percussions?|beats?|batterie",
    "bass": r"bass(?:line)?|basse",
    "other": r"other instruments?|instruments|accompaniment|backing|accompagnement|autres instruments",
}
ONE_STEM = f"(?:{'|'.join(STEM_WORDS.values())})"
STEM = rf"(?P<stems>{ONE_STEM}(?:(?:,| and| or| nor| &| et| ou| ni)+ {THE} ?{ONE_STEM})*)"

# Wishes this desk knows and cannot fulfil: named whole, so that nobody believes they were heard.
UNSUPPORTED = (
    re.compile(
        r"(?<!\w)(?:(?:to|in|into|en) )?(?:the key of )?(?:[a-g]|do|re|mi|fa|sol|la|si)(?:[ -]?(?:sharp|flat|#|diese|bemol))?"
        r" (?:minor|major|mineur|majeur)(?!\w)"
    ),
    re.compile(
        r"(?<!\w)(?:(?:to|in|into|en) )?(?:the key of [a-g](?:[ -]?(?:sharp|flat|#))?|[2-9]/[48])(?!\w)"
    ),
)

STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "it",
        "its",
        "song",
        "track",
        "music",
        "tune",
        "make",
        "made",
        "turn",
        "do",
        "give",
        "me",
        "my",
        "i",
        "want",
        "would",
        "like",
        "please",
        "can",
        "could",
        "you",
        "with",
        "and",
        "or",
        "but",
        "of",
        "in",
        "into",
        "to",
        "for",
        "as",
        "on",
        "at",
        "by",
        "be",
        "is",
        "more",
        "version",
        "remix",
        "cover",
        "mix",
        "edit",
        "style",
        "vibe",
        "vibes",
        "feel",
        "sound",
        "sounds",
        "get",
        "go",
        "some",
        "very",
        "really",
        "so",
        "just",
        "kind",
        "sort",
        "mode",
        "effect",
        "then",
        "also",
        "too",
        "add",
        "put",
        "let",
        "us",
        "have",
        "keep",
        "all",
        "whole",
        "thing",
        "un",
        "une",
        "le",
        "la",
        "les",
        "l",
        "du",
        "de",
        "des",
        "d",
        "ce",
        "cette",
        "cet",
        "et",
        "ou",
        "mais",
        "en",
        "dans",
        "avec",
        "pour",
        "au",
        "aux",
        "moi",
        "je",
        "veux",
        "voudrais",
        "fais",
        "faire",
        "mets",
        "met",
        "chanson",
        "morceau",
        "musique",
        "titre",
        "son",
        "rends",
        "rend",
        "svp",
        "stp",
        "plait",
        "s",
        "il",
        "te",
        "vous",
        "peux",
        "tu",
        "peu",
        "plus",
        "tout",
        "que",
        "qu",
        "est",
        "style",
        "facon",
        "genre",
        "ambiance",
        "beat",
        "tempo",
        "pitch",
        "key",
    ]
)
