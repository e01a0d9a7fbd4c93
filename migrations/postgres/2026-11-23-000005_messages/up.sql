-- What came from the gateway and what goes out to the bus.

CREATE TABLE gateway_events (
    id text COLLATE "C" PRIMARY KEY,
    body text NOT NULL,
    received_at timestamptz NOT NULL,
    settled_at timestamptz
) WITH (autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX gateway_events_unsettled ON gateway_events (received_at, id)
    WHERE settled_at IS NULL;
CREATE INDEX gateway_events_settled ON gateway_events (settled_at)
    WHERE settled_at IS NOT NULL;

-- The database gives a message its id and tells the time, since neither is part of
-- the changes that a message comes with. A message is claimed by whoever relays it, and
-- free again when that did not succeed by `claimed_until`.
CREATE TABLE outbox (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    body text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    claimed_until timestamptz,
    sent_at timestamptz
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);

-- Both hold what waits and no more, so they stay small however much was sent.
CREATE INDEX outbox_unsent ON outbox (position) WHERE sent_at IS NULL;
CREATE UNIQUE INDEX outbox_unsent_by_id ON outbox (id) WHERE sent_at IS NULL;
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;
