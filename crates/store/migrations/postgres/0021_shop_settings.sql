-- What the merchant decides about the shop: one row, written by the first start of this program from its flags and environment, and changed
-- by the merchant from then on.
CREATE TABLE shop_settings (
    id                    BIGINT PRIMARY KEY NOT NULL CONSTRAINT shop_settings_id_check CHECK (id = 1),
    name                  TEXT NOT NULL CONSTRAINT shop_settings_name_check CHECK (name <> ''), -- of the shop
    currency              TEXT NOT NULL CONSTRAINT shop_settings_currency_check CHECK (LENGTH(currency) = 3), -- of shoppers who have not chosen one
    country               TEXT NOT NULL CONSTRAINT shop_settings_country_check CHECK (LENGTH(country) = 2), -- of shoppers who have not chosen one
    time_zone             TEXT NOT NULL CONSTRAINT shop_settings_time_zone_check CHECK (time_zone <> ''), -- of the place of dispatch
    dispatch_from         TEXT NOT NULL CONSTRAINT shop_settings_dispatch_from_check CHECK (dispatch_from <> ''),
    closed_days           TEXT NOT NULL, -- without dispatch, a day or a range on each line
    cut_off               BIGINT NOT NULL CONSTRAINT shop_settings_cut_off_check CHECK (cut_off BETWEEN 0 AND 23), -- an hour
    order_years           BIGINT NOT NULL CONSTRAINT shop_settings_order_years_check CHECK (order_years BETWEEN 0 AND 100),
    seller_name           TEXT NOT NULL CONSTRAINT shop_settings_seller_name_check CHECK (seller_name <> ''),
    seller_address        TEXT NOT NULL CONSTRAINT shop_settings_seller_address_check CHECK (seller_address <> ''), -- with line breaks
    seller_vat_number     TEXT NOT NULL,
    seller_representative TEXT NOT NULL,
    seller_register       TEXT NOT NULL,
    seller_phone          TEXT NOT NULL,
    seller_email          TEXT NOT NULL,
    seller_supervisor     TEXT NOT NULL,
    seller_disputes       TEXT NOT NULL,
    version               BIGINT NOT NULL, -- counts its changes
    updated_at            BIGINT NOT NULL
);

-- Programs that know the schema up to 2 can go on: nothing that they use has changed.
UPDATE settings SET value = '21:2' WHERE key = 'schema.oldest_program';
