-- What the shop delivers, where, at what price and with what tax is the merchant's data. The files of the program and of the operator
-- apply while these tables are empty; see docs/configuring.md.
CREATE TABLE shipping_zones (
    key      TEXT PRIMARY KEY NOT NULL
        CONSTRAINT shipping_zones_key_check CHECK (LENGTH(key) BETWEEN 1 AND 16),
    position BIGINT NOT NULL,
    title    TEXT NOT NULL CONSTRAINT shipping_zones_title_check CHECK (title <> '')
);

-- Countries with delivery, and parts of them in other zones.
CREATE TABLE shipping_places (
    country  TEXT NOT NULL CONSTRAINT shipping_places_country_check CHECK (LENGTH(country) = 2),
    prefix   TEXT NOT NULL, -- what postcodes there begin with; empty for the rest of the country
    zone_key TEXT NOT NULL REFERENCES shipping_zones (key) ON DELETE CASCADE,
    PRIMARY KEY (country, prefix)
);
CREATE INDEX shipping_places_by_zone ON shipping_places (zone_key);

-- The first tariff for zone and method whose limits fit applies.
CREATE TABLE shipping_tariffs (
    position        BIGINT PRIMARY KEY NOT NULL,
    zone_key        TEXT NOT NULL REFERENCES shipping_zones (key) ON DELETE CASCADE,
    method          TEXT NOT NULL CONSTRAINT shipping_tariffs_method_check CHECK (method IN ('standard', 'express')),
    carriage        TEXT NOT NULL CONSTRAINT shipping_tariffs_carriage_check CHECK (carriage IN ('parcel', 'freight')),
    max_unit_g      BIGINT CONSTRAINT shipping_tariffs_max_unit_g_check CHECK (max_unit_g > 0), -- none: any
    max_order_g     BIGINT CONSTRAINT shipping_tariffs_max_order_g_check CHECK (max_order_g > 0), -- none: any
    price_minor     BIGINT NOT NULL CONSTRAINT shipping_tariffs_price_minor_check CHECK (price_minor >= 0), -- euro cents
    free_from_minor BIGINT CONSTRAINT shipping_tariffs_free_from_minor_check CHECK (free_from_minor >= 0), -- euro cents; none: never
    min_days        BIGINT NOT NULL, -- working days in transit
    max_days        BIGINT NOT NULL,
    CONSTRAINT shipping_tariffs_days_check CHECK (min_days BETWEEN 1 AND max_days AND max_days <= 255)
);
CREATE INDEX shipping_tariffs_by_zone ON shipping_tariffs (zone_key);

CREATE TABLE tax_rates (
    country   TEXT NOT NULL CONSTRAINT tax_rates_country_check CHECK (LENGTH(country) = 2),
    class     TEXT NOT NULL CONSTRAINT tax_rates_class_check CHECK (class IN ('standard', 'books')),
    starts_on TEXT NOT NULL, -- the first day; empty from the beginning
    rate      BIGINT NOT NULL CONSTRAINT tax_rates_rate_check CHECK (rate BETWEEN 0 AND 10000), -- hundredths of a percent
    included  BIGINT NOT NULL CONSTRAINT tax_rates_included_check CHECK (included IN (0, 1)), -- whether prices include the tax
    PRIMARY KEY (country, class, starts_on)
);

-- A shop that has products keeps the tables of the program or of the operator. An empty one gets those of the program with its first
-- catalogue.
INSERT INTO settings (key, value)
SELECT 'seeded.delivery', 'loaded'
WHERE EXISTS (SELECT 1 FROM products);

-- Programs that know the schema up to 2 can go on: nothing that they use has changed.
UPDATE settings SET value = '22:2' WHERE key = 'schema.oldest_program';
