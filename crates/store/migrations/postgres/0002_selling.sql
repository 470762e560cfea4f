-- Carts, orders and what follows from them.
CREATE TABLE carts (
    token      TEXT PRIMARY KEY NOT NULL,
    generation BIGINT NOT NULL DEFAULT 0, -- grows with every order, so that one filling of the cart is ordered once
    undo       TEXT,
    updated_at BIGINT NOT NULL
);
CREATE INDEX carts_by_age ON carts (updated_at);

CREATE TABLE cart_lines (
    cart_token  TEXT NOT NULL REFERENCES carts (token) ON DELETE CASCADE,
    variant_id  UUID NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
    quantity    BIGINT NOT NULL CHECK (quantity BETWEEN 1 AND 999),
    seen_minor  BIGINT NOT NULL,
    seen_currency TEXT NOT NULL,
    added_at    BIGINT NOT NULL,
    PRIMARY KEY (cart_token, variant_id)
);

-- What a shopper has told so far at checkout. Payment is a token of the provider, never a card number.
CREATE TABLE checkouts (
    cart_token TEXT PRIMARY KEY NOT NULL REFERENCES carts (token) ON DELETE CASCADE,
    key        TEXT NOT NULL UNIQUE,
    state      TEXT NOT NULL
);

CREATE TABLE orders (
    id              UUID PRIMARY KEY NOT NULL,
    number          TEXT NOT NULL UNIQUE,
    idempotency_key TEXT NOT NULL UNIQUE,
    cart_key        TEXT NOT NULL UNIQUE, -- token and generation
    state           TEXT NOT NULL CHECK (state IN ('placed', 'packed', 'shipped', 'delivered', 'cancelled')),
    email           TEXT NOT NULL,
    currency        TEXT NOT NULL,
    goods_minor     BIGINT NOT NULL CHECK (goods_minor >= 0),
    delivery_minor  BIGINT NOT NULL CHECK (delivery_minor >= 0),
    tax_minor       BIGINT NOT NULL CHECK (tax_minor >= 0),
    tax_included    BIGINT NOT NULL,
    total_minor     BIGINT NOT NULL,
    details         TEXT NOT NULL,
    tracking        TEXT,
    placed_at       BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL,
    CHECK (total_minor = goods_minor + delivery_minor + CASE WHEN tax_included = 1 THEN 0 ELSE tax_minor END)
);
CREATE INDEX orders_by_time ON orders (placed_at);
CREATE INDEX orders_by_email ON orders (email, placed_at);

-- As they were when placed: an order is read in ten years without the catalogue.
CREATE TABLE order_lines (
    order_id     UUID NOT NULL REFERENCES orders (id),
    position     BIGINT NOT NULL,
    variant_id   UUID,
    sku          TEXT NOT NULL,
    slug         TEXT NOT NULL,
    name         TEXT NOT NULL,
    label        TEXT NOT NULL,
    quantity     BIGINT NOT NULL CHECK (quantity > 0),
    unit_minor   BIGINT NOT NULL,
    total_minor  BIGINT NOT NULL,
    tax_minor    BIGINT NOT NULL,
    tax_rate     BIGINT NOT NULL,
    picture_hash TEXT,
    PRIMARY KEY (order_id, position),
    CHECK (total_minor = unit_minor * quantity)
);

-- When an order reached each state.
CREATE TABLE order_events (
    order_id UUID NOT NULL REFERENCES orders (id),
    state    TEXT NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (order_id, state)
);

CREATE TABLE payments (
    id            UUID PRIMARY KEY NOT NULL,
    order_id      UUID NOT NULL REFERENCES orders (id),
    provider      TEXT NOT NULL,
    reference     TEXT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('authorised', 'captured', 'voided', 'refunded')),
    amount_minor  BIGINT NOT NULL CHECK (amount_minor >= 0),
    currency      TEXT NOT NULL,
    method        TEXT NOT NULL,
    created_at    BIGINT NOT NULL,
    UNIQUE (provider, reference)
);
CREATE INDEX payments_by_order ON payments (order_id);

-- What is still to be done for what has happened: written with the change itself, worked off afterwards.
CREATE TABLE outbox (
    id          UUID PRIMARY KEY NOT NULL,
    topic       TEXT NOT NULL,
    payload     TEXT NOT NULL,
    attempts    BIGINT NOT NULL DEFAULT 0,
    due_at      BIGINT NOT NULL,
    done_at     BIGINT,
    last_error  TEXT
);
CREATE INDEX outbox_due ON outbox (due_at) WHERE done_at IS NULL;
