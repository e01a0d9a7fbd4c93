-- Whether the gateway moved money of it back without our asking, and nobody has noted why.
ALTER TABLE payments ADD COLUMN is_to_be_looked_at BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX payments_to_look_at ON payments (id) WHERE is_to_be_looked_at;
