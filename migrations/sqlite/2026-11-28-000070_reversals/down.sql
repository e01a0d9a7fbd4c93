DROP INDEX payments_to_look_at;
ALTER TABLE payments DROP COLUMN is_to_be_looked_at;
