DROP TABLE documents;
DROP TABLE refunds;
DROP TABLE cancellations;
DROP TABLE payments;
DROP TABLE ticket_numbers;
DROP TABLE bookings;
