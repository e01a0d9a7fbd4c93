-- Bookings and what hangs on them: a JSON document each, beside it the columns that are
-- searched or unique. A document is replaced whole, at the version it was read at, and
-- never searched: as json it is kept as it came, which costs half of what jsonb does.

CREATE TABLE bookings (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    reference text COLLATE "C" NOT NULL UNIQUE,
    owner uuid NOT NULL,
    -- As the state alone has it: a hold stays PENDING_PAYMENT here until it is swept.
    status text COLLATE "C" NOT NULL,
    -- The end of the hold while the status is PENDING_PAYMENT.
    due_by timestamptz,
    document json NOT NULL
);

CREATE INDEX bookings_by_owner ON bookings (owner, id);
CREATE INDEX bookings_by_due_by ON bookings (due_by, id) WHERE due_by IS NOT NULL;

CREATE TABLE ticket_numbers (
    number text COLLATE "C" PRIMARY KEY,
    booking uuid NOT NULL
);

CREATE TABLE payments (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    booking uuid NOT NULL REFERENCES bookings (id),
    is_live boolean NOT NULL,
    -- The gateway's ids, kept once they are known: a late webhook may name either.
    intent text COLLATE "C" UNIQUE,
    checkout text COLLATE "C" UNIQUE,
    updated_at timestamptz NOT NULL,
    document json NOT NULL
);

CREATE INDEX payments_by_booking ON payments (booking, id);
CREATE INDEX payments_live_by_change ON payments (updated_at, id) WHERE is_live;
-- A booking cannot be charged twice: one live payment at most.
CREATE UNIQUE INDEX payments_one_live ON payments (booking) WHERE is_live;

CREATE TABLE cancellations (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    booking uuid NOT NULL REFERENCES bookings (id),
    document json NOT NULL
);

CREATE INDEX cancellations_by_booking ON cancellations (booking, id);

CREATE TABLE refunds (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    booking uuid NOT NULL REFERENCES bookings (id),
    gateway text COLLATE "C" UNIQUE,
    is_finished boolean NOT NULL,
    created_at timestamptz NOT NULL,
    document json NOT NULL
);

CREATE INDEX refunds_by_booking ON refunds (booking, id);
CREATE INDEX refunds_unfinished ON refunds (created_at, id) WHERE NOT is_finished;

CREATE TABLE documents (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    booking uuid NOT NULL REFERENCES bookings (id),
    is_pending boolean NOT NULL,
    created_at timestamptz NOT NULL,
    document json NOT NULL
);

CREATE INDEX documents_by_booking ON documents (booking, id);
CREATE INDEX documents_pending ON documents (created_at, id) WHERE is_pending;

-- Long documents are compressed, and by lz4 in a third of the time, where the server has it.
DO $$
BEGIN
    ALTER TABLE bookings ALTER document SET COMPRESSION lz4;
    ALTER TABLE answers ALTER body SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    RAISE NOTICE 'this server was built without lz4';
END
$$;
