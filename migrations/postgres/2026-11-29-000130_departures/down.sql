DROP TABLE departure_cancellations;
DROP TABLE amendments;
