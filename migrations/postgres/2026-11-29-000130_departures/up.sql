-- What operators decided about single departures, over what the timetable says. Changed with the
-- world alone.
CREATE TABLE amendments (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    -- Whether anything of it is left.
    in_force boolean NOT NULL,
    document json NOT NULL
);

CREATE INDEX amendments_in_force ON amendments (in_force);

-- Departures that do not fly, and how far their bookings have been told.
CREATE TABLE departure_cancellations (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    -- Its flight and date: each is cancelled once.
    departure text COLLATE "C" NOT NULL UNIQUE,
    -- RUNNING or DONE.
    state text COLLATE "C" NOT NULL,
    document json NOT NULL
);

CREATE INDEX departure_cancellations_running ON departure_cancellations (state, id);
