-- The catalogue. Times are Unix milliseconds (UTC); amounts are minor units of the currency beside them.
CREATE TABLE brands (
    id       BLOB PRIMARY KEY NOT NULL,
    slug     TEXT NOT NULL UNIQUE,
    name     TEXT NOT NULL,
    story    TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE categories (
    id        BLOB PRIMARY KEY NOT NULL,
    parent_id BLOB REFERENCES categories (id),
    slug      TEXT NOT NULL UNIQUE,
    name      TEXT NOT NULL,
    intro     TEXT NOT NULL DEFAULT '',
    guide     TEXT NOT NULL DEFAULT '',
    position  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE attributes (
    key         TEXT PRIMARY KEY NOT NULL,
    definition  TEXT NOT NULL
) STRICT;

CREATE TABLE products (
    id              BLOB PRIMARY KEY NOT NULL,
    slug            TEXT NOT NULL UNIQUE,
    name            TEXT NOT NULL,
    brand_id        BLOB NOT NULL REFERENCES brands (id),
    category_id     BLOB NOT NULL REFERENCES categories (id),
    summary         TEXT NOT NULL DEFAULT '',
    description     TEXT NOT NULL DEFAULT '',
    tax_class       TEXT NOT NULL CHECK (tax_class IN ('standard', 'books')),
    status          TEXT NOT NULL CHECK (status IN ('draft', 'published', 'archived')),
    published_at    INTEGER,
    featured        INTEGER NOT NULL DEFAULT 0,
    seo_title       TEXT NOT NULL DEFAULT '',
    seo_description TEXT NOT NULL DEFAULT '',
    attributes      TEXT NOT NULL DEFAULT '{}',
    updated_at      INTEGER NOT NULL,
    CHECK (status <> 'published' OR published_at IS NOT NULL)
) STRICT;
CREATE INDEX products_by_category ON products (category_id);
CREATE INDEX products_by_status ON products (status, id);

-- Every category that a product stands in, its own and others.
CREATE TABLE product_categories (
    product_id  BLOB NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    category_id BLOB NOT NULL REFERENCES categories (id),
    PRIMARY KEY (product_id, category_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_categories_by_category ON product_categories (category_id, product_id);

CREATE TABLE variants (
    id          BLOB PRIMARY KEY NOT NULL,
    product_id  BLOB NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    sku         TEXT NOT NULL UNIQUE,
    position    INTEGER NOT NULL,
    option_name TEXT NOT NULL DEFAULT '',
    label       TEXT NOT NULL DEFAULT '',
    price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
    currency    TEXT NOT NULL,
    stock       INTEGER NOT NULL CHECK (stock >= 0),
    weight_g    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX variants_by_product ON variants (product_id, position);

-- Pictures are kept by the hash of their source, renditions beside them, so that every replica serves them and one backup holds all.
CREATE TABLE media (
    hash        TEXT PRIMARY KEY NOT NULL,
    mime        TEXT NOT NULL,
    bytes       BLOB NOT NULL,
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    placeholder TEXT NOT NULL DEFAULT '',
    avif        INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE renditions (
    hash   TEXT NOT NULL REFERENCES media (hash) ON DELETE CASCADE,
    width  INTEGER NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('webp', 'avif', 'jpg')),
    bytes  BLOB NOT NULL,
    PRIMARY KEY (hash, width, format)
) STRICT;

CREATE TABLE pictures (
    product_id BLOB NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    hash       TEXT NOT NULL REFERENCES media (hash),
    alt        TEXT NOT NULL,
    PRIMARY KEY (product_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX pictures_by_hash ON pictures (hash);

-- Old slugs of products and categories; the page answers with a redirect to where they went.
CREATE TABLE redirects (
    kind     TEXT NOT NULL CHECK (kind IN ('product', 'category')),
    old_slug TEXT NOT NULL,
    new_slug TEXT NOT NULL,
    PRIMARY KEY (kind, old_slug)
) STRICT, WITHOUT ROWID;

-- One row: grows with every change that a shopper can see. All copies of the catalogue in memory are keyed by it.
CREATE TABLE catalogue_version (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
) STRICT;
INSERT INTO catalogue_version (id, version) VALUES (1, 1);

-- Secrets and facts of this shop that all replicas share, such as the key that signs links.
CREATE TABLE settings (
    key   TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;
