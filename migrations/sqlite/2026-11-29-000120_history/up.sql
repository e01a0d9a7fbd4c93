-- What people of the house did. A line is only ever added; what it says can be taken away, when the
-- person whom it is about is erased, and nothing else of it can change.
CREATE TABLE history (
    id BLOB PRIMARY KEY NOT NULL,
    at INTEGER NOT NULL,
    -- Who did it, and in which role; nobody where the system did.
    actor BLOB,
    role TEXT,
    -- What it was done to.
    subject TEXT NOT NULL,
    subject_key TEXT NOT NULL,
    booking BLOB,
    deed TEXT NOT NULL,
    -- Reason, before and after: JSON, or that sealed.
    said TEXT,
    is_erased INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX history_by_subject ON history (subject, subject_key, id);
CREATE INDEX history_by_booking ON history (booking, id) WHERE booking IS NOT NULL;

CREATE TRIGGER history_stays BEFORE DELETE ON history BEGIN
    SELECT RAISE(ABORT, 'the history stays');
END;

CREATE TRIGGER history_is_as_written BEFORE UPDATE ON history
WHEN NEW.said IS NOT NULL OR NOT NEW.is_erased
    OR NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at
    OR NEW.actor IS NOT OLD.actor OR NEW.role IS NOT OLD.role
    OR NEW.subject IS NOT OLD.subject OR NEW.subject_key IS NOT OLD.subject_key
    OR NEW.booking IS NOT OLD.booking OR NEW.deed IS NOT OLD.deed
BEGIN
    SELECT RAISE(ABORT, 'the history is as it was written');
END;
