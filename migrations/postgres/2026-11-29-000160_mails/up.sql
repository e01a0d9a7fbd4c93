-- Letters on their way: what each is about, and to whom, by ids. The address and the words are read
-- when it is sent.
CREATE TABLE mails (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    -- Of each there is one mail.
    cause text NOT NULL UNIQUE,
    -- An account or a booking.
    recipient uuid NOT NULL,
    -- WAITING, SENT, FAILED or DROPPED.
    state text NOT NULL,
    -- When a sweeper looks, while it waits.
    next_at timestamptz,
    -- When it was sent, given up or dropped.
    ended_at timestamptz,
    document json NOT NULL
);

CREATE INDEX mails_by_recipient ON mails (recipient, id);
CREATE INDEX mails_due ON mails (next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX mails_by_state ON mails (state, id);
CREATE INDEX mails_ended ON mails (ended_at) WHERE ended_at IS NOT NULL;
