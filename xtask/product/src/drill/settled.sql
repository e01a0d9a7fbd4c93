-- What is still on its way: messages, events, refunds, documents. Zero when all has settled.
SELECT (SELECT count(*) FROM outbox WHERE sent_at IS NULL)
    + (SELECT count(*) FROM gateway_events WHERE settled_at IS NULL)
    + (SELECT count(*) FROM refunds WHERE NOT is_finished)
    + (SELECT count(*) FROM documents WHERE NOT (document::jsonb -> 'state') ? 'READY')
