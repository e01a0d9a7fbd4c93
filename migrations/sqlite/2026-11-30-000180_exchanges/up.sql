-- Quotes to exchange journeys, and what became of them.
CREATE TABLE exchanges (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    booking BLOB NOT NULL REFERENCES bookings (id),
    document TEXT NOT NULL
) STRICT;

CREATE INDEX exchanges_by_booking ON exchanges (booking, id);

-- The books: a line for each journey that was exchanged, with what was sold instead.
CREATE TABLE exchanged (
    exchange BLOB NOT NULL,
    booking BLOB NOT NULL,
    direction TEXT NOT NULL,
    at INTEGER NOT NULL,
    currency TEXT NOT NULL,
    airline TEXT NOT NULL,
    origin TEXT NOT NULL,
    destination TEXT NOT NULL,
    brand TEXT NOT NULL,
    base INTEGER NOT NULL,
    discount INTEGER NOT NULL,
    extras INTEGER NOT NULL,
    -- By code.
    taxes TEXT NOT NULL,
    -- What of the old journey's price paid for the new one or came back.
    credit INTEGER NOT NULL,
    fee INTEGER NOT NULL,
    -- What of it was kept for nothing.
    kept INTEGER NOT NULL,
    PRIMARY KEY (exchange, direction)
) STRICT, WITHOUT ROWID;

CREATE INDEX exchanged_by_time ON exchanged (at, exchange, direction);
CREATE INDEX exchanged_by_booking ON exchanged (booking);
