-- For lists of the desk, and here because migration 31 locks the table against readers: an index holds all that filters and sorts look at, so that no row is read for a product that is not shown.
CREATE INDEX products_by_name ON products (name, id, status, missing);
CREATE INDEX products_by_updated_at ON products (updated_at, id, status, missing);

-- The base prices of each variant, from the first day on. The reference comes after the rows: it locks variants against orders.
CREATE TABLE price_history (
    variant_id   UUID NOT NULL,
    from_at      BIGINT NOT NULL,
    until_at     BIGINT, -- exclusive; none: it is in force
    amount_minor BIGINT NOT NULL,
    currency     TEXT NOT NULL,
    PRIMARY KEY (variant_id, from_at)
);
INSERT INTO price_history (variant_id, from_at, amount_minor, currency)
SELECT id, CAST(EXTRACT(EPOCH FROM now()) * 1000 AS BIGINT), price_minor, currency FROM variants;
ALTER TABLE price_history ADD CONSTRAINT price_history_variant_id_fkey
    FOREIGN KEY (variant_id) REFERENCES variants (id) ON DELETE CASCADE;

-- Prices of a variant that are lower for a time. The base price stays in variants. Those that are over stay here: they are what was charged,
-- which the lowest price of the 30 days before another reduction depends on.
CREATE TABLE sale_prices (
    id           UUID PRIMARY KEY,
    variant_id   UUID NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
    amount_minor BIGINT NOT NULL CONSTRAINT sale_prices_amount_minor_check CHECK (amount_minor > 0),
    currency     TEXT NOT NULL, -- only applies while the base price is in it
    starts_at    BIGINT NOT NULL,
    ends_at      BIGINT NOT NULL, -- exclusive
    campaign     TEXT NOT NULL DEFAULT '',
    CONSTRAINT sale_prices_check CHECK (starts_at < ends_at),
    CONSTRAINT sale_prices_variant_id_starts_at_key UNIQUE (variant_id, starts_at)
);
CREATE INDEX sale_prices_by_end ON sale_prices (ends_at);

-- Programs that know the schema up to 2 can go on. They charge base prices, so begin no sale while they run; what they change of a base
-- price is in the history from the next change on.
UPDATE settings SET value = '33:2' WHERE key = 'schema.oldest_program';
