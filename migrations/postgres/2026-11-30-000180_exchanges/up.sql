-- Quotes to exchange journeys, and what became of them.
CREATE TABLE exchanges (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    booking uuid NOT NULL REFERENCES bookings (id),
    document json NOT NULL
);

CREATE INDEX exchanges_by_booking ON exchanges (booking, id);

-- The books: a line for each journey that was exchanged, with what was sold instead.
CREATE TABLE exchanged (
    exchange uuid NOT NULL,
    booking uuid NOT NULL,
    direction text COLLATE "C" NOT NULL,
    at timestamptz NOT NULL,
    currency text COLLATE "C" NOT NULL,
    airline text COLLATE "C" NOT NULL,
    origin text COLLATE "C" NOT NULL,
    destination text COLLATE "C" NOT NULL,
    brand text COLLATE "C" NOT NULL,
    base bigint NOT NULL,
    discount bigint NOT NULL,
    extras bigint NOT NULL,
    -- By code.
    taxes json NOT NULL,
    -- What of the old journey's price paid for the new one or came back.
    credit bigint NOT NULL,
    fee bigint NOT NULL,
    -- What of it was kept for nothing.
    kept bigint NOT NULL,
    PRIMARY KEY (exchange, direction)
);

CREATE INDEX exchanged_by_time ON exchanged (at, exchange, direction);
CREATE INDEX exchanged_by_booking ON exchanged (booking);
