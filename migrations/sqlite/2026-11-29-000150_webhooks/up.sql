-- What happened, kept for a while for those who ask.
CREATE TABLE events (
    id BLOB PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    -- Whose booking it is about; nobody's where it concerns everybody.
    owner BLOB,
    booking BLOB,
    -- JSON.
    data TEXT NOT NULL,
    -- Whether everyone who asked for it has a delivery.
    is_spread INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX events_by_owner ON events (owner, id);
CREATE INDEX events_by_kind ON events (kind, id);
CREATE INDEX events_by_time ON events (at, id);
CREATE INDEX events_unspread ON events (id) WHERE NOT is_spread;

-- Where webhooks go. How it goes with one stands beside its record, and is no new version of it.
CREATE TABLE webhook_endpoints (
    id BLOB PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    owner BLOB NOT NULL,
    is_enabled INTEGER NOT NULL,
    -- Whether it gets events of all bookings, while its owner is an operator.
    of_all INTEGER NOT NULL,
    -- Each kind that it gets between two spaces.
    kinds TEXT NOT NULL,
    -- The name of the key that sealed it.
    sealed_with TEXT,
    -- Since when no delivery succeeded, once one failed, and of how many events since then.
    failing_since INTEGER,
    failed_events INTEGER NOT NULL DEFAULT 0,
    succeeded_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX webhook_endpoints_by_owner ON webhook_endpoints (owner, id);
CREATE INDEX webhook_endpoints_failing ON webhook_endpoints (failing_since, id)
WHERE failing_since IS NOT NULL;

-- One event on its way to one endpoint.
CREATE TABLE deliveries (
    endpoint BLOB NOT NULL,
    event BLOB NOT NULL,
    -- PENDING, SUCCEEDED or FAILED.
    state TEXT NOT NULL,
    -- When it is tried next, while it is pending.
    next_at INTEGER,
    -- How far it has come in the table of retries.
    tries INTEGER NOT NULL,
    -- How often it was tried at all.
    attempts INTEGER NOT NULL,
    PRIMARY KEY (endpoint, event)
) STRICT, WITHOUT ROWID;

CREATE INDEX deliveries_due ON deliveries (endpoint, next_at, event) WHERE next_at IS NOT NULL;
CREATE INDEX deliveries_by_event ON deliveries (event);

-- What came of each try.
CREATE TABLE delivery_attempts (
    endpoint BLOB NOT NULL,
    event BLOB NOT NULL,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    took_ms INTEGER NOT NULL,
    -- Of the answer.
    status INTEGER,
    -- How the answer begins.
    answer TEXT,
    -- Why there was none.
    failure TEXT,
    PRIMARY KEY (endpoint, event, number)
) STRICT, WITHOUT ROWID;
