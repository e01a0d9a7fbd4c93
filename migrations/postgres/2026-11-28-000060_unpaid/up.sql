-- How many seats an account holds without having paid is asked at every booking.
CREATE INDEX bookings_unpaid ON bookings (owner) WHERE due_by IS NOT NULL;
