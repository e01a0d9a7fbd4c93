-- A flight is its number and its airports; a departure is a flight on a date, with one
-- counter whatever becomes of the timetable. Timetables are staged, then made current.

-- The one world that is current.
CREATE TABLE world (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
) STRICT;

INSERT INTO world (id, version)
SELECT 1, CASE WHEN EXISTS (SELECT 1 FROM flights) THEN 1 ELSE 0 END;

-- Rows that somebody has put aside; `is_whole` once all of them are there.
CREATE TABLE stages (
    stage INTEGER PRIMARY KEY AUTOINCREMENT,
    is_whole INTEGER NOT NULL
) STRICT;

-- Which stage is the timetable of an airline.
CREATE TABLE timetables (
    airline TEXT NOT NULL PRIMARY KEY,
    stage INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The id of a flight follows from its number, origin and destination, and is not kept.
CREATE TABLE schedules (
    id INTEGER PRIMARY KEY,
    airline TEXT NOT NULL,
    stage INTEGER NOT NULL,
    number TEXT NOT NULL,
    operating_airline TEXT NOT NULL,
    operating_number TEXT,
    origin TEXT NOT NULL,
    destination TEXT NOT NULL,
    -- Minutes after midnight by the clocks of the two airports.
    departs INTEGER NOT NULL,
    arrives INTEGER NOT NULL,
    arrival_day_offset INTEGER NOT NULL,
    -- `1457`: 1 is Monday.
    days TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    aircraft TEXT NOT NULL
) STRICT;

CREATE INDEX schedules_by_stage ON schedules (stage, airline);

INSERT INTO stages (is_whole) SELECT 1 WHERE EXISTS (SELECT 1 FROM flights);
INSERT INTO timetables (airline, stage) SELECT DISTINCT substr(number, 1, 2), 1 FROM flights;
INSERT INTO schedules (
    airline, stage, number, operating_airline, origin, destination, departs, arrives,
    arrival_day_offset, days, valid_from, valid_until, aircraft
)
SELECT substr(number, 1, 2), 1, number, operating_airline, origin, destination, departs, arrives,
    arrival_day_offset, days, valid_from, valid_until, aircraft
FROM flights;

-- What an older release left is counted again by the program, before anything is sold.
INSERT INTO world_facts (name, value)
SELECT 'carry_over', 'due'
WHERE EXISTS (SELECT 1 FROM flights) OR EXISTS (SELECT 1 FROM bookings);

DROP TABLE flights;

-- What was sold stands under ids of the old form here, and is counted from the bookings.
DELETE FROM seat_claims;
DROP TABLE stock;

-- What is sold or held of a cabin, what it can sell, and the world that its departure is
-- of: what was decided on an older one is refused.
CREATE TABLE stock (
    flight BLOB NOT NULL,
    date INTEGER NOT NULL,
    cabin TEXT NOT NULL,
    sold INTEGER NOT NULL CHECK (sold >= 0),
    capacity INTEGER NOT NULL CHECK (capacity >= 0),
    world INTEGER NOT NULL,
    opened_at INTEGER NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000000 AS INTEGER)),
    PRIMARY KEY (flight, date, cabin)
) STRICT, WITHOUT ROWID;

CREATE INDEX stock_by_date ON stock (date);
CREATE INDEX stock_by_opened_at ON stock (opened_at);

-- Which departures a booking hangs on. It is never taken off: a journey that was cancelled
-- is not followed.
CREATE TABLE booking_departures (
    flight BLOB NOT NULL,
    date INTEGER NOT NULL,
    booking BLOB NOT NULL,
    PRIMARY KEY (flight, date, booking)
) STRICT, WITHOUT ROWID;

CREATE INDEX booking_departures_by_date ON booking_departures (date, flight);

-- Departures that changed and whose bookings have not followed yet.
CREATE TABLE touched_departures (
    flight BLOB NOT NULL,
    date INTEGER NOT NULL,
    moved_to INTEGER,
    world INTEGER NOT NULL,
    since INTEGER NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000000 AS INTEGER)),
    PRIMARY KEY (flight, date)
) STRICT, WITHOUT ROWID;

-- When the first open schedule change of a booking wants its answer.
ALTER TABLE bookings ADD answer_by INTEGER;
CREATE INDEX bookings_by_answer_by ON bookings (answer_by) WHERE answer_by IS NOT NULL;
