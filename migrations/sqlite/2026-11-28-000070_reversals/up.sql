-- Where a person has to look: REVERSALS, when the gateway moved money of it back without our asking.
ALTER TABLE payments ADD COLUMN queue TEXT;
CREATE INDEX payments_queued ON payments (queue) WHERE queue IS NOT NULL;
