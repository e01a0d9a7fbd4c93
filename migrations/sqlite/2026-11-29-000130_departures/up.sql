-- What operators decided about single departures, over what the timetable says. Changed with the
-- world alone.
CREATE TABLE amendments (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    -- Whether anything of it is left.
    in_force INTEGER NOT NULL,
    document TEXT NOT NULL
) STRICT;

CREATE INDEX amendments_in_force ON amendments (in_force);

-- Departures that do not fly, and how far their bookings have been told.
CREATE TABLE departure_cancellations (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    -- Its flight and date: each is cancelled once.
    departure TEXT NOT NULL UNIQUE,
    -- RUNNING or DONE.
    state TEXT NOT NULL,
    document TEXT NOT NULL
) STRICT;

CREATE INDEX departure_cancellations_running ON departure_cancellations (state, id);
