-- What is sold: airports, airlines, recurring flights, fares, promo codes.
--
-- Loaded whole by every node and searched in memory, so there are no indexes for searching.

CREATE TABLE airports (
    iata text COLLATE "C" PRIMARY KEY,
    icao text,
    name text NOT NULL,
    city text NOT NULL,
    country text COLLATE "C" NOT NULL,
    city_code text COLLATE "C",
    -- Degrees, north and east positive.
    latitude double precision NOT NULL,
    longitude double precision NOT NULL,
    -- The IANA name.
    zone text NOT NULL
);

CREATE TABLE airlines (
    code text COLLATE "C" PRIMARY KEY,
    name text NOT NULL
);

-- No foreign key from bookings or stock: a timetable may drop a flight that was sold.
CREATE TABLE flights (
    id uuid PRIMARY KEY,
    number text COLLATE "C" NOT NULL,
    operating_airline text COLLATE "C" NOT NULL,
    origin text COLLATE "C" NOT NULL,
    destination text COLLATE "C" NOT NULL,
    -- By the clocks of the two airports.
    departs time NOT NULL,
    arrives time NOT NULL,
    arrival_day_offset smallint NOT NULL,
    -- `1457`: 1 is Monday.
    days text COLLATE "C" NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    aircraft text COLLATE "C" NOT NULL
);

CREATE TABLE fares (
    origin text COLLATE "C" NOT NULL,
    airline text COLLATE "C" NOT NULL,
    destination text COLLATE "C" NOT NULL,
    cabin text COLLATE "C" NOT NULL,
    base bigint NOT NULL,
    PRIMARY KEY (origin, airline, destination, cabin)
);

-- `used` is counted where the limit is, so that one condition on one locked row keeps it.
-- Room is left on each page for the next count to be written beside the last.
CREATE TABLE promo_codes (
    name text COLLATE "C" PRIMARY KEY,
    limit_total bigint,
    limit_per_account bigint,
    used bigint NOT NULL DEFAULT 0 CHECK (used >= 0),
    document json NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE promo_accounts (
    name text COLLATE "C" NOT NULL REFERENCES promo_codes (name),
    account uuid NOT NULL,
    used bigint NOT NULL CHECK (used >= 0),
    PRIMARY KEY (name, account)
);

-- A booking uses one promo code at most.
CREATE TABLE promo_uses (
    booking uuid PRIMARY KEY,
    name text COLLATE "C" NOT NULL REFERENCES promo_codes (name),
    account uuid NOT NULL
);

CREATE TABLE world_facts (
    name text COLLATE "C" PRIMARY KEY,
    value text NOT NULL
);
