-- Objects are whole JSON documents; the columns beside them are only what is searched for.
CREATE TABLE objects (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    -- The PaymentIntent that a charge or a refund belongs to.
    payment_intent TEXT,
    -- Unix milliseconds at which something happens to it by itself.
    due_at BIGINT,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX objects_by_kind ON objects (kind);
CREATE INDEX objects_by_payment_intent ON objects (payment_intent) WHERE payment_intent IS NOT NULL;
CREATE INDEX objects_due ON objects (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- The bytes that are signed and sent: every attempt sends the same.
    document TEXT NOT NULL
);

-- One row for each event that an endpoint has yet to accept.
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    event TEXT NOT NULL REFERENCES events (id),
    endpoint TEXT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
    attempts INTEGER NOT NULL,
    first_at BIGINT NOT NULL,
    next_at BIGINT NOT NULL
);
CREATE INDEX deliveries_due ON deliveries (next_at);

CREATE TABLE idempotency_keys (
    key TEXT PRIMARY KEY NOT NULL,
    fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
