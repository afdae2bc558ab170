"""DDEX ERN 4.3 and 4.3.2 messages."""

from rightsdesk.exchange.incoming.ern.message import ErnFile

__all__ = ["ErnFile"]
