-- What is sold: airports, airlines, recurring flights, fares, promo codes.
--
-- Loaded whole by every node and searched in memory, so there are no indexes for searching.

CREATE TABLE airports (
    iata TEXT NOT NULL PRIMARY KEY,
    icao TEXT,
    name TEXT NOT NULL,
    city TEXT NOT NULL,
    country TEXT NOT NULL,
    city_code TEXT,
    -- Degrees, north and east positive.
    latitude REAL NOT NULL,
    longitude REAL NOT NULL,
    -- The IANA name.
    zone TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE airlines (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- No foreign key from bookings or stock: a timetable may drop a flight that was sold.
CREATE TABLE flights (
    id BLOB NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,
    operating_airline TEXT NOT NULL,
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
) STRICT, WITHOUT ROWID;

CREATE TABLE fares (
    origin TEXT NOT NULL,
    airline TEXT NOT NULL,
    destination TEXT NOT NULL,
    cabin TEXT NOT NULL,
    base INTEGER NOT NULL,
    PRIMARY KEY (origin, airline, destination, cabin)
) STRICT, WITHOUT ROWID;

CREATE TABLE promo_codes (
    name TEXT NOT NULL PRIMARY KEY,
    -- Beside the document, because a use is counted by a condition on them.
    limit_total INTEGER,
    limit_per_user INTEGER,
    document TEXT NOT NULL
) STRICT;

-- A booking uses one promo code at most.
CREATE TABLE promo_uses (
    booking BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL REFERENCES promo_codes (name),
    user BLOB NOT NULL
) STRICT;

CREATE INDEX promo_uses_by_name ON promo_uses (name, user);

CREATE TABLE world_facts (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
