ALTER TABLE api_keys DROP COLUMN scopes;
ALTER TABLE api_keys DROP COLUMN name;
ALTER TABLE users DROP COLUMN email_proved_at;
ALTER TABLE users DROP COLUMN blocked_at;
UPDATE users SET role = 'CUSTOMER' WHERE role = 'AGENT';
ALTER TABLE users DROP CONSTRAINT users_role_check,
    ADD CONSTRAINT users_role_check CHECK (role IN ('CUSTOMER', 'ADMIN'));
