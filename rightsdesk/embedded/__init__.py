"""The embedded servers and the processes of one machine: what `./desk` starts and stops.

Imports nothing of the desk itself; the settings read only the address that a started server left behind."""

from rightsdesk.embedded.address import connection_url

__all__ = ["connection_url"]
