DROP TRIGGER words_of_changed_booking ON bookings;
DROP TRIGGER words_of_new_booking ON bookings;
DROP FUNCTION put_words_of_booking;
DROP TABLE booking_words;
DROP INDEX bookings_unindexed;
ALTER TABLE bookings DROP COLUMN created_at;
ALTER TABLE bookings DROP COLUMN words;
