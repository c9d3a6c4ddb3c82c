-- The events of a store in the order of time, each with its document and its evidence.
-- Grain: one row an event of a document. A condition that is null does not select.
SELECT
    d.id,
    e.position AS event,
    e.type,
    e.mode,
    e.contexts,
    e.actors,
    e.recipients,
    e.initiator,
    e.date,
    e.date_precision,
    e.status,
    e.promise,
    e.place,
    e.attribution,
    d.published,
    d.source,
    d.url,
    v.evidence,
    e.rules
FROM events AS e
JOIN documents AS d USING (document)
LEFT JOIN (
    SELECT owner, list(text ORDER BY position) AS evidence
    FROM evidence
    WHERE kind = 'event'
    GROUP BY owner
) AS v ON v.owner = e.event
WHERE list_has_all(list_concat(e.actors, e.recipients), $parties::VARCHAR[])
    AND (len($types::VARCHAR[]) = 0 OR list_contains($types::VARCHAR[], e.type))
    AND ($since::DATE IS NULL OR coalesce(e.last_day, d.published) >= $since::DATE)
    AND ($until::DATE IS NULL OR coalesce(e.first_day, d.published) <= $until::DATE)
ORDER BY coalesce(e.first_day, d.published), d.published, d.id, e.position;
