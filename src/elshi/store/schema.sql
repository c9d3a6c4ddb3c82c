-- What a store holds, as views over its two Delta tables: one comment a view and a column.
-- stored_documents has one row a document with its layers nested; stored_runs one row a run.

CREATE VIEW documents AS
SELECT
    document,
    id,
    published,
    lang,
    left(text, title_stop) AS title,
    text,
    outlet_country,
    url,
    source,
    error IS NULL AS coded,
    len(events) AS events,
    len(statements) AS statements,
    version,
    data_digest,
    run
FROM stored_documents
WHERE text IS NOT NULL;

COMMENT ON VIEW documents IS 'One row for each article: what was read.';
COMMENT ON COLUMN documents.document IS 'Key of the document: a hash of its id, text and date of publication.';
COMMENT ON COLUMN documents.id IS 'Id that the source gave, or the name of the file (and the number of its row).';
COMMENT ON COLUMN documents.published IS 'Date of publication.';
COMMENT ON COLUMN documents.lang IS 'Language, ISO 639-1.';
COMMENT ON COLUMN documents.title IS 'Title; empty where the article has none.';
COMMENT ON COLUMN documents.text IS 'Title, newline and body; every offset counts characters of it, from 0.';
COMMENT ON COLUMN documents.outlet_country IS 'State of the outlet, ISO 3166-1 alpha-3; null where unknown.';
COMMENT ON COLUMN documents.url IS 'Address of the article; null where not given.';
COMMENT ON COLUMN documents.source IS 'Name of the outlet; null where not given.';
COMMENT ON COLUMN documents.coded IS 'False where coding failed; errors says why.';
COMMENT ON COLUMN documents.events IS 'Number of events; null where coding failed.';
COMMENT ON COLUMN documents.statements IS 'Number of statements; null where coding failed.';
COMMENT ON COLUMN documents.version IS 'Version of elshi that coded it.';
COMMENT ON COLUMN documents.data_digest IS 'Digest of the language data that coded it.';
COMMENT ON COLUMN documents.run IS 'Run that wrote this row.';

CREATE VIEW nested_events AS
SELECT document, published, lang, outlet_country, event, position, item
FROM (
    SELECT
        document,
        published,
        lang,
        outlet_country,
        unnest(event_ids) AS event,
        unnest(generate_series(1, len(events))) AS position,
        unnest(events) AS item
    FROM stored_documents
    WHERE len(events) > 0
);

CREATE VIEW events AS
SELECT
    event,
    document,
    position,
    item.type AS type,
    item.mode AS mode,
    item.contexts AS contexts,
    list_transform(item.actors, lambda p: p.code) AS actors,
    list_transform(item.recipients, lambda p: p.code) AS recipients,
    item.initiator AS initiator,
    item.date AS date,
    try_cast(left(split_part(item.date, '/', 1) || '-01-01', 10) AS DATE) AS first_day,
    CASE length(split_part(item.date, '/', -1))
        WHEN 4 THEN try_cast(split_part(item.date, '/', -1) || '-12-31' AS DATE)
        WHEN 7 THEN last_day(try_cast(split_part(item.date, '/', -1) || '-01' AS DATE))
        ELSE try_cast(split_part(item.date, '/', -1) AS DATE)
    END AS last_day,
    item.date_precision AS date_precision,
    item.status AS status,
    item.promise AS promise,
    item.place AS place,
    item.attribution AS attribution,
    item.rules AS rules,
    published,
    lang,
    outlet_country
FROM nested_events;

COMMENT ON VIEW events IS 'One row for each act that a document reports: who did what to whom.';
COMMENT ON COLUMN events.event IS 'Key of the event: a hash of document, type, mode, promise, actors and recipients.';
COMMENT ON COLUMN events.document IS 'Key of the document that reports it.';
COMMENT ON COLUMN events.position IS 'Place among the events of the document, from 1.';
COMMENT ON COLUMN events.type IS 'PLOVER type: AGREE, CONSULT, SUPPORT ...';
COMMENT ON COLUMN events.mode IS 'How, per type: visit, sign, phone ...; null where none applies.';
COMMENT ON COLUMN events.contexts IS 'Why: energy, trade, military ...';
COMMENT ON COLUMN events.actors IS 'Party codes of those who act; all parties of a reciprocal act.';
COMMENT ON COLUMN events.recipients IS 'Party codes of those the act is directed at.';
COMMENT ON COLUMN events.initiator IS 'Party on whose initiative or invitation, where the text says so.';
COMMENT ON COLUMN events.date IS 'When the act takes place: ISO date (a month or a year where no day is told) or start/end; null where the text gives nothing.';
COMMENT ON COLUMN events.first_day IS 'First day of date, also where it is a month or a year.';
COMMENT ON COLUMN events.last_day IS 'Last day of date, also where it is a month or a year.';
COMMENT ON COLUMN events.date_precision IS 'stated, relative, or assumed from the date of publication.';
COMMENT ON COLUMN events.status IS 'actual, future, hypothetical, negated or historical.';
COMMENT ON COLUMN events.promise IS 'TYPE or TYPE/mode that is promised, asked for, refused or threatened.';
COMMENT ON COLUMN events.place IS 'ISO3 code, and the city where named.';
COMMENT ON COLUMN events.attribution IS 'Who asserts it; null: the outlet.';
COMMENT ON COLUMN events.rules IS 'Rules that made the event.';
COMMENT ON COLUMN events.published IS 'Date of publication of the document.';
COMMENT ON COLUMN events.lang IS 'Language of the document.';
COMMENT ON COLUMN events.outlet_country IS 'State of the outlet.';

CREATE VIEW event_parties AS
SELECT event, document, role, position, party.code AS code, party.office AS office, party.name AS name
FROM (
    SELECT
        event,
        document,
        'actor' AS role,
        unnest(generate_series(1, len(item.actors))) AS position,
        unnest(item.actors) AS party
    FROM nested_events
    UNION ALL
    SELECT
        event,
        document,
        'recipient' AS role,
        unnest(generate_series(1, len(item.recipients))) AS position,
        unnest(item.recipients) AS party
    FROM nested_events
);

COMMENT ON VIEW event_parties IS 'One row for each party of an event.';
COMMENT ON COLUMN event_parties.event IS 'Key of the event.';
COMMENT ON COLUMN event_parties.document IS 'Key of the document.';
COMMENT ON COLUMN event_parties.role IS 'actor or recipient.';
COMMENT ON COLUMN event_parties.position IS 'Place in its list, from 1.';
COMMENT ON COLUMN event_parties.code IS 'ISO 3166-1 alpha-3, abbreviation of an organisation, or slug of an accord.';
COMMENT ON COLUMN event_parties.office IS 'Who acts for the party: head-of-state, minister ...; null where not said.';
COMMENT ON COLUMN event_parties.name IS 'Name of the person; null where not said.';

CREATE VIEW nested_statements AS
SELECT document, published, lang, outlet_country, statement, position, item
FROM (
    SELECT
        document,
        published,
        lang,
        outlet_country,
        unnest(statement_ids) AS statement,
        unnest(generate_series(1, len(statements))) AS position,
        unnest(statements) AS item
    FROM stored_documents
    WHERE len(statements) > 0
);

CREATE VIEW statements AS
SELECT
    statement,
    document,
    position,
    item.speaker.name AS speaker_name,
    item.speaker.role AS speaker_role,
    item.speaker.code AS speaker_code,
    item.about AS about,
    item.stance AS stance,
    item.contexts AS contexts,
    item.rules AS rules,
    published,
    lang,
    outlet_country
FROM nested_statements;

COMMENT ON VIEW statements IS 'One row for each position that a speaker takes on parties.';
COMMENT ON COLUMN statements.statement IS 'Key of the statement: a hash of document, speaker and about.';
COMMENT ON COLUMN statements.document IS 'Key of the document that quotes it.';
COMMENT ON COLUMN statements.position IS 'Place among the statements of the document, from 1.';
COMMENT ON COLUMN statements.speaker_name IS 'Name of the speaker; null where not said.';
COMMENT ON COLUMN statements.speaker_role IS 'Role of the speaker; null where not said.';
COMMENT ON COLUMN statements.speaker_code IS 'Party of the speaker; null where not known.';
COMMENT ON COLUMN statements.about IS 'Party codes that it is about.';
COMMENT ON COLUMN statements.stance IS '-1 against, 0 neither, 1 for.';
COMMENT ON COLUMN statements.contexts IS 'Topics: energy, trade, military ...';
COMMENT ON COLUMN statements.rules IS 'Rules that made the statement.';
COMMENT ON COLUMN statements.published IS 'Date of publication of the document.';
COMMENT ON COLUMN statements.lang IS 'Language of the document.';
COMMENT ON COLUMN statements.outlet_country IS 'State of the outlet.';

CREATE VIEW evidence AS
SELECT
    kind,
    owner,
    document,
    position,
    quote.start AS start,
    quote.stop AS stop,
    quote.text AS text
FROM (
    SELECT
        'event' AS kind,
        event AS owner,
        document,
        unnest(generate_series(1, len(item.evidence))) AS position,
        unnest(item.evidence) AS quote
    FROM nested_events
    UNION ALL
    SELECT
        'statement' AS kind,
        statement AS owner,
        document,
        unnest(generate_series(1, len(item.evidence))) AS position,
        unnest(item.evidence) AS quote
    FROM nested_statements
);

COMMENT ON VIEW evidence IS 'One row for each sentence behind an event or a statement.';
COMMENT ON COLUMN evidence.kind IS 'event or statement.';
COMMENT ON COLUMN evidence.owner IS 'Key of the event or statement.';
COMMENT ON COLUMN evidence.document IS 'Key of the document.';
COMMENT ON COLUMN evidence.position IS 'Place in the list of evidence, from 1.';
COMMENT ON COLUMN evidence.start IS 'First character in documents.text, from 0.';
COMMENT ON COLUMN evidence.stop IS 'Character after the last one in documents.text.';
COMMENT ON COLUMN evidence.text IS 'The sentence, verbatim.';

CREATE VIEW errors AS
SELECT
    document,
    id,
    error."where" AS path,
    error.position AS position,
    error.what AS what,
    error.cure AS cure,
    run
FROM stored_documents
WHERE error IS NOT NULL;

COMMENT ON VIEW errors IS 'One row for each document that could not be read or coded.';
COMMENT ON COLUMN errors.document IS 'Key of the document; that of the error where nothing was read.';
COMMENT ON COLUMN errors.id IS 'Id of the article; null where nothing was read.';
COMMENT ON COLUMN errors.path IS 'File, or id of the article, that is wrong.';
COMMENT ON COLUMN errors.position IS 'Line, row or byte; null where the whole file is meant.';
COMMENT ON COLUMN errors.what IS 'What is wrong.';
COMMENT ON COLUMN errors.cure IS 'What to do about it.';
COMMENT ON COLUMN errors.run IS 'Run that met it last with another version, or first.';

CREATE VIEW runs AS
SELECT
    run,
    version,
    data_digest,
    started,
    finished,
    read,
    added,
    replaced,
    unchanged,
    failed,
    events,
    statements
FROM stored_runs;

COMMENT ON VIEW runs IS 'One row for each run that added to the store.';
COMMENT ON COLUMN runs.run IS 'Key of the run.';
COMMENT ON COLUMN runs.version IS 'Version of elshi.';
COMMENT ON COLUMN runs.data_digest IS 'Digest of the language data.';
COMMENT ON COLUMN runs.started IS 'When it began, UTC.';
COMMENT ON COLUMN runs.finished IS 'When it ended, UTC; null where it was cut off or is under way: its counts are 0 then.';
COMMENT ON COLUMN runs.read IS 'Documents handed in.';
COMMENT ON COLUMN runs.added IS 'Documents that were new.';
COMMENT ON COLUMN runs.replaced IS 'Documents coded anew by another version or data.';
COMMENT ON COLUMN runs.unchanged IS 'Documents that were there already, coded by the same version and data.';
COMMENT ON COLUMN runs.failed IS 'Documents among added and replaced that could not be read or coded.';
COMMENT ON COLUMN runs.events IS 'Events in the documents added and replaced.';
COMMENT ON COLUMN runs.statements IS 'Statements in the documents added and replaced.';
