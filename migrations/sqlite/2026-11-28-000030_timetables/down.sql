-- Flights get ids of no meaning: what was sold cannot be found under them any more.
CREATE TABLE flights (
    id BLOB NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,
    operating_airline TEXT NOT NULL,
    origin TEXT NOT NULL,
    destination TEXT NOT NULL,
    departs INTEGER NOT NULL,
    arrives INTEGER NOT NULL,
    arrival_day_offset INTEGER NOT NULL,
    days TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    aircraft TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO flights
SELECT randomblob(16), number, operating_airline, origin, destination, departs, arrives,
    arrival_day_offset, days, valid_from, valid_until, aircraft
FROM schedules JOIN timetables USING (airline, stage);

DROP INDEX bookings_by_answer_by;
ALTER TABLE bookings DROP answer_by;
DROP TABLE touched_departures;
DROP TABLE booking_departures;
DROP TABLE stock;
CREATE TABLE stock (
    flight BLOB NOT NULL,
    date INTEGER NOT NULL,
    cabin TEXT NOT NULL,
    sold INTEGER NOT NULL CHECK (sold >= 0),
    PRIMARY KEY (flight, date, cabin)
) STRICT, WITHOUT ROWID;

CREATE INDEX stock_by_date ON stock (date);
DELETE FROM world_facts WHERE name = 'carry_over';
DROP TABLE schedules;
DROP TABLE timetables;
DROP TABLE stages;
DROP TABLE world;
