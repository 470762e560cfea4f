-- Carts have an id of their own, and of the token in the cookie the database has the SHA-256 digest alone.
-- Programs from before go on with carts, cart_lines and checkouts meanwhile. A cart in those moves here when it is next used, and the worker
-- moves the others; the migration after the next release drops those tables.
CREATE TABLE shopping_carts (
    id         BLOB PRIMARY KEY NOT NULL,
    token_hash BLOB NOT NULL CONSTRAINT shopping_carts_token_hash_key UNIQUE,
    kind       TEXT NOT NULL CONSTRAINT shopping_carts_kind_check CHECK (kind IN ('shopper', 'program')),
    generation INTEGER NOT NULL DEFAULT 0, -- grows with every order, so that one filling of the cart is ordered once
    undo       TEXT,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX shopping_carts_by_age ON shopping_carts (updated_at);

CREATE TABLE shopping_cart_lines (
    cart_id       BLOB NOT NULL REFERENCES shopping_carts (id) ON DELETE CASCADE,
    variant_id    BLOB NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
    quantity      INTEGER NOT NULL CONSTRAINT shopping_cart_lines_quantity_check CHECK (quantity BETWEEN 1 AND 999),
    seen_minor    INTEGER NOT NULL,
    seen_currency TEXT NOT NULL,
    added_at      INTEGER NOT NULL,
    PRIMARY KEY (cart_id, variant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX shopping_cart_lines_by_variant ON shopping_cart_lines (variant_id);

-- What a shopper has entered so far at checkout. Payment is a token of the provider, never a card number.
CREATE TABLE checkout_sessions (
    cart_id BLOB PRIMARY KEY NOT NULL REFERENCES shopping_carts (id) ON DELETE CASCADE,
    key     TEXT NOT NULL CONSTRAINT checkout_sessions_key_key UNIQUE,
    state   TEXT NOT NULL
) STRICT;

-- An order keeps days as dates and a card by brand and last digits; the sentence is made where it is shown. Programs from before write
-- sentences into details and method, and leave these empty.
ALTER TABLE orders ADD COLUMN delivery_earliest TEXT; -- 2026-11-24
ALTER TABLE orders ADD COLUMN delivery_latest TEXT;
ALTER TABLE payments ADD COLUMN card_brand TEXT;
ALTER TABLE payments ADD COLUMN card_last_four TEXT;

-- "Tuesday, 24 November" is the first such day that is not before the day of the order.
UPDATE orders SET
    delivery_earliest = (
        SELECT CASE WHEN year || day < placed THEN (year + 1) || day ELSE year || day END FROM (
            SELECT strftime('%Y-%m-%d', placed_at / 1000 - 86400, 'unixepoch') AS placed,
                   strftime('%Y', placed_at / 1000 - 86400, 'unixepoch') AS year, printf('-%02d-%02d', month, day) AS day FROM (
                SELECT CAST(substr(rest, 1, instr(rest, ' ')) AS INTEGER) AS day,
                       (instr('JanFebMarAprMayJunJulAugSepOctNovDec', substr(rest, instr(rest, ' ') + 1, 3)) + 2) / 3 AS month FROM (
                    SELECT substr(said, instr(said, ', ') + 2) AS rest FROM (SELECT json_extract(details, '$.earliest') AS said)
                )
            ) WHERE month > 0 AND day > 0
        )
    ),
    delivery_latest = (
        SELECT CASE WHEN year || day < placed THEN (year + 1) || day ELSE year || day END FROM (
            SELECT strftime('%Y-%m-%d', placed_at / 1000 - 86400, 'unixepoch') AS placed,
                   strftime('%Y', placed_at / 1000 - 86400, 'unixepoch') AS year, printf('-%02d-%02d', month, day) AS day FROM (
                SELECT CAST(substr(rest, 1, instr(rest, ' ')) AS INTEGER) AS day,
                       (instr('JanFebMarAprMayJunJulAugSepOctNovDec', substr(rest, instr(rest, ' ') + 1, 3)) + 2) / 3 AS month FROM (
                    SELECT substr(said, instr(said, ', ') + 2) AS rest FROM (SELECT json_extract(details, '$.latest') AS said)
                )
            ) WHERE month > 0 AND day > 0
        )
    ),
    -- No carrier gave these: they were made up when the order was placed.
    tracking = CASE WHEN tracking LIKE '________-____-4___-____-____________' THEN NULL ELSE tracking END;

-- "Visa ending in 0454"
UPDATE payments SET
    card_brand = substr(method, 1, instr(method, ' ending in ') - 1),
    card_last_four = substr(method, instr(method, ' ending in ') + 11)
WHERE instr(method, ' ending in ') > 1;

-- Programs that know the schema up to 2 can go on: what they use is as it was.
UPDATE settings SET value = '12:2' WHERE key = 'schema.oldest_program';
