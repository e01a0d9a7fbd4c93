-- A fare may have conditions; each that is not set always holds. Dates are local dates of
-- departure, both included; `1457` are days of the week, and 1 is Monday.
ALTER TABLE fares
    DROP CONSTRAINT fares_pkey,
    ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ADD COLUMN flight text COLLATE "C",
    ADD COLUMN travel_from date,
    ADD COLUMN travel_until date,
    ADD COLUMN days text COLLATE "C",
    ADD COLUMN book_days_before integer,
    ADD COLUMN brand text COLLATE "C";

-- Two fares that are the same in all but the amount are one, so an absent condition is a
-- value here: no text is empty, no dates or days are as low.
CREATE UNIQUE INDEX fares_by_conditions ON fares (
    origin, airline, destination, cabin, coalesce(flight, ''),
    coalesce(travel_from, '-infinity'::date), coalesce(travel_until, '-infinity'::date),
    coalesce(days, ''), coalesce(book_days_before, -1), coalesce(brand, '')
);
