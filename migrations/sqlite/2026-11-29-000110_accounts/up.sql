-- Agents; keys with a name and scopes; accounts that are blocked, or whose address is proved.

-- What a column may hold cannot be changed: another one takes its place.
ALTER TABLE users ADD new_role TEXT NOT NULL DEFAULT 'CUSTOMER'
    CHECK (new_role IN ('CUSTOMER', 'AGENT', 'ADMIN'));
UPDATE users SET new_role = role;
ALTER TABLE users DROP COLUMN role;
ALTER TABLE users RENAME COLUMN new_role TO role;

-- Since when none of its keys and sessions opens anything.
ALTER TABLE users ADD blocked_at INTEGER;
-- When a link that was mailed to the address was followed.
ALTER TABLE users ADD email_proved_at INTEGER;

ALTER TABLE api_keys ADD name TEXT;
-- Keys of before may do all that their user may.
ALTER TABLE api_keys ADD scopes TEXT NOT NULL DEFAULT 'search book pay cancel account admin';
