-- Fares with conditions cannot be told in the old form and are dropped.
CREATE TABLE plain_fares (
    origin TEXT NOT NULL,
    airline TEXT NOT NULL,
    destination TEXT NOT NULL,
    cabin TEXT NOT NULL,
    base INTEGER NOT NULL,
    PRIMARY KEY (origin, airline, destination, cabin)
) STRICT, WITHOUT ROWID;

INSERT INTO plain_fares (origin, airline, destination, cabin, base)
SELECT origin, airline, destination, cabin, base FROM fares
WHERE flight IS NULL AND travel_from IS NULL AND travel_until IS NULL AND days IS NULL
    AND book_days_before IS NULL AND brand IS NULL;

DROP TABLE fares;
ALTER TABLE plain_fares RENAME TO fares;
