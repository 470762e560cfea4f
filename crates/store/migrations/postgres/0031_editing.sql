-- Merchants edit products, variants and categories. Each carries a version, so that a save tells whether somebody else has changed the
-- same thing since it was read.

ALTER TABLE products ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE products ADD COLUMN unpublish_at BIGINT; -- from when on it is no longer shown
ALTER TABLE products ADD COLUMN archived_at BIGINT;
-- The status that an archived product had, and gets again when it is restored.
ALTER TABLE products ADD COLUMN archived_from TEXT
    CONSTRAINT products_archived_from_check CHECK (archived_from IN ('draft', 'published'));
-- What it lacks to be sold, a bit each: domain::catalogue::readiness says which. For lists that ask for it.
ALTER TABLE products ADD COLUMN missing BIGINT NOT NULL DEFAULT 0;

ALTER TABLE variants ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE variants ADD COLUMN archived_at BIGINT; -- it is no longer sold; orders and carts still refer to it

ALTER TABLE categories ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE categories ADD COLUMN archived_at BIGINT;

-- SKUs that variants had before. A search of the desk finds the variant by them.
CREATE TABLE old_skus (
    sku        TEXT PRIMARY KEY NOT NULL,
    variant_id UUID NOT NULL REFERENCES variants (id) ON DELETE CASCADE
);
CREATE INDEX old_skus_by_variant ON old_skus (variant_id);

-- Products that the merchant puts beside another one, and products that are in its box.
CREATE TABLE product_relations (
    product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL CONSTRAINT product_relations_kind_check CHECK (kind IN ('related', 'in_box')),
    position   BIGINT NOT NULL,
    other_id   UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    quantity   BIGINT NOT NULL CONSTRAINT product_relations_quantity_check CHECK (quantity > 0),
    PRIMARY KEY (product_id, kind, position),
    CONSTRAINT product_relations_check CHECK (product_id <> other_id)
);
CREATE INDEX product_relations_by_other ON product_relations (other_id);

-- The words of names, slugs and SKUs, in lower case: lists of the desk find products by what their words begin with.
-- The worker fills it, and products.missing, in small steps: the locks of this migration are held until its end.
CREATE TABLE product_words (
    word       TEXT COLLATE "C" NOT NULL,
    product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    PRIMARY KEY (word, product_id)
);
CREATE INDEX product_words_by_product ON product_words (product_id);

CREATE INDEX redirects_by_new_slug ON redirects (kind, new_slug);

-- Programs that know the schema up to 2 can go on: they write no versions, and show a product past the time at which it is unpublished.
UPDATE settings SET value = '31:2' WHERE key = 'schema.oldest_program';
