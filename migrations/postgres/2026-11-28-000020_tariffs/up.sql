-- What is sold by: the text of each tariff that was loaded, kept because offers and tickets name
-- the version that priced them. The newest is in use.

CREATE TABLE tariffs (
    version integer PRIMARY KEY,
    -- The file it came from, for people.
    name text NOT NULL,
    text text NOT NULL,
    loaded_at timestamptz NOT NULL
);
