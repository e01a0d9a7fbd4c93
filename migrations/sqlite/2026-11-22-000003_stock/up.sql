-- What is sold or held. A row appears with the first sale; neither table can be oversold,
-- whatever the code above does.

CREATE TABLE stock (
    flight BLOB NOT NULL,
    date INTEGER NOT NULL,
    cabin TEXT NOT NULL,
    sold INTEGER NOT NULL CHECK (sold >= 0),
    PRIMARY KEY (flight, date, cabin)
) STRICT, WITHOUT ROWID;

CREATE INDEX stock_by_date ON stock (date);

CREATE TABLE seat_claims (
    flight BLOB NOT NULL,
    date INTEGER NOT NULL,
    seat TEXT NOT NULL,
    booking BLOB NOT NULL,
    PRIMARY KEY (flight, date, seat)
) STRICT, WITHOUT ROWID;
