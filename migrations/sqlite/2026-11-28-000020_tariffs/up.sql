-- What is sold by: the text of each tariff that was loaded, kept because offers and tickets name
-- the version that priced them. The newest is in use.

CREATE TABLE tariffs (
    version INTEGER NOT NULL PRIMARY KEY,
    -- The file it came from, for people.
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    -- Unix microseconds.
    loaded_at INTEGER NOT NULL
) STRICT;
