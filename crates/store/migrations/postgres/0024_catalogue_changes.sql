-- What each change of the catalogue's version was about, so that servers read only that anew. A version is raised and its rows are written
-- in one transaction, which holds the lock on the version's row: whoever reads a version can read the rows of all versions before it.
CREATE TABLE catalogue_changes (
    seq    BIGINT NOT NULL, -- the version after the change
    entity TEXT NOT NULL CONSTRAINT catalogue_changes_entity_check CHECK (entity <> ''), -- programs take one that they do not know for a change of everything
    id     UUID NOT NULL, -- of what has changed; nil for an entity as a whole
    kind   TEXT NOT NULL CONSTRAINT catalogue_changes_kind_check CHECK (kind <> ''),
    at     BIGINT NOT NULL DEFAULT (CAST(EXTRACT(EPOCH FROM now()) * 1000 AS BIGINT)), -- Unix milliseconds, by the database's clock
    PRIMARY KEY (seq, entity, id, kind)
);
CREATE INDEX catalogue_changes_by_at ON catalogue_changes (at);

-- Programs that know the schema up to 2 can go on: a version without rows here is a change of everything. Those of the release before still
-- write stock_changes, which this one writes too.
UPDATE settings SET value = '24:2' WHERE key = 'schema.oldest_program';
