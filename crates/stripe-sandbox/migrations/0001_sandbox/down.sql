DROP TABLE idempotency_keys;
DROP TABLE deliveries;
DROP TABLE events;
DROP TABLE objects;
