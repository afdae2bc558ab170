"""What a prompt is about, where a grantor may forbid it: topics in English and French, by whole words.

A topic is a fact for consent, never sound; a word too many costs a look, a word missed would cost a right."""

import re
import unicodedata

WORDS = {
    "politics": "politic\\w*|election\\w*|vote|voting|campaign|president|parliament|propaganda|politique\\w*|elections?|"
    "propagande|parti socialiste|far[ -]right|far[ -]left|extreme[ -](?:droite|gauche)",
    "religion": "religio\\w*|worship|church|prayer\\w*|gospel|god|allah|jesus|islam\\w*|christian\\w*|jewish|hindu\\w*|"
    "buddhis\\w*|eglise|priere\\w*|dieu|chretien\\w*|musulman\\w*|juif|juive",
    "violence": "violen\\w*|kill\\w*(?! (?:the |these )?(?:drums?|vocals?|beat|bass|echo|reverb))|murder\\w*|gun|guns|shoot\\w*|blood\\w*|war|wars|terror\\w*|stab\\w*|weapon\\w*|"
    "tuer|meurtre\\w*|armes?|sang|guerre\\w*|terrorisme",
    "hate": "hate|hateful|racis\\w*|nazi\\w*|supremac\\w*|antisemit\\w*|homophob\\w*|xenophob\\w*|haine|haineu\\w*|raciste\\w*",
    "sexual": "sex|sexy|sexual\\w*|porn\\w*|erotic\\w*|nude|naked|sexuel\\w*|erotique\\w*|nue?(?![ -]?(?:disco|jazz|metal|soul))",
    "drugs": "drugs?|cocaine|heroin|weed|cannabis|marijuana|meth|stoned|drogues?|heroine|herbe",
    "alcohol": "alcohol\\w*|drunk\\w*|beer|wine|whisk[e]?y|vodka|alcool\\w*|ivre|biere|vin",
    "gambling": "gambl\\w*|casino\\w*|betting|poker|jackpot|paris sportifs|jeux d'argent",
    "self_harm": "suicid\\w*|self[ -]harm\\w*|cut(?:ting)? myself|automutilation",
    "advertising": "advert\\w*|commercial for|jingle|brand(?! new)|slogan|sponsor\\w*|promo(?:tion\\w*)?|publicit\\w*|marque",
}
TOPICS = tuple(sorted(WORDS))
"""Every topic a clause may forbid and a prompt may be found to have."""
_PATTERNS = {topic: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for topic, words in WORDS.items()}


def topics(prompt: str) -> frozenset[str]:
    """The topics of TOPICS that a prompt touches; none for an empty one. Never raises."""
    folded = _folded(prompt)
    return frozenset(topic for topic, pattern in _PATTERNS.items() if pattern.search(folded))


def _folded(text: str) -> str:
    """Small letters without accents, single spaces."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return " ".join("".join(each for each in plain if not unicodedata.combining(each)).casefold().split())
