"""The console's house, for the pages that span its rooms."""

from tests.admin.conftest import house as house
