-- What clients were told and what the gateway says, beside what the store has; and its
-- documents, opened for joining. All of it lasts as long as the connection.

CREATE TEMP TABLE promised (
    reference text NOT NULL,
    status text NOT NULL,
    tickets int NOT NULL,
    passengers int NOT NULL
);

CREATE TEMP TABLE charged (intent text NOT NULL, amount bigint NOT NULL, reference text NOT NULL);

CREATE TEMP TABLE given_back (refund text NOT NULL, intent text NOT NULL, amount bigint NOT NULL);

CREATE TEMP VIEW opened AS
SELECT id AS booking, reference, status, body, body -> 'state' AS state,
    (body -> 'state') ? 'CONFIRMED' AS is_paid
FROM bookings, LATERAL (SELECT document::jsonb AS body) AS it;

CREATE TEMP VIEW journeys AS
SELECT booking, reference, is_paid, journey,
    (SELECT count(*) FROM jsonb_array_elements(body -> 'passengers') AS it
        WHERE it ->> 'kind' <> 'INFANT') AS places,
    NOT (state ? 'EXPIRED') AND NOT COALESCE(
        (state #> '{CONFIRMED,cancelled}') @> jsonb_build_array(journey -> 'direction'), false
    ) AS is_live,
    (SELECT sum(((it ->> 'base')::bigint + (it ->> 'taxes')::bigint) * (it ->> 'count')::bigint)
        FROM jsonb_array_elements(journey #> '{offer,per_passenger}') AS it)
        + (journey ->> 'extra_baggage')::bigint - (journey ->> 'discount')::bigint AS price
FROM opened, jsonb_array_elements(body -> 'journeys') AS journey;

CREATE TEMP VIEW held AS
SELECT booking, places, segment ->> 'flight' AS flight, segment ->> 'date' AS date,
    journey #>> '{offer,cabin}' AS cabin, journey -> 'seats' -> (number::int - 1) AS seats
FROM journeys,
    jsonb_array_elements(journey #> '{offer,segments}') WITH ORDINALITY AS it (segment, number)
WHERE is_live;

CREATE TEMP VIEW held_seats AS
SELECT booking, flight, date, seat FROM held, jsonb_array_elements_text(seats) AS seat
WHERE seat IS NOT NULL;

CREATE TEMP VIEW attempts AS
SELECT booking, intent, is_live, (document ->> 'amount')::bigint AS amount,
    (document::jsonb -> 'state') ? 'SUCCEEDED' AS succeeded
FROM payments;

CREATE TEMP VIEW returned AS
SELECT booking, gateway AS refund, is_finished, (document ->> 'amount')::bigint AS amount
FROM refunds;

CREATE TEMP VIEW charges AS
SELECT booking, (line ->> 'charge')::bigint + (line ->> 'taxes_kept')::bigint AS amount
FROM cancellations, json_array_elements((document -> 'lines')::json) AS line
WHERE (document::jsonb -> 'state') ? 'CONFIRMED';

CREATE TEMP VIEW papers AS
SELECT booking, document #>> '{kind,TICKET}' AS ticket,
    (document::jsonb -> 'state') ? 'READY' AS is_ready
FROM documents;
