"""A share's one country or world becomes a set of countries; the rows there are keep what they said."""

from django.db import migrations

from rightsdesk.artists.fields import PlacesField, literal
from rightsdesk.domain.territories import NUMBERS, Places

# Changing a column's type rewrites the rows without an UPDATE, which the table refuses. A code that is no country
# becomes null, which the column refuses: then somebody has to say what was meant.
CARRY_OVER = (
    "CASE territory "
    + " ".join(
        f"WHEN '{code}' THEN '{literal(Places.parse(code))}'::int4multirange" for code in ("WW", *NUMBERS)
    )
    + " END"
)
# One scalar stands for party, asset and right: a narrow index is several times faster to fill. Two keys with the
# same 56 bits would only refuse a claim that is none of the same party, once in 10^16.
KEY = """hashtextextended(party_id::text || '/' || coalesce(recording_id, 0)::text || '/'
  || coalesce(work_id, 0)::text || '/' || "right", 0) >> 8"""
NO_OVERLAP = f"""
ALTER TABLE artists_share ADD CONSTRAINT share_no_overlap EXCLUDE USING gist (
  int8range({KEY}, {KEY}, '[]') WITH &&,
  places WITH &&,
  valid WITH &&,
  recorded WITH &&
);
"""


class Migration(migrations.Migration):
    dependencies = [("artists", "0002_shares")]
    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE artists_share DROP CONSTRAINT share_no_overlap;",
                f"ALTER TABLE artists_share ALTER COLUMN territory TYPE int4multirange USING {CARRY_OVER};",
                "ALTER TABLE artists_share RENAME COLUMN territory TO places;",
                "ALTER TABLE artists_share ADD CONSTRAINT share_somewhere CHECK (NOT isempty(places));",
                NO_OVERLAP,
            ],
            state_operations=[
                migrations.RemoveField("share", "territory"),
                migrations.AddField("share", "places", PlacesField(default="WW", verbose_name="territories")),
            ],
        ),
    ]
