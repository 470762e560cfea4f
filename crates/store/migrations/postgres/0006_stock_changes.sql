-- Which change of the catalogue was one of a product's stock alone, so that servers read that product anew and not the whole catalogue.
CREATE TABLE stock_changes (
    version    BIGINT NOT NULL, -- of the catalogue, after the change
    product_id UUID NOT NULL,
    PRIMARY KEY (version, product_id)
);

-- Programs that know the schema up to 2 can go on: a change without a row here is one of everything.
UPDATE settings SET value = '6:2' WHERE key = 'schema.oldest_program';
