-- Carts have an id of their own, and of the token in the cookie the database has the SHA-256 digest alone.
-- Programs from before go on with carts, cart_lines and checkouts meanwhile. A cart in those moves here when it is next used, and the worker
-- moves the others; the migration after the next release drops those tables.
CREATE TABLE shopping_carts (
    id         UUID PRIMARY KEY NOT NULL,
    token_hash BYTEA NOT NULL CONSTRAINT shopping_carts_token_hash_key UNIQUE,
    kind       TEXT NOT NULL CONSTRAINT shopping_carts_kind_check CHECK (kind IN ('shopper', 'program')),
    generation BIGINT NOT NULL DEFAULT 0, -- grows with every order, so that one filling of the cart is ordered once
    undo       TEXT,
    updated_at BIGINT NOT NULL
);
CREATE INDEX shopping_carts_by_age ON shopping_carts (updated_at);

CREATE TABLE shopping_cart_lines (
    cart_id       UUID NOT NULL REFERENCES shopping_carts (id) ON DELETE CASCADE,
    variant_id    UUID NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
    quantity      BIGINT NOT NULL CONSTRAINT shopping_cart_lines_quantity_check CHECK (quantity BETWEEN 1 AND 999),
    seen_minor    BIGINT NOT NULL,
    seen_currency TEXT NOT NULL,
    added_at      BIGINT NOT NULL,
    PRIMARY KEY (cart_id, variant_id)
);
CREATE INDEX shopping_cart_lines_by_variant ON shopping_cart_lines (variant_id);

-- What a shopper has entered so far at checkout. Payment is a token of the provider, never a card number.
CREATE TABLE checkout_sessions (
    cart_id UUID PRIMARY KEY NOT NULL REFERENCES shopping_carts (id) ON DELETE CASCADE,
    key     TEXT NOT NULL CONSTRAINT checkout_sessions_key_key UNIQUE,
    state   TEXT NOT NULL
);

-- An order keeps days as dates and a card by brand and last digits; the sentence is made where it is shown. Programs from before write
-- sentences into details and method, and leave these empty.
ALTER TABLE orders ADD COLUMN delivery_earliest TEXT; -- 2026-11-24
ALTER TABLE orders ADD COLUMN delivery_latest TEXT;
ALTER TABLE payments ADD COLUMN card_brand TEXT;
ALTER TABLE payments ADD COLUMN card_last_four TEXT;

-- "Tuesday, 24 November" is the first such day that is not before the day of the order.
UPDATE orders SET
    delivery_earliest = (
        SELECT CASE WHEN year || day < placed THEN (year::int + 1)::text || day ELSE year || day END FROM (
            SELECT to_char(at, 'YYYY-MM-DD') AS placed, to_char(at, 'YYYY') AS year,
                   '-' || lpad(month::text, 2, '0') || '-' || lpad(part[1], 2, '0') AS day FROM (
                SELECT to_timestamp(placed_at / 1000 - 86400) AT TIME ZONE 'UTC' AS at, part,
                       (strpos('JanFebMarAprMayJunJulAugSepOctNovDec', left(part[2], 3)) + 2) / 3 AS month
                FROM regexp_matches(details::json ->> 'earliest', '^[A-Za-z]+, (\d{1,2}) ([A-Z][a-z]+)$') AS part
            ) AS parts WHERE month > 0
        ) AS days
    ),
    delivery_latest = (
        SELECT CASE WHEN year || day < placed THEN (year::int + 1)::text || day ELSE year || day END FROM (
            SELECT to_char(at, 'YYYY-MM-DD') AS placed, to_char(at, 'YYYY') AS year,
                   '-' || lpad(month::text, 2, '0') || '-' || lpad(part[1], 2, '0') AS day FROM (
                SELECT to_timestamp(placed_at / 1000 - 86400) AT TIME ZONE 'UTC' AS at, part,
                       (strpos('JanFebMarAprMayJunJulAugSepOctNovDec', left(part[2], 3)) + 2) / 3 AS month
                FROM regexp_matches(details::json ->> 'latest', '^[A-Za-z]+, (\d{1,2}) ([A-Z][a-z]+)$') AS part
            ) AS parts WHERE month > 0
        ) AS days
    ),
    -- No carrier gave these: they were made up when the order was placed.
    tracking = CASE WHEN tracking LIKE '________-____-4___-____-____________' THEN NULL ELSE tracking END;

-- "Visa ending in 0454"
UPDATE payments SET
    card_brand = split_part(method, ' ending in ', 1),
    card_last_four = split_part(method, ' ending in ', 2)
WHERE strpos(method, ' ending in ') > 1;

-- Programs that know the schema up to 2 can go on: what they use is as it was.
UPDATE settings SET value = '12:2' WHERE key = 'schema.oldest_program';
