ALTER TABLE api_keys DROP COLUMN scopes;
ALTER TABLE api_keys DROP COLUMN name;
ALTER TABLE users DROP COLUMN email_proved_at;
ALTER TABLE users DROP COLUMN blocked_at;
ALTER TABLE users ADD old_role TEXT NOT NULL DEFAULT 'CUSTOMER'
    CHECK (old_role IN ('CUSTOMER', 'ADMIN'));
UPDATE users SET old_role = role WHERE role = 'ADMIN';
ALTER TABLE users DROP COLUMN role;
ALTER TABLE users RENAME COLUMN old_role TO role;
