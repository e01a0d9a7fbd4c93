-- What is sold of each flight, day and cabin is what live bookings hold.
SELECT count(*) FILTER (WHERE sold IS DISTINCT FROM wanted) AS wrong,
    count(*) AS cabins, sum(sold) AS sold, sum(wanted) AS held
FROM (
    SELECT COALESCE(stock.sold, 0) AS sold, COALESCE(live.places, 0) AS wanted
    FROM stock
    FULL JOIN (
        SELECT flight, date, cabin, sum(places) AS places FROM held GROUP BY 1, 2, 3
    ) AS live
        ON live.flight = stock.flight::text AND live.date = stock.date::text
        AND live.cabin = stock.cabin
) AS both_sides;

-- No seat is given twice.
SELECT count(*) - count(DISTINCT (flight, date, seat)) AS wrong, count(*) AS seats
FROM held_seats;

-- The seats of live bookings are the seats that are claimed, one by one.
SELECT count(*) FILTER (WHERE claim.seat IS NULL OR held_seats.seat IS NULL) AS wrong,
    count(claim.seat) AS claimed, count(held_seats.seat) AS held
FROM seat_claims AS claim
FULL JOIN held_seats
    ON held_seats.flight = claim.flight::text AND held_seats.date = claim.date::text
    AND held_seats.seat = claim.seat AND held_seats.booking = claim.booking;

-- Every passenger with a live ticket has a seat on every flight.
SELECT count(*) FILTER (WHERE given IS DISTINCT FROM places) AS wrong, sum(places) AS places
FROM (
    SELECT held.places,
        (SELECT count(seat) FROM jsonb_array_elements_text(held.seats) AS seat) AS given
    FROM held JOIN opened USING (booking) WHERE is_paid
) AS flown;

-- Every booking that a client was told of is there, as the client was told.
SELECT count(*) FILTER (
        WHERE opened.status IS DISTINCT FROM promised.status
        -- A hold may have ended since.
        AND (promised.status, opened.status) IS DISTINCT FROM ('PENDING_PAYMENT', 'EXPIRED')
    ) AS wrong,
    count(*) AS told,
    count(*) FILTER (WHERE promised.status = 'CONFIRMED') AS confirmed,
    count(*) FILTER (WHERE promised.status = 'CANCELLED') AS cancelled,
    count(*) FILTER (WHERE promised.status = 'PARTIALLY_CANCELLED') AS partly_cancelled,
    count(*) FILTER (WHERE promised.status = 'PENDING_PAYMENT') AS never_paid
FROM promised LEFT JOIN opened USING (reference);

-- No hold ended before its time, whatever the clock of a node said.
SELECT count(*) FILTER (WHERE (state #>> '{EXPIRED,due_by}')::timestamptz > now()) AS wrong,
    count(*) FILTER (WHERE state ? 'EXPIRED') AS ended,
    count(*) FILTER (WHERE state ? 'PENDING_PAYMENT') AS held
FROM opened;

-- No booking is there that no client was told of: a repeated call books once.
SELECT count(*) FILTER (WHERE promised.reference IS NULL) AS wrong, count(*) AS bookings
FROM opened LEFT JOIN promised USING (reference);

-- Every paid booking has a number for each ticket and passenger, kept once and shown as kept.
SELECT count(*) FILTER (
        WHERE kept IS DISTINCT FROM wanted OR shown IS DISTINCT FROM wanted
    ) + abs(sum(kept) - (SELECT count(*) FROM ticket_numbers)) AS wrong,
    sum(wanted) AS wanted, sum(kept) AS kept
FROM (
    SELECT promised.tickets * promised.passengers AS wanted,
        (SELECT count(*) FROM ticket_numbers WHERE ticket_numbers.booking = opened.booking) AS kept,
        (SELECT count(DISTINCT numbers.number)
            FROM jsonb_array_elements(state #> '{CONFIRMED,ticket_numbers}') AS ticket,
                jsonb_array_elements_text(ticket) AS shown (number),
                ticket_numbers AS numbers
            WHERE numbers.number = shown.number AND numbers.booking = opened.booking
        ) AS shown
    FROM opened LEFT JOIN promised USING (reference) WHERE is_paid
) AS counted;

-- Every ticket of a paid booking has a document that is ready.
SELECT count(*) FILTER (WHERE ready = 0) AS wrong, count(*) AS tickets, sum(ready) AS documents
FROM (
    SELECT (SELECT count(*) FROM papers
            WHERE papers.booking = opened.booking
            AND papers.ticket = issued ->> 'id' AND is_ready) AS ready
    FROM opened, jsonb_array_elements(body -> 'tickets') AS issued WHERE is_paid
) AS counted;

-- Every document is made.
SELECT count(*) FILTER (WHERE NOT is_ready) AS wrong, count(*) AS documents FROM papers;

-- Every paid booking was paid once, and nobody is being charged still.
SELECT count(*) FILTER (
        WHERE succeeded <> CASE WHEN is_paid THEN 1 ELSE 0 END OR live > 0
    ) AS wrong,
    count(*) AS bookings, sum(succeeded) AS payments
FROM (
    SELECT is_paid,
        (SELECT count(*) FROM attempts
            WHERE attempts.booking = opened.booking AND attempts.succeeded) AS succeeded,
        (SELECT count(*) FROM attempts
            WHERE attempts.booking = opened.booking AND is_live) AS live
    FROM opened
) AS counted;

-- What was taken is the price of what is live, what went back, and what a cancellation keeps.
SELECT count(*) FILTER (WHERE taken <> live + back + kept) AS wrong,
    sum(taken) AS taken, sum(live) AS live, sum(back) AS back, sum(kept) AS kept
FROM (
    SELECT
        (SELECT COALESCE(sum(amount), 0) FROM attempts
            WHERE attempts.booking = opened.booking AND succeeded) AS taken,
        (SELECT COALESCE(sum(price), 0) FROM journeys
            WHERE journeys.booking = opened.booking AND is_live AND journeys.is_paid) AS live,
        (SELECT COALESCE(sum(amount), 0) FROM returned
            WHERE returned.booking = opened.booking AND is_finished) AS back,
        (SELECT COALESCE(sum(amount), 0) FROM charges
            WHERE charges.booking = opened.booking) AS kept
    FROM opened
) AS money;

-- Every refund has gone through.
SELECT count(*) FILTER (WHERE NOT is_finished) AS wrong, count(*) AS refunds FROM returned;

-- What the gateway took is what the books say, payment by payment.
SELECT count(*) FILTER (WHERE charged.amount IS DISTINCT FROM book.amount) AS wrong,
    count(charged.intent) AS charges, sum(charged.amount) AS taken
FROM charged FULL JOIN (SELECT * FROM attempts WHERE succeeded) AS book USING (intent);

-- The gateway charged nobody twice, and nobody without a booking.
SELECT count(*) - count(DISTINCT charged.reference)
        + count(*) FILTER (WHERE opened.is_paid IS NOT TRUE) AS wrong,
    count(*) AS charges, count(DISTINCT charged.reference) AS bookings
FROM charged LEFT JOIN opened USING (reference);

-- What the gateway gave back is what the books say, refund by refund.
SELECT count(*) FILTER (WHERE given_back.amount IS DISTINCT FROM book.amount) AS wrong,
    count(given_back.refund) AS refunds, sum(given_back.amount) AS given_back
FROM given_back FULL JOIN (SELECT * FROM returned WHERE amount > 0) AS book USING (refund);

-- No message waits in the outbox.
SELECT count(*) FILTER (WHERE sent_at IS NULL) AS wrong, count(*) AS messages FROM outbox;

-- Every event of the gateway is settled.
SELECT count(*) FILTER (WHERE settled_at IS NULL) AS wrong, count(*) AS events
FROM gateway_events;
