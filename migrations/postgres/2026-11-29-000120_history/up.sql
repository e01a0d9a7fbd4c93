-- What people of the house did. A line is only ever added; what it says can be taken away, when the
-- person whom it is about is erased, and nothing else of it can change.
CREATE TABLE history (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    -- Who did it, and in which role; nobody where the system did.
    actor uuid,
    role text COLLATE "C",
    -- What it was done to.
    subject text COLLATE "C" NOT NULL,
    subject_key text COLLATE "C" NOT NULL,
    booking uuid,
    deed text COLLATE "C" NOT NULL,
    -- Reason, before and after: JSON, or that sealed.
    said text,
    is_erased boolean NOT NULL DEFAULT false
);

CREATE INDEX history_by_subject ON history (subject, subject_key, id);
CREATE INDEX history_by_booking ON history (booking, id) WHERE booking IS NOT NULL;

CREATE FUNCTION history_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the history stays as it was written';
END $$;

CREATE TRIGGER history_stays BEFORE DELETE OR TRUNCATE ON history
EXECUTE FUNCTION history_stays();

CREATE TRIGGER history_is_as_written BEFORE UPDATE ON history FOR EACH ROW
WHEN (NEW.said IS NOT NULL OR NOT NEW.is_erased
    OR (NEW.id, NEW.at, NEW.actor, NEW.role, NEW.subject, NEW.subject_key, NEW.booking, NEW.deed)
        IS DISTINCT FROM
        (OLD.id, OLD.at, OLD.actor, OLD.role, OLD.subject, OLD.subject_key, OLD.booking, OLD.deed))
EXECUTE FUNCTION history_stays();
