-- The books: a line for each journey that was sold, and one for each that was given back. Written
-- in the commit of the booking or cancellation that they follow from, and never changed.
CREATE TABLE sales (
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
    PRIMARY KEY (booking, direction)
) STRICT, WITHOUT ROWID;

CREATE INDEX sales_by_time ON sales (at, booking, direction);

CREATE TABLE given_back (
    cancellation BLOB NOT NULL,
    direction TEXT NOT NULL,
    booking BLOB NOT NULL,
    at INTEGER NOT NULL,
    refund INTEGER NOT NULL,
    charge INTEGER NOT NULL,
    taxes_kept INTEGER NOT NULL,
    PRIMARY KEY (cancellation, direction)
) STRICT, WITHOUT ROWID;

CREATE INDEX given_back_by_time ON given_back (at, cancellation, direction);
CREATE INDEX given_back_by_booking ON given_back (booking);

-- The status at which the lines of a booking were last written: another one than it has where an
-- older release wrote it, so that a sweeper finds it.
ALTER TABLE bookings ADD posted_as TEXT;
CREATE INDEX bookings_unposted ON bookings (id)
WHERE status IN ('CONFIRMED', 'PARTIALLY_CANCELLED', 'CANCELLED')
    AND posted_as IS NOT status;
