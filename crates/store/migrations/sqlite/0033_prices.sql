-- For lists of the desk, and here because migration 31 locks the table against readers: an index holds all that filters and sorts look at, so that no row is read for a product that is not shown.
CREATE INDEX products_by_name ON products (name, id, status, missing);
CREATE INDEX products_by_updated_at ON products (updated_at, id, status, missing);

-- Prices of a variant that are lower for a time. The base price stays in variants. Those that are over stay here: they are what was charged,
-- which the lowest price of the 30 days before another reduction depends on.
CREATE TABLE sale_prices (
    id           BLOB PRIMARY KEY NOT NULL,
    variant_id   BLOB NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
    amount_minor INTEGER NOT NULL CONSTRAINT sale_prices_amount_minor_check CHECK (amount_minor > 0),
    currency     TEXT NOT NULL, -- only applies while the base price is in it
    starts_at    INTEGER NOT NULL,
    ends_at      INTEGER NOT NULL, -- exclusive
    campaign     TEXT NOT NULL DEFAULT '',
    CONSTRAINT sale_prices_check CHECK (starts_at < ends_at),
    CONSTRAINT sale_prices_variant_id_starts_at_key UNIQUE (variant_id, starts_at)
) STRICT;
CREATE INDEX sale_prices_by_end ON sale_prices (ends_at);

-- The base prices of each variant, from the first day on.
CREATE TABLE price_history (
    variant_id   BLOB NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
    from_at      INTEGER NOT NULL,
    until_at     INTEGER, -- exclusive; none: it is in force
    amount_minor INTEGER NOT NULL,
    currency     TEXT NOT NULL,
    PRIMARY KEY (variant_id, from_at)
) STRICT, WITHOUT ROWID;
INSERT INTO price_history (variant_id, from_at, amount_minor, currency)
SELECT id, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), price_minor, currency FROM variants;

-- Programs that know the schema up to 15 can go on. They charge base prices, so begin no sale while they run; what they change of a base
-- price is in the history from the next change on.
UPDATE settings SET value = '33:15' WHERE key = 'schema.oldest_program';
