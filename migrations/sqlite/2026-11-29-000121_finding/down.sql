DROP TRIGGER words_of_changed_booking;
DROP TRIGGER words_of_new_booking;
DROP TABLE booking_words;
DROP INDEX bookings_unindexed;
ALTER TABLE bookings DROP COLUMN created_at;
ALTER TABLE bookings DROP COLUMN words;
