-- Bookings and what hangs on them: a JSON document each, beside it the columns that are
-- searched or unique. A document is replaced whole, at the version it was read at.

CREATE TABLE bookings (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    owner BLOB NOT NULL,
    -- As the state alone has it: a hold stays PENDING_PAYMENT here until it is swept.
    status TEXT NOT NULL,
    -- The end of the hold while the status is PENDING_PAYMENT.
    due_by INTEGER,
    document TEXT NOT NULL
) STRICT;

CREATE INDEX bookings_by_owner ON bookings (owner, id);
CREATE INDEX bookings_by_due_by ON bookings (due_by) WHERE due_by IS NOT NULL;

CREATE TABLE ticket_numbers (
    number TEXT NOT NULL PRIMARY KEY,
    booking BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE payments (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    booking BLOB NOT NULL REFERENCES bookings (id),
    is_live INTEGER NOT NULL,
    -- The gateway's ids, kept once they are known: a late webhook may name either.
    intent TEXT UNIQUE,
    checkout TEXT UNIQUE,
    updated_at INTEGER NOT NULL,
    document TEXT NOT NULL
) STRICT;

CREATE INDEX payments_by_booking ON payments (booking, id);
CREATE INDEX payments_live_by_change ON payments (updated_at) WHERE is_live;
-- A booking cannot be charged twice: one live payment at most.
CREATE UNIQUE INDEX payments_one_live ON payments (booking) WHERE is_live;

CREATE TABLE cancellations (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    booking BLOB NOT NULL REFERENCES bookings (id),
    document TEXT NOT NULL
) STRICT;

CREATE INDEX cancellations_by_booking ON cancellations (booking, id);

CREATE TABLE refunds (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    booking BLOB NOT NULL REFERENCES bookings (id),
    gateway TEXT UNIQUE,
    is_finished INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    document TEXT NOT NULL
) STRICT;

CREATE INDEX refunds_by_booking ON refunds (booking, id);
CREATE INDEX refunds_unfinished ON refunds (created_at) WHERE NOT is_finished;

CREATE TABLE documents (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    booking BLOB NOT NULL REFERENCES bookings (id),
    is_pending INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    document TEXT NOT NULL
) STRICT;

CREATE INDEX documents_by_booking ON documents (booking, id);
CREATE INDEX documents_pending ON documents (created_at) WHERE is_pending;
