"""The catalogue's own CSV files."""

from rightsdesk.exchange.incoming.csv.reading import CsvFile

__all__ = ["CsvFile"]
