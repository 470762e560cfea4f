-- The catalogue. Times are Unix milliseconds (UTC); amounts are minor units of the currency beside them.
CREATE TABLE brands (
    id       UUID PRIMARY KEY NOT NULL,
    slug     TEXT NOT NULL UNIQUE,
    name     TEXT NOT NULL,
    story    TEXT NOT NULL DEFAULT ''
);

CREATE TABLE categories (
    id        UUID PRIMARY KEY NOT NULL,
    parent_id UUID REFERENCES categories (id),
    slug      TEXT NOT NULL UNIQUE,
    name      TEXT NOT NULL,
    intro     TEXT NOT NULL DEFAULT '',
    guide     TEXT NOT NULL DEFAULT '',
    position  BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE attributes (
    key         TEXT PRIMARY KEY NOT NULL,
    definition  TEXT NOT NULL
);

CREATE TABLE products (
    id              UUID PRIMARY KEY NOT NULL,
    slug            TEXT NOT NULL UNIQUE,
    name            TEXT NOT NULL,
    brand_id        UUID NOT NULL REFERENCES brands (id),
    category_id     UUID NOT NULL REFERENCES categories (id),
    summary         TEXT NOT NULL DEFAULT '',
    description     TEXT NOT NULL DEFAULT '',
    tax_class       TEXT NOT NULL CHECK (tax_class IN ('standard', 'books')),
    status          TEXT NOT NULL CHECK (status IN ('draft', 'published', 'archived')),
    published_at    BIGINT,
    featured        BIGINT NOT NULL DEFAULT 0,
    seo_title       TEXT NOT NULL DEFAULT '',
    seo_description TEXT NOT NULL DEFAULT '',
    attributes      TEXT NOT NULL DEFAULT '{}',
    updated_at      BIGINT NOT NULL,
    CHECK (status <> 'published' OR published_at IS NOT NULL)
);
CREATE INDEX products_by_category ON products (category_id);
CREATE INDEX products_by_status ON products (status, id);

-- Every category that a product stands in, its own and others.
CREATE TABLE product_categories (
    product_id  UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    category_id UUID NOT NULL REFERENCES categories (id),
    PRIMARY KEY (product_id, category_id)
);
CREATE INDEX product_categories_by_category ON product_categories (category_id, product_id);

CREATE TABLE variants (
    id          UUID PRIMARY KEY NOT NULL,
    product_id  UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    sku         TEXT NOT NULL UNIQUE,
    position    BIGINT NOT NULL,
    option_name TEXT NOT NULL DEFAULT '',
    label       TEXT NOT NULL DEFAULT '',
    price_minor BIGINT NOT NULL CHECK (price_minor >= 0),
    currency    TEXT NOT NULL,
    stock       BIGINT NOT NULL CHECK (stock >= 0),
    weight_g    BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX variants_by_product ON variants (product_id, position);

-- Pictures are kept by the hash of their source, renditions beside them, so that every replica serves them and one backup holds all.
CREATE TABLE media (
    hash        TEXT PRIMARY KEY NOT NULL,
    mime        TEXT NOT NULL,
    bytes       BYTEA NOT NULL,
    width       BIGINT NOT NULL,
    height      BIGINT NOT NULL,
    placeholder TEXT NOT NULL DEFAULT '',
    avif        BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE renditions (
    hash   TEXT NOT NULL REFERENCES media (hash) ON DELETE CASCADE,
    width  BIGINT NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('webp', 'avif', 'jpg')),
    bytes  BYTEA NOT NULL,
    PRIMARY KEY (hash, width, format)
);

CREATE TABLE pictures (
    product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    position   BIGINT NOT NULL,
    hash       TEXT NOT NULL REFERENCES media (hash),
    alt        TEXT NOT NULL,
    PRIMARY KEY (product_id, position)
);
CREATE INDEX pictures_by_hash ON pictures (hash);

-- Old slugs of products and categories; the page answers with a redirect to where they went.
CREATE TABLE redirects (
    kind     TEXT NOT NULL CHECK (kind IN ('product', 'category')),
    old_slug TEXT NOT NULL,
    new_slug TEXT NOT NULL,
    PRIMARY KEY (kind, old_slug)
);

-- One row: grows with every change that a shopper can see. All copies of the catalogue in memory are keyed by it.
CREATE TABLE catalogue_version (
    id      BIGINT PRIMARY KEY CHECK (id = 1),
    version BIGINT NOT NULL
);
INSERT INTO catalogue_version (id, version) VALUES (1, 1);

-- Secrets and facts of this shop that all replicas share, such as the key that signs links.
CREATE TABLE settings (
    key   TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);
