"""SQL for the migrations: the partitioned usage table, and what the database itself refuses about money."""

from django.db.migrations import RunSQL

USAGE_TABLE = RunSQL(
    """
CREATE TABLE payouts_usageline (
  id bigserial NOT NULL, report_id bigint NOT NULL, period varchar(7) NOT NULL, line_no bigint NOT NULL,
  line_id varchar(64) NOT NULL, day date NOT NULL, derivative_id bigint NULL, reference varchar(64) NULL,
  territory varchar(2) NOT NULL, product varchar(40) NOT NULL, listener varchar(120) NOT NULL,
  plays integer NOT NULL CHECK (plays > 0),
  CHECK ((derivative_id IS NULL) <> (reference IS NULL)),
  PRIMARY KEY (period, id)
) PARTITION BY LIST (period);
CREATE TABLE payouts_usageline_other PARTITION OF payouts_usageline DEFAULT;
""",
    "DROP TABLE payouts_usageline;",
)

# A statement that inserts postings or allocations leaves one row here for each entry or run it touched. The deferred
# trigger on that row weighs the whole entry or run at commit: however the rows came, and once, not once a row.
BALANCE = RunSQL(
    """
CREATE TABLE payouts_weighing (id bigserial PRIMARY KEY, entry_id bigint NULL, run_id bigint NULL);

CREATE FUNCTION payouts_weigh() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE fault text;
BEGIN
  IF NEW.entry_id IS NOT NULL THEN
    SELECT format('ledger entry %s is out of balance by %s %s', NEW.entry_id, sum(p.units), a.currency) INTO fault
      FROM payouts_posting p JOIN payouts_account a ON a.id = p.account_id
     WHERE p.entry_id = NEW.entry_id GROUP BY a.currency HAVING sum(p.units) <> 0 LIMIT 1;
    IF NOT EXISTS (SELECT 1 FROM payouts_posting WHERE entry_id = NEW.entry_id) THEN
      fault := format('ledger entry %s has no postings', NEW.entry_id);
    END IF;
  ELSE
    SELECT format('run %s divides %s of the %s in pool %s', NEW.run_id, coalesce(x.units, 0), coalesce(r.amount, 0),
                  coalesce(r.pool_id, x.pool_id))
      INTO fault
      FROM (SELECT pool_id, amount FROM payouts_runpool WHERE run_id = NEW.run_id) r
      FULL JOIN (SELECT pool_id, sum(units) AS units FROM payouts_allocation WHERE run_id = NEW.run_id
                 GROUP BY pool_id) x ON x.pool_id = r.pool_id
     WHERE r.amount IS DISTINCT FROM x.units LIMIT 1;
  END IF;
  IF fault IS NOT NULL THEN RAISE EXCEPTION '%', fault USING ERRCODE = 'check_violation'; END IF;
  DELETE FROM payouts_weighing WHERE id = NEW.id;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payouts_weigh AFTER INSERT ON payouts_weighing DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION payouts_weigh();

CREATE FUNCTION payouts_weigh_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO payouts_weighing (entry_id) SELECT id FROM fresh; RETURN NULL; END $$;
CREATE TRIGGER payouts_ledgerentry_weigh AFTER INSERT ON payouts_ledgerentry REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION payouts_weigh_entries();

CREATE FUNCTION payouts_weigh_postings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh f JOIN payouts_ledgerentry e ON e.id = f.entry_id
             WHERE e.written_in <> txid_current()) THEN
    RAISE EXCEPTION 'postings are written together with their entry' USING ERRCODE = 'restrict_violation';
  END IF;
  INSERT INTO payouts_weighing (entry_id) SELECT DISTINCT entry_id FROM fresh;
  RETURN NULL;
END $$;
CREATE TRIGGER payouts_posting_weigh AFTER INSERT ON payouts_posting REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION payouts_weigh_postings();

CREATE FUNCTION payouts_weigh_runs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO payouts_weighing (run_id) SELECT DISTINCT run_id FROM fresh; RETURN NULL; END $$;
CREATE TRIGGER payouts_allocation_weigh AFTER INSERT ON payouts_allocation REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION payouts_weigh_runs();
CREATE TRIGGER payouts_runpool_weigh AFTER INSERT ON payouts_runpool REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION payouts_weigh_runs();

CREATE FUNCTION payouts_sign_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.written_in := txid_current(); RETURN NEW; END $$;
CREATE TRIGGER payouts_ledgerentry_sign BEFORE INSERT ON payouts_ledgerentry
  FOR EACH ROW EXECUTE FUNCTION payouts_sign_entry();
""",
    """
DROP TRIGGER payouts_ledgerentry_sign ON payouts_ledgerentry;
DROP TRIGGER payouts_runpool_weigh ON payouts_runpool;
DROP TRIGGER payouts_allocation_weigh ON payouts_allocation;
DROP TRIGGER payouts_posting_weigh ON payouts_posting;
DROP TRIGGER payouts_ledgerentry_weigh ON payouts_ledgerentry;
DROP TABLE payouts_weighing;
DROP FUNCTION payouts_sign_entry, payouts_weigh_runs, payouts_weigh_postings, payouts_weigh_entries, payouts_weigh;
""",
)
