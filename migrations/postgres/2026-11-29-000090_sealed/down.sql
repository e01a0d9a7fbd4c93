ALTER TABLE bookings DROP COLUMN sealed_with;
