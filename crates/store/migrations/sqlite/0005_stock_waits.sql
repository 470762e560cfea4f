-- Who asked to be told when a variant is back. Kept until the letter is out, a year at most.
CREATE TABLE stock_waits (
    id         BLOB PRIMARY KEY NOT NULL,
    variant_id BLOB NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
    email      TEXT NOT NULL,
    email_key  TEXT NOT NULL, -- in lower case: one letter, however it is written
    asked_at   INTEGER NOT NULL,
    queued_at  INTEGER,            -- since when the letter waits in the outbox
    UNIQUE (variant_id, email_key)
) STRICT;
CREATE INDEX stock_waits_open ON stock_waits (queued_at, asked_at);
CREATE INDEX stock_waits_by_address ON stock_waits (email_key);
CREATE INDEX stock_waits_by_age ON stock_waits (asked_at);

-- Programs that know the schema up to 2 can go on: nothing that they use has changed.
UPDATE settings SET value = '5:2' WHERE key = 'schema.oldest_program';
