-- A back-in-stock subscription is confirmed by email before anything else is sent. Those from before stay as they are.
ALTER TABLE stock_waits ADD COLUMN confirmed_at INTEGER;
ALTER TABLE stock_waits ADD COLUMN mailbox TEXT; -- the address without tags, and without Gmail's dots: one mailbox, however it is written
UPDATE stock_waits SET confirmed_at = asked_at, mailbox = email_key;
CREATE INDEX stock_waits_by_mailbox ON stock_waits (mailbox);

-- Programs that know the schema up to 2 can go on: what they note is never confirmed, and forgotten.
UPDATE settings SET value = '10:2' WHERE key = 'schema.oldest_program';
