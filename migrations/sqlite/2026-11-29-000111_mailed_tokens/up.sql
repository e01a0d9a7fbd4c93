-- What is mailed to people so that they prove to read it, and who works for the house.

CREATE TABLE mailed_tokens (
    hash BLOB NOT NULL PRIMARY KEY,
    user BLOB NOT NULL REFERENCES users (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('RESET_PASSWORD', 'PROVE_EMAIL')),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX mailed_tokens_by_user ON mailed_tokens (user, purpose);
CREATE INDEX users_by_role ON users (role, id);
