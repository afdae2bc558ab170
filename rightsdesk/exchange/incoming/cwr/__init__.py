"""CISAC's CWR 2.1 and 2.2 acknowledgement files: what a society says of the works that were registered there."""

from rightsdesk.exchange.incoming.cwr.reading import Answer, CwrFile

__all__ = ["Answer", "CwrFile"]
