-- Who changed what. Rows are only added: the program has no statement that changes or deletes them.
CREATE TABLE audit_entries (
    id         BLOB PRIMARY KEY NOT NULL, -- version 7: in the order of time
    at         INTEGER NOT NULL,
    actor_kind TEXT NOT NULL CONSTRAINT audit_entries_actor_kind_check CHECK (actor_kind <> ''),
    actor_id   BLOB, -- of a person or a key
    actor_name TEXT NOT NULL, -- then
    action     TEXT NOT NULL CONSTRAINT audit_entries_action_check CHECK (action <> ''),
    things     INTEGER NOT NULL CONSTRAINT audit_entries_things_check CHECK (things >= 0),
    undoes     BLOB CONSTRAINT audit_entries_undoes_key UNIQUE REFERENCES audit_entries (id)
) STRICT;
CREATE INDEX audit_entries_by_actor ON audit_entries (actor_id, id);

-- One field of one thing, before and after.
CREATE TABLE audit_changes (
    entry_id  BLOB NOT NULL REFERENCES audit_entries (id),
    position  INTEGER NOT NULL CONSTRAINT audit_changes_position_check CHECK (position >= 0),
    entity    TEXT NOT NULL CONSTRAINT audit_changes_entity_check CHECK (entity <> ''),
    entity_id BLOB NOT NULL, -- nil if there is only one, such as the settings
    label     TEXT NOT NULL,
    field     TEXT NOT NULL, -- empty for the thing as a whole
    before    TEXT,
    after     TEXT,
    PRIMARY KEY (entry_id, position)
) STRICT;
CREATE INDEX audit_changes_by_entity ON audit_changes (entity, entity_id, entry_id);

-- Programs that know the schema up to 15 can go on: nothing that they use has changed.
UPDATE settings SET value = '29:15' WHERE key = 'schema.oldest_program';
