DROP INDEX bookings_unpaid;
