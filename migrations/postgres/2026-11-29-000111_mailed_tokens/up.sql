-- What is mailed to people so that they prove to read it, and who works for the house.

CREATE TABLE mailed_tokens (
    hash bytea PRIMARY KEY,
    account uuid NOT NULL REFERENCES users (id),
    purpose text COLLATE "C" NOT NULL CHECK (purpose IN ('RESET_PASSWORD', 'PROVE_EMAIL')),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE INDEX mailed_tokens_by_account ON mailed_tokens (account, purpose);
CREATE INDEX users_by_role ON users (role, id);
