DROP INDEX payments_queued;
ALTER TABLE payments DROP COLUMN queue;
