-- Documents that could not be made: somebody has to look.
ALTER TABLE documents ADD is_failed INTEGER NOT NULL DEFAULT 0;
UPDATE documents SET is_failed = 1 WHERE json_extract(document, '$.state') = 'FAILED';
CREATE INDEX documents_failed ON documents (created_at, id) WHERE is_failed;
