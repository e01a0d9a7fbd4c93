-- What happened, kept for a while for those who ask.
CREATE TABLE events (
    id uuid PRIMARY KEY,
    kind text COLLATE "C" NOT NULL,
    at timestamptz NOT NULL,
    -- Whose booking it is about; nobody's where it concerns everybody.
    owner uuid,
    booking uuid,
    data json NOT NULL,
    -- Whether everyone who asked for it has a delivery.
    is_spread boolean NOT NULL
);

CREATE INDEX events_by_owner ON events (owner, id);
CREATE INDEX events_by_kind ON events (kind, id);
CREATE INDEX events_by_time ON events (at, id);
CREATE INDEX events_unspread ON events (id) WHERE NOT is_spread;

-- Where webhooks go. How it goes with one stands beside its record, and is no new version of it.
CREATE TABLE webhook_endpoints (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    document json NOT NULL,
    owner uuid NOT NULL,
    is_enabled boolean NOT NULL,
    -- Whether it gets events of all bookings, while its owner is an operator.
    of_all boolean NOT NULL,
    -- Each kind that it gets between two spaces.
    kinds text COLLATE "C" NOT NULL,
    -- The name of the key that sealed it.
    sealed_with text COLLATE "C",
    -- Since when no delivery succeeded, once one failed, and of how many events since then.
    failing_since timestamptz,
    failed_events bigint NOT NULL DEFAULT 0,
    succeeded_at timestamptz
);

CREATE INDEX webhook_endpoints_by_owner ON webhook_endpoints (owner, id);
CREATE INDEX webhook_endpoints_failing ON webhook_endpoints (failing_since, id)
WHERE failing_since IS NOT NULL;

-- One event on its way to one endpoint.
CREATE TABLE deliveries (
    endpoint uuid NOT NULL,
    event uuid NOT NULL,
    -- PENDING, SUCCEEDED or FAILED.
    state text COLLATE "C" NOT NULL,
    -- When it is tried next, while it is pending.
    next_at timestamptz,
    -- How far it has come in the table of retries.
    tries bigint NOT NULL,
    -- How often it was tried at all.
    attempts bigint NOT NULL,
    PRIMARY KEY (endpoint, event)
);

CREATE INDEX deliveries_due ON deliveries (endpoint, next_at, event) WHERE next_at IS NOT NULL;
CREATE INDEX deliveries_by_event ON deliveries (event);

-- What came of each try.
CREATE TABLE delivery_attempts (
    endpoint uuid NOT NULL,
    event uuid NOT NULL,
    number bigint NOT NULL,
    at timestamptz NOT NULL,
    took_ms bigint NOT NULL,
    -- Of the answer.
    status bigint,
    -- How the answer begins.
    answer text,
    -- Why there was none.
    failure text,
    PRIMARY KEY (endpoint, event, number)
);
