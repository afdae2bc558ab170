"""A trained separator from the operator's own checkpoint. Nothing is downloaded, and nothing is loaded that the operator
did not name by its hash. Leaves everything but taking a mix apart to the built-in engine."""

from rightsdesk.generation.neural.checkpoint import Checkpoint, checked
from rightsdesk.generation.neural.separator import NeuralSeparator

__all__ = ["Checkpoint", "NeuralSeparator", "checked"]
