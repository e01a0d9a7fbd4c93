-- Accounts, what they hold to prove themselves, and answers kept under idempotency keys.
--
-- In every table: ids are UUIDs that sort by age, instants are kept to the microsecond,
-- amounts are minor units. Codes compare by their bytes (COLLATE "C"), which needs no
-- knowledge of languages. Foreign keys hold parts to their whole; across subjects an id
-- is just an id.

-- Undoes the statement that asks for it. A commit is one statement, so this is how it
-- is refused: the number tells which of its conditions did not hold.
CREATE FUNCTION refuse(condition integer) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a condition of the commit does not hold'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'refused', DETAIL = condition;
END
$$;

CREATE TABLE users (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    -- The address in small letters: one account for each.
    email_key text COLLATE "C" NOT NULL UNIQUE,
    password_hash text NOT NULL,
    given_name text NOT NULL,
    family_name text NOT NULL,
    phone text,
    role text COLLATE "C" NOT NULL CHECK (role IN ('CUSTOMER', 'ADMIN')),
    created_at timestamptz NOT NULL
);

CREATE TABLE api_keys (
    id uuid PRIMARY KEY,
    account uuid NOT NULL REFERENCES users (id),
    hash bytea NOT NULL UNIQUE,
    hint text NOT NULL,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
);

CREATE INDEX api_keys_by_account ON api_keys (account, id);

CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    account uuid NOT NULL REFERENCES users (id),
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
);

CREATE TABLE refresh_tokens (
    hash bytea PRIMARY KEY,
    session uuid NOT NULL REFERENCES sessions (id),
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);

CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session);
CREATE INDEX refresh_tokens_by_expiry ON refresh_tokens (expires_at);

-- Rows come and go by the thousand: they are looked after sooner than the default, which
-- waits for a fifth of the table.
CREATE TABLE answers (
    account uuid NOT NULL,
    operation text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    fingerprint bytea NOT NULL,
    status integer NOT NULL,
    body text NOT NULL,
    answered_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (account, operation, key)
) WITH (autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX answers_by_expiry ON answers (expires_at);
