DROP INDEX bookings_unposted;
ALTER TABLE bookings DROP COLUMN posted_as;
DROP TABLE given_back;
DROP TABLE sales;
