-- With whom a party is told to act: reports by partner, the most frequent first.
-- Grain: one row a partner; an act that two documents tell counts twice. Negated and hypothetical acts are left out.
SELECT
    partner,
    count(*) AS reports,
    count(*) FILTER (WHERE type = 'CONSULT') AS meetings,
    count(*) FILTER (WHERE type = 'AGREE') AS promises,
    count(*) FILTER (WHERE type = 'SUPPORT') AS support,
    count(*) FILTER (WHERE type IN ('COOPERATE', 'AID')) AS deeds,
    count(*) FILTER (WHERE initiator = partner) AS partner_initiated,
    min(first_day) AS earliest,
    max(last_day) AS latest
FROM (
    SELECT
        unnest(list_distinct(list_concat(actors, recipients))) AS partner,
        actors, recipients, type, initiator, status, first_day, last_day
    FROM events
)
WHERE list_contains(list_concat(actors, recipients), $party)
    AND partner <> $party
    AND status NOT IN ('negated', 'hypothetical')
GROUP BY partner
ORDER BY count(*) DESC, partner;
