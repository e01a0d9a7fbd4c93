-- Tokens that have expired are looked for in every sweep.

CREATE INDEX refresh_tokens_by_expiry ON refresh_tokens (expires_at);
