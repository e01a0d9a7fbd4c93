-- The books: a line for each journey that was sold, and one for each that was given back. Written
-- in the commit of the booking or cancellation that they follow from, and never changed.
CREATE TABLE sales (
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
    PRIMARY KEY (booking, direction)
);

CREATE INDEX sales_by_time ON sales (at, booking, direction);

CREATE TABLE given_back (
    cancellation uuid NOT NULL,
    direction text COLLATE "C" NOT NULL,
    booking uuid NOT NULL,
    at timestamptz NOT NULL,
    refund bigint NOT NULL,
    charge bigint NOT NULL,
    taxes_kept bigint NOT NULL,
    PRIMARY KEY (cancellation, direction)
);

CREATE INDEX given_back_by_time ON given_back (at, cancellation, direction);
CREATE INDEX given_back_by_booking ON given_back (booking);

-- The status at which the lines of a booking were last written: another one than it has where an
-- older release wrote it, so that a sweeper finds it.
ALTER TABLE bookings ADD COLUMN posted_as text COLLATE "C";
CREATE INDEX bookings_unposted ON bookings (id)
WHERE status IN ('CONFIRMED', 'PARTIALLY_CANCELLED', 'CANCELLED')
    AND posted_as IS DISTINCT FROM status;
