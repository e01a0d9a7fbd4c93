-- What is sold or held. A row appears with the first sale; neither table can be oversold,
-- whatever the code above does.

-- Half of each page stays free: a count is written anew for every booking, and beside the
-- old one it needs no new index entries and is tidied up in passing.
CREATE TABLE stock (
    flight uuid NOT NULL,
    date date NOT NULL,
    cabin text COLLATE "C" NOT NULL,
    sold integer NOT NULL CHECK (sold >= 0),
    PRIMARY KEY (flight, date, cabin)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX stock_by_date ON stock (date);

CREATE TABLE seat_claims (
    flight uuid NOT NULL,
    date date NOT NULL,
    seat text COLLATE "C" NOT NULL,
    booking uuid NOT NULL,
    PRIMARY KEY (flight, date, seat)
);
