DROP INDEX documents_failed;
ALTER TABLE documents DROP COLUMN is_failed;
