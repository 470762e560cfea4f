-- Back-in-stock subscriptions and payment intents get the names that the trade uses.
CREATE TABLE stock_subscriptions (
    id           BLOB PRIMARY KEY NOT NULL,
    variant_id   BLOB NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
    email        TEXT NOT NULL,
    email_key    TEXT NOT NULL, -- the same for all spellings of an address
    requested_at INTEGER NOT NULL,
    queued_at    INTEGER, -- since when the email is in the outbox
    confirmed_at INTEGER, -- when the owner of the address confirmed it
    mailbox      TEXT, -- the address without tags and without Gmail's dots: one mailbox, however it is written
    UNIQUE (variant_id, email_key)
) STRICT;
INSERT INTO stock_subscriptions (id, variant_id, email, email_key, requested_at, queued_at, confirmed_at, mailbox)
SELECT id, variant_id, email, email_key, asked_at, queued_at, confirmed_at, mailbox FROM stock_waits;
DROP TABLE stock_waits;
CREATE INDEX stock_subscriptions_open ON stock_subscriptions (queued_at, requested_at);
CREATE INDEX stock_subscriptions_by_address ON stock_subscriptions (email_key);
CREATE INDEX stock_subscriptions_by_age ON stock_subscriptions (requested_at);
CREATE INDEX stock_subscriptions_by_mailbox ON stock_subscriptions (mailbox);

CREATE TABLE payment_intents (
    key        TEXT PRIMARY KEY NOT NULL, -- what the provider knows it by
    order_key  TEXT NOT NULL,
    provider   TEXT NOT NULL,
    state      TEXT NOT NULL CONSTRAINT payment_intents_state_check CHECK (state IN ('begun', 'voiding', 'voided')),
    started_at INTEGER NOT NULL
) STRICT;
INSERT INTO payment_intents (key, order_key, provider, state, started_at)
SELECT key, order_key, provider, state, begun_at FROM payment_attempts;
DROP TABLE payment_attempts;
CREATE INDEX payment_intents_by_order ON payment_intents (order_key);
CREATE INDEX payment_intents_by_age ON payment_intents (state, started_at);

-- Programs that know the schema up to 14 cannot go on: on SQLite, one program has the file to itself.
UPDATE settings SET value = '15:15' WHERE key = 'schema.oldest_program';
