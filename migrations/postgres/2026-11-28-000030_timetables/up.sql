-- A flight is its number and its airports; a departure is a flight on a date, with one
-- counter whatever becomes of the timetable. Timetables are staged, then made current.

-- The one world that is current. Adopting another one locks this row.
CREATE TABLE world (
    is_current boolean PRIMARY KEY DEFAULT true CHECK (is_current),
    version bigint NOT NULL
);

INSERT INTO world (version)
SELECT CASE WHEN EXISTS (SELECT FROM flights) THEN 1 ELSE 0 END;

-- Rows that somebody has put aside; `is_whole` once all of them are there.
CREATE TABLE stages (
    stage bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    is_whole boolean NOT NULL DEFAULT false
);

-- Which stage is the timetable of an airline.
CREATE TABLE timetables (
    airline text COLLATE "C" PRIMARY KEY,
    stage bigint NOT NULL
);

-- The id of a flight follows from its number, origin and destination, and is not kept.
CREATE TABLE schedules (
    airline text COLLATE "C" NOT NULL,
    stage bigint NOT NULL,
    number text COLLATE "C" NOT NULL,
    operating_airline text COLLATE "C" NOT NULL,
    operating_number text COLLATE "C",
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

CREATE INDEX schedules_by_stage ON schedules (stage, airline);

INSERT INTO stages (is_whole) SELECT true WHERE EXISTS (SELECT FROM flights);
INSERT INTO timetables (airline, stage)
SELECT DISTINCT left(number, 2), stages.stage FROM flights, stages;
INSERT INTO schedules
SELECT left(number, 2), stages.stage, number, operating_airline, NULL, origin, destination,
    departs, arrives, arrival_day_offset, days, valid_from, valid_until, aircraft
FROM flights, stages;

-- What an older release left is counted again by the program, before anything is sold.
INSERT INTO world_facts (name, value)
SELECT 'carry_over', 'due'
WHERE EXISTS (SELECT FROM flights) OR EXISTS (SELECT FROM bookings);

DROP TABLE flights;

-- What was sold stands under ids of the old form here, and is counted from the bookings.
DELETE FROM seat_claims;
DELETE FROM stock;

-- What a cabin can sell, and the world that its departure is of: what was decided on an
-- older one is refused.
ALTER TABLE stock
    ADD capacity integer NOT NULL CHECK (capacity >= 0),
    ADD world bigint NOT NULL,
    ADD opened_at timestamptz NOT NULL DEFAULT clock_timestamp();
CREATE INDEX stock_by_opened_at ON stock (opened_at);

-- The first sale of a cabin writes down what the node knows it to hold, so that has to be
-- of the current world. Asked in the statement itself, the question would be answered from
-- the statement's own snapshot, which may be older than an adoption that it has waited
-- for. Here it is asked afresh, and the lock makes an adoption under way be waited for and
-- then seen. Only rows that are really inserted come here.
CREATE FUNCTION first_sale_needs_the_current_world() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM world WHERE version = NEW.world FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a sale was decided on a world that is not current'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'outdated';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER stock_first_sale AFTER INSERT ON stock
    FOR EACH ROW EXECUTE FUNCTION first_sale_needs_the_current_world();

-- Which departures a booking hangs on. It is never taken off: a journey that was cancelled
-- is not followed.
CREATE TABLE booking_departures (
    flight uuid NOT NULL,
    date date NOT NULL,
    booking uuid NOT NULL,
    PRIMARY KEY (flight, date, booking)
);

CREATE INDEX booking_departures_by_date ON booking_departures (date, flight);

-- Departures that changed and whose bookings have not followed yet.
CREATE TABLE touched_departures (
    flight uuid NOT NULL,
    date date NOT NULL,
    moved_to date,
    world bigint NOT NULL,
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (flight, date)
);

-- When the first open schedule change of a booking wants its answer.
ALTER TABLE bookings ADD answer_by timestamptz;
CREATE INDEX bookings_by_answer_by ON bookings (answer_by, id) WHERE answer_by IS NOT NULL;
