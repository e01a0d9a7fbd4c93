DROP INDEX users_by_role;
DROP TABLE mailed_tokens;
