-- Every change of a variant's stock, with its cause. variants.stock is the level after the last one. Rows are only added: the program has no
-- statement that changes or deletes them. They have no references: a row outlives its variant.
CREATE TABLE stock_movements (
    variant_id UUID NOT NULL,
    id         UUID NOT NULL, -- version 7: in the order of time
    delta      BIGINT NOT NULL,
    level      BIGINT CONSTRAINT stock_movements_level_check CHECK (level >= 0), -- after it, if it was known: only of the first one
    cause      TEXT NOT NULL CONSTRAINT stock_movements_cause_check CHECK (cause <> ''),
    document   TEXT NOT NULL DEFAULT '', -- such as the number of a delivery note
    note       TEXT NOT NULL DEFAULT '',
    order_id   UUID, -- of an order's movements
    actor_kind TEXT, -- none for orders
    actor_id   UUID, -- of a person or a key
    actor_name TEXT NOT NULL DEFAULT '', -- then
    at         BIGINT NOT NULL,
    PRIMARY KEY (variant_id, id)
);

-- Bookings that were sent with a key: a form that is sent twice books once. The key is a digest of the form's key and what is booked.
CREATE TABLE stock_bookings (
    key    TEXT PRIMARY KEY NOT NULL,
    result TEXT NOT NULL, -- JSON, for whoever sends it again
    at     BIGINT NOT NULL
);
CREATE INDEX stock_bookings_by_at ON stock_bookings (at);

-- Counts the bookings by people, so that two counts of the same shelf are not both booked. Orders do not change it.
ALTER TABLE variants ADD COLUMN stock_version BIGINT NOT NULL DEFAULT 0;

-- So few units are low; none: the shop's number, which is a setting.
ALTER TABLE variants ADD COLUMN low_stock BIGINT CONSTRAINT variants_low_stock_check CHECK (low_stock >= 0);
ALTER TABLE shop_settings ADD COLUMN low_stock BIGINT NOT NULL DEFAULT 5 CONSTRAINT shop_settings_low_stock_check CHECK (low_stock >= 0);

-- The worker begins the ledger of what is there in small steps: a variant's first row has its own key, which is older than all others.

-- Programs that know the schema up to 2 can go on: orders that they write have no rows here, and the levels shown for rows before them lack
-- their units.
UPDATE settings SET value = '32:2' WHERE key = 'schema.oldest_program';
