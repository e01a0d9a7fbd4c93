-- The trace that a message belongs to, while traces are exported.
ALTER TABLE outbox ADD trace text;
