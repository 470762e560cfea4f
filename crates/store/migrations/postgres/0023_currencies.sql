-- Which currencies the shop offers, how converted prices are rounded, and exchange rates are the merchant's data. The first start of this
-- program stores what it is started with; those tables apply from then on. Rows are replaced as a whole.
CREATE TABLE currencies (
    code     TEXT PRIMARY KEY NOT NULL CONSTRAINT currencies_code_check CHECK (LENGTH(code) = 3),
    position BIGINT NOT NULL, -- in the list to choose from
    enabled  BIGINT NOT NULL CONSTRAINT currencies_enabled_check CHECK (enabled IN (0, 1)), -- whether it can be chosen
    ended    BIGINT NOT NULL CONSTRAINT currencies_ended_check CHECK (ended IN (0, 1)) -- discontinued: can be chosen in the Astronomy Shop API only
);

-- The first rule of a currency that fits a converted price applies.
CREATE TABLE currency_roundings (
    code        TEXT NOT NULL REFERENCES currencies (code) ON DELETE CASCADE,
    position    BIGINT NOT NULL,
    below_minor BIGINT CONSTRAINT currency_roundings_below_minor_check CHECK (below_minor > 0), -- prices below this; none: all
    step_minor  BIGINT NOT NULL CONSTRAINT currency_roundings_step_minor_check CHECK (step_minor > 0), -- to a multiple of this
    less_minor  BIGINT NOT NULL, -- minus this
    PRIMARY KEY (code, position),
    CONSTRAINT currency_roundings_less_minor_check CHECK (less_minor >= 0 AND less_minor < step_minor)
);

-- The euro has no row.
CREATE TABLE exchange_rates (
    code       TEXT PRIMARY KEY NOT NULL REFERENCES currencies (code) ON DELETE CASCADE,
    rate       BIGINT NOT NULL CONSTRAINT exchange_rates_rate_check CHECK (rate > 0), -- millionths for a euro
    as_of      TEXT NOT NULL, -- the day; empty for the rates of the program
    source     TEXT NOT NULL CONSTRAINT exchange_rates_source_check CHECK (source IN ('program', 'typed', 'file', 'feed')),
    fetched_at BIGINT NOT NULL -- when it was stored or last confirmed
);

-- Count the changes of tables that are replaced as a whole.
CREATE TABLE table_versions (
    name    TEXT PRIMARY KEY NOT NULL CONSTRAINT table_versions_name_check CHECK (name IN ('delivery', 'currencies')),
    version BIGINT NOT NULL
);
-- Zones, tariffs and tax rates; currencies and exchange rates.
INSERT INTO table_versions (name, version) VALUES ('delivery', 0), ('currencies', 0);

-- Programs that know the schema up to 2 can go on: nothing that they use has changed.
UPDATE settings SET value = '23:2' WHERE key = 'schema.oldest_program';
