-- What came from the gateway and what goes out to the bus.

CREATE TABLE gateway_events (
    id TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    settled_at INTEGER
) STRICT;

CREATE INDEX gateway_events_unsettled ON gateway_events (received_at) WHERE settled_at IS NULL;

-- The database gives a message its id and tells the time, since neither is part of
-- the changes that a message comes with.
CREATE TABLE outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE DEFAULT (randomblob(16)),
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000000 AS INTEGER)),
    sent_at INTEGER
) STRICT;

CREATE INDEX outbox_unsent ON outbox (position) WHERE sent_at IS NULL;
