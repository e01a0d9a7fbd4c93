-- When the gateway is next asked about something that waits for it: about what gave no answer
-- later each time.
CREATE TABLE looks (
    -- EVENTS, REFUNDS, PAYMENTS or CLOSINGS.
    work TEXT NOT NULL,
    -- Of the event, the refund or the payment.
    subject TEXT NOT NULL,
    next_at INTEGER NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (work, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX looks_by_next ON looks (next_at);
