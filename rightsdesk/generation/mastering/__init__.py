"""The last hand on every render: its loudness, its true peak, and what the lossy codecs make of that peak."""

from rightsdesk.generation.mastering.delivery import MOST_CODED_DBTP, Delivered, for_delivery
from rightsdesk.generation.mastering.master import CEILING_DBTP, mastered

__all__ = ["CEILING_DBTP", "MOST_CODED_DBTP", "Delivered", "for_delivery", "mastered"]
