-- A fare may have conditions; each that is not set always holds.
CREATE TABLE conditional_fares (
    id INTEGER PRIMARY KEY,
    origin TEXT NOT NULL,
    airline TEXT NOT NULL,
    destination TEXT NOT NULL,
    cabin TEXT NOT NULL,
    base INTEGER NOT NULL,
    flight TEXT,
    -- Local dates of departure, both included.
    travel_from INTEGER,
    travel_until INTEGER,
    -- `1457`: 1 is Monday.
    days TEXT,
    book_days_before INTEGER,
    brand TEXT
) STRICT;

INSERT INTO conditional_fares (origin, airline, destination, cabin, base)
SELECT origin, airline, destination, cabin, base FROM fares;

DROP TABLE fares;
ALTER TABLE conditional_fares RENAME TO fares;

-- Two fares that are the same in all but the amount are one, so an absent condition is a
-- value here: no text is empty, no day of a fare is before the first Julian day.
CREATE UNIQUE INDEX fares_by_conditions ON fares (
    origin, airline, destination, cabin, coalesce(flight, ''), coalesce(travel_from, -1),
    coalesce(travel_until, -1), coalesce(days, ''), coalesce(book_days_before, -1),
    coalesce(brand, '')
);
