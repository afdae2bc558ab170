"""What was found is never rewritten; and, where pgvector can be had, a twin of the embeddings for exact search in SQL."""

from django.db import migrations

from rightsdesk.journal.triggers import append_only

# Production servers may lack pgvector, or the right to create it: then the table is absent and numpy answers.
TWIN = """
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector') THEN
    BEGIN
      CREATE EXTENSION IF NOT EXISTS vector;
    EXCEPTION WHEN insufficient_privilege THEN
      RETURN;
    END;
    CREATE TABLE screening_enrolment_vector (enrolment_id bigint PRIMARY KEY, embedding vector(256) NOT NULL);
  END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial"), ("journal", "0002_append_only")]
    operations = [
        append_only("screening_reference", but=("active",)),
        append_only("screening_enrolment"),
        append_only("screening_backend"),
        append_only("screening_screeningrun"),
        append_only("screening_finding"),
        migrations.RunSQL(TWIN, "DROP TABLE IF EXISTS screening_enrolment_vector;"),
    ]
