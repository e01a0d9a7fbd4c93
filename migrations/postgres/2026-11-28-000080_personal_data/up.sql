-- What an owner may take along, and have erased.

-- Since when an account is being erased. Its row is empty from then on.
ALTER TABLE users ADD leaving_at timestamptz;
CREATE INDEX users_leaving ON users (id) WHERE leaving_at IS NOT NULL;

-- The logins of an account are listed, and end with it.
CREATE INDEX sessions_by_account ON sessions (account, id);

-- What an event is about: our id of a payment or refund, else the gateway's. Null in what older releases wrote, which is gone a
-- week after it was acted on.
ALTER TABLE gateway_events ADD subject text COLLATE "C";
CREATE INDEX gateway_events_by_subject ON gateway_events (subject) WHERE subject IS NOT NULL;

-- Whether the people of a booking were erased; and while they were not, when the booking is over.
-- What an older release wrote says neither.
ALTER TABLE bookings ADD is_erased boolean NOT NULL DEFAULT false;
ALTER TABLE bookings ADD over_at timestamptz;
CREATE INDEX bookings_by_over_at ON bookings (over_at) WHERE over_at IS NOT NULL;
CREATE INDEX bookings_undated ON bookings (id) WHERE over_at IS NULL AND NOT is_erased;

-- Documents whose file is to be deleted.
ALTER TABLE documents ADD is_erasing boolean NOT NULL DEFAULT false;
CREATE INDEX documents_erasing ON documents (id) WHERE is_erasing;
