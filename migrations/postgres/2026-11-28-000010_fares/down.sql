-- Fares with conditions cannot be told in the old form and are dropped.
DROP INDEX fares_by_conditions;

DELETE FROM fares
WHERE flight IS NOT NULL OR travel_from IS NOT NULL OR travel_until IS NOT NULL
    OR days IS NOT NULL OR book_days_before IS NOT NULL OR brand IS NOT NULL;

ALTER TABLE fares
    DROP COLUMN id,
    DROP COLUMN flight,
    DROP COLUMN travel_from,
    DROP COLUMN travel_until,
    DROP COLUMN days,
    DROP COLUMN book_days_before,
    DROP COLUMN brand,
    ADD PRIMARY KEY (origin, airline, destination, cabin);
