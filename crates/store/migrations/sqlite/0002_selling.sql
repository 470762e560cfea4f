-- Carts, orders and what follows from them.
CREATE TABLE carts (
    token      TEXT PRIMARY KEY NOT NULL,
    generation INTEGER NOT NULL DEFAULT 0, -- grows with every order, so that one filling of the cart is ordered once
    undo       TEXT,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX carts_by_age ON carts (updated_at);

CREATE TABLE cart_lines (
    cart_token  TEXT NOT NULL REFERENCES carts (token) ON DELETE CASCADE,
    variant_id  BLOB NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
    quantity    INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 999),
    seen_minor  INTEGER NOT NULL,
    seen_currency TEXT NOT NULL,
    added_at    INTEGER NOT NULL,
    PRIMARY KEY (cart_token, variant_id)
) STRICT, WITHOUT ROWID;

-- What a shopper has told so far at checkout. Payment is a token of the provider, never a card number.
CREATE TABLE checkouts (
    cart_token TEXT PRIMARY KEY NOT NULL REFERENCES carts (token) ON DELETE CASCADE,
    key        TEXT NOT NULL UNIQUE,
    state      TEXT NOT NULL
) STRICT;

CREATE TABLE orders (
    id              BLOB PRIMARY KEY NOT NULL,
    number          TEXT NOT NULL UNIQUE,
    idempotency_key TEXT NOT NULL UNIQUE,
    cart_key        TEXT NOT NULL UNIQUE, -- token and generation
    state           TEXT NOT NULL CHECK (state IN ('placed', 'packed', 'shipped', 'delivered', 'cancelled')),
    email           TEXT NOT NULL,
    currency        TEXT NOT NULL,
    goods_minor     INTEGER NOT NULL CHECK (goods_minor >= 0),
    delivery_minor  INTEGER NOT NULL CHECK (delivery_minor >= 0),
    tax_minor       INTEGER NOT NULL CHECK (tax_minor >= 0),
    tax_included    INTEGER NOT NULL,
    total_minor     INTEGER NOT NULL,
    details         TEXT NOT NULL,
    tracking        TEXT,
    placed_at       INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    CHECK (total_minor = goods_minor + delivery_minor + CASE WHEN tax_included = 1 THEN 0 ELSE tax_minor END)
) STRICT;
CREATE INDEX orders_by_time ON orders (placed_at);
CREATE INDEX orders_by_email ON orders (email, placed_at);

-- As they were when placed: an order is read in ten years without the catalogue.
CREATE TABLE order_lines (
    order_id     BLOB NOT NULL REFERENCES orders (id),
    position     INTEGER NOT NULL,
    variant_id   BLOB,
    sku          TEXT NOT NULL,
    slug         TEXT NOT NULL,
    name         TEXT NOT NULL,
    label        TEXT NOT NULL,
    quantity     INTEGER NOT NULL CHECK (quantity > 0),
    unit_minor   INTEGER NOT NULL,
    total_minor  INTEGER NOT NULL,
    tax_minor    INTEGER NOT NULL,
    tax_rate     INTEGER NOT NULL,
    picture_hash TEXT,
    PRIMARY KEY (order_id, position),
    CHECK (total_minor = unit_minor * quantity)
) STRICT, WITHOUT ROWID;

-- When an order reached each state.
CREATE TABLE order_events (
    order_id BLOB NOT NULL REFERENCES orders (id),
    state    TEXT NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (order_id, state)
) STRICT, WITHOUT ROWID;

CREATE TABLE payments (
    id            BLOB PRIMARY KEY NOT NULL,
    order_id      BLOB NOT NULL REFERENCES orders (id),
    provider      TEXT NOT NULL,
    reference     TEXT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('authorised', 'captured', 'voided', 'refunded')),
    amount_minor  INTEGER NOT NULL CHECK (amount_minor >= 0),
    currency      TEXT NOT NULL,
    method        TEXT NOT NULL,
    created_at    INTEGER NOT NULL,
    UNIQUE (provider, reference)
) STRICT;
CREATE INDEX payments_by_order ON payments (order_id);

-- What is still to be done for what has happened: written with the change itself, worked off afterwards.
CREATE TABLE outbox (
    id          BLOB PRIMARY KEY NOT NULL,
    topic       TEXT NOT NULL,
    payload     TEXT NOT NULL,
    attempts    INTEGER NOT NULL DEFAULT 0,
    due_at      INTEGER NOT NULL,
    done_at     INTEGER,
    last_error  TEXT
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE done_at IS NULL;
