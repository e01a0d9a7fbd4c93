-- Documents that could not be made: somebody has to look.
ALTER TABLE documents ADD is_failed boolean NOT NULL DEFAULT false;
UPDATE documents SET is_failed = true WHERE document ->> 'state' = 'FAILED';
CREATE INDEX documents_failed ON documents (created_at, id) WHERE is_failed;
