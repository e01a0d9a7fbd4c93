-- How many travellers of a departure have each special service.
CREATE TABLE services (
    flight BLOB NOT NULL,
    date INTEGER NOT NULL,
    code TEXT NOT NULL,
    taken INTEGER NOT NULL CHECK (taken >= 0),
    PRIMARY KEY (flight, date, code)
) STRICT, WITHOUT ROWID;
