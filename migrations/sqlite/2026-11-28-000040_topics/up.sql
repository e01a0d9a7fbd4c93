-- Where a message goes, so that whoever passes it on need not read it. Null of what release
-- 0.1.0 wrote, which may be at work beside this one: there the message tells.
ALTER TABLE outbox ADD COLUMN topic TEXT;
