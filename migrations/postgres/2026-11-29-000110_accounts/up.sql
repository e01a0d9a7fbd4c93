-- Agents; keys with a name and scopes; accounts that are blocked, or whose address is proved.

ALTER TABLE users DROP CONSTRAINT users_role_check,
    ADD CONSTRAINT users_role_check CHECK (role IN ('CUSTOMER', 'AGENT', 'ADMIN'));

-- Since when none of its keys and sessions opens anything.
ALTER TABLE users ADD blocked_at timestamptz;
-- When a link that was mailed to the address was followed.
ALTER TABLE users ADD email_proved_at timestamptz;

ALTER TABLE api_keys ADD name text;
-- Keys of before may do all that their user may.
ALTER TABLE api_keys
    ADD scopes text COLLATE "C" NOT NULL DEFAULT 'search book pay cancel account admin';
