-- Most of what one booking writes, in six round trips: the answer under its idempotency key, a place
-- of a flight, the booking with the words that it is found by, a message. The documents are those
-- of a real booking. Its departures and its event are left out.
--
--   pgbench -n -M prepared -f booking.sql -D hot=0 -D answer='…' -D booking='…' -D words='…' -D message='…'
\set flight random(1, 12631)
\set day random(0, 29)
\if :hot
\set flight 0
\set day 0
\endif
\set name random(1, 281474976710655)
BEGIN;
INSERT INTO answers (account, operation, key, fingerprint, status, body, answered_at, expires_at) VALUES ('00000000-0000-7000-8000-000000000001', 'POST /v1/bookings', :name::bigint::text, '\x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 201, :answer::text, now(), now() + interval '1 day');
INSERT INTO stock AS there (flight, date, cabin, sold, capacity, world) VALUES (('00000000-0000-7000-9000-' || lpad(to_hex(:flight::bigint), 12, '0'))::uuid, date '2026-12-01' + :day::int, 'ECONOMY', 1, 100000000, (SELECT version FROM world)) ON CONFLICT (flight, date, cabin) DO UPDATE SET sold = there.sold + 1 WHERE there.sold + 1 <= there.capacity AND there.world <= excluded.world;
INSERT INTO bookings (id, version, reference, owner, status, due_by, document, words, created_at, over_at) VALUES ((lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7000' || '8000' || lpad(to_hex(:name::bigint), 12, '0'))::uuid, 1, :name::bigint::text, '00000000-0000-7000-8000-000000000001', 'PENDING_PAYMENT', now() + interval '15 minutes', :booking::json, :words::text, now(), now() + interval '60 days');
INSERT INTO outbox (topic, body) VALUES ('broadcast', :message::text);
COMMIT;
