DROP TABLE outbox;
DROP TABLE gateway_events;
