-- What each change of the catalogue's version was about, so that servers read only that anew. A version is raised and its rows are written
-- in one transaction, and there is one writer at a time: whoever reads a version can read the rows of all versions before it.
CREATE TABLE catalogue_changes (
    seq    INTEGER NOT NULL, -- the version after the change
    entity TEXT NOT NULL CONSTRAINT catalogue_changes_entity_check CHECK (entity <> ''), -- programs take one that they do not know for a change of everything
    id     BLOB NOT NULL, -- of what has changed; nil for an entity as a whole
    kind   TEXT NOT NULL CONSTRAINT catalogue_changes_kind_check CHECK (kind <> ''),
    at     INTEGER NOT NULL DEFAULT (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)), -- Unix milliseconds, by the database's clock
    PRIMARY KEY (seq, entity, id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX catalogue_changes_by_at ON catalogue_changes (at);

-- Programs that know the schema up to 15 can go on: a version without rows here is a change of everything. Those of the release before
-- still write stock_changes, which this one writes too.
UPDATE settings SET value = '24:15' WHERE key = 'schema.oldest_program';
