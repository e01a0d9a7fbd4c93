-- When the gateway is next asked about something that waits for it: one node asks, and about what
-- gave no answer later each time.
CREATE TABLE looks (
    -- EVENTS, REFUNDS, PAYMENTS or CLOSINGS.
    work text COLLATE "C" NOT NULL,
    -- Of the event, the refund or the payment.
    subject text COLLATE "C" NOT NULL,
    next_at timestamptz NOT NULL,
    times bigint NOT NULL,
    PRIMARY KEY (work, subject)
);

CREATE INDEX looks_by_next ON looks (next_at);
