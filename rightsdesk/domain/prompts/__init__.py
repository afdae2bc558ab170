"""Prompts, in English and French: what a listener's words ask of a recipe, what they do not, and whom they name."""

from rightsdesk.domain.prompts.understanding import MAX_CHARACTERS, Understanding, understand

__all__ = ["MAX_CHARACTERS", "Understanding", "understand"]
