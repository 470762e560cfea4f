-- What is bought together, learned from orders. Counts are kept order by order, and the neighbours of a product are computed when its
-- counts change, so that a page only reads them.

-- One row. Weights depend on half-life and landmark, so these change only when all orders are learned again.
CREATE TABLE recommendation_model (
    id             INTEGER PRIMARY KEY NOT NULL CONSTRAINT recommendation_model_id_check CHECK (id = 1),
    half_life_days INTEGER NOT NULL CONSTRAINT recommendation_model_half_life_days_check CHECK (half_life_days BETWEEN 30 AND 3650),
    landmark       INTEGER NOT NULL, -- orders placed at this time, in Unix milliseconds, weigh 1000
    orders         INTEGER NOT NULL CONSTRAINT recommendation_model_orders_check CHECK (orders >= 0),
    weight         INTEGER NOT NULL CONSTRAINT recommendation_model_weight_check CHECK (weight >= 0),
    rebuild        BLOB -- the run that is learning all orders again
) STRICT;
INSERT INTO recommendation_model (id, half_life_days, landmark, orders, weight) VALUES (1, 180, 1767225600000, 0, 0);

-- Orders that are counted, with exactly what was counted, and orders that must never be.
CREATE TABLE recommendation_orders (
    order_id BLOB PRIMARY KEY NOT NULL REFERENCES orders (id),
    learned  INTEGER NOT NULL CONSTRAINT recommendation_orders_learned_check CHECK (learned IN (0, 1)), -- 0: never to be learned
    buyer    BLOB, -- keyed hash of the email address; none if it must not be learned
    weight   INTEGER NOT NULL CONSTRAINT recommendation_orders_weight_check CHECK (weight >= 0),
    products BLOB NOT NULL -- primary keys, 16 bytes each
) STRICT;

CREATE TABLE recommendation_items (
    product_id BLOB PRIMARY KEY NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    orders     INTEGER NOT NULL CONSTRAINT recommendation_items_orders_check CHECK (orders >= 0),
    weight     INTEGER NOT NULL CONSTRAINT recommendation_items_weight_check CHECK (weight >= 0)
) STRICT;

-- Each pair once, the smaller key first.
CREATE TABLE recommendation_pairs (
    first_id  BLOB NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    second_id BLOB NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    orders    INTEGER NOT NULL CONSTRAINT recommendation_pairs_orders_check CHECK (orders >= 0),
    weight    INTEGER NOT NULL CONSTRAINT recommendation_pairs_weight_check CHECK (weight >= 0),
    buyers    INTEGER NOT NULL CONSTRAINT recommendation_pairs_buyers_check CHECK (buyers BETWEEN 0 AND orders),
    PRIMARY KEY (first_id, second_id),
    CONSTRAINT recommendation_pairs_check CHECK (first_id < second_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recommendation_pairs_by_second ON recommendation_pairs (second_id);

-- In how many orders a buyer has a pair, to count different buyers.
CREATE TABLE recommendation_buyers (
    first_id  BLOB NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    second_id BLOB NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    buyer     BLOB NOT NULL,
    orders    INTEGER NOT NULL CONSTRAINT recommendation_buyers_orders_check CHECK (orders >= 0),
    PRIMARY KEY (first_id, second_id, buyer)
) STRICT, WITHOUT ROWID;
CREATE INDEX recommendation_buyers_by_second ON recommendation_buyers (second_id);

-- The strongest neighbours of each product, in order; the merchant's own choice first.
CREATE TABLE recommendation_neighbours (
    product_id BLOB NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    other_id   BLOB NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    score      INTEGER NOT NULL,
    buyers     INTEGER NOT NULL CONSTRAINT recommendation_neighbours_buyers_check CHECK (buyers >= 0),
    pinned     INTEGER NOT NULL CONSTRAINT recommendation_neighbours_pinned_check CHECK (pinned IN (0, 1)),
    PRIMARY KEY (product_id, position),
    CONSTRAINT recommendation_neighbours_check CHECK (product_id <> other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recommendation_neighbours_by_other ON recommendation_neighbours (other_id);

-- What the merchant decides.
CREATE TABLE recommendation_pins (
    product_id BLOB NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    other_id   BLOB NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    PRIMARY KEY (product_id, other_id),
    CONSTRAINT recommendation_pins_check CHECK (product_id <> other_id)
) STRICT;
CREATE INDEX recommendation_pins_by_other ON recommendation_pins (other_id);

CREATE TABLE recommendation_exclusions (
    product_id BLOB NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    other_id   BLOB NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    PRIMARY KEY (product_id, other_id),
    CONSTRAINT recommendation_exclusions_check CHECK (product_id <> other_id)
) STRICT;
CREATE INDEX recommendation_exclusions_by_other ON recommendation_exclusions (other_id);

CREATE TABLE recommendation_products (
    product_id   BLOB PRIMARY KEY NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    hidden       INTEGER NOT NULL CONSTRAINT recommendation_products_hidden_check CHECK (hidden IN (0, 1)), -- never suggested
    bought_again INTEGER NOT NULL CONSTRAINT recommendation_products_bought_again_check CHECK (bought_again IN (0, 1)) -- not durable
) STRICT;

-- The text on privacy that came with the program says what is new. A merchant's own text stays.
UPDATE pages SET body = REPLACE(REPLACE(REPLACE(body,
  '| `seen` | the products you viewed recently; the list is kept in the cookie, not by us | 30 days |
', '| `seen` | the products you viewed recently; the list is kept in the cookie, not by us | 30 days |
| `bought` | the products of orders that you let us use for suggestions; the list is kept in the cookie, not by us | 30 days |
| `suggestions` | remembers that you turned off suggestions based on your orders | one year |
'),
  'The shop needs all of them to work; on encrypted', 'The shop needs all of them to work, except `bought`, which we set only if you ask for it and which you can turn off in your preferences; on encrypted'),
  '## Payment

Your card number goes', '## Suggestions

We count which products are often bought together. The count holds no names and no e-mail address, only a code made from the address, and the address cannot be worked out from the code. We never suggest a combination that fewer than three people have bought. You can object at any time: write to [{seller-email}](mailto:{seller-email}), and the orders that you have placed until then no longer count. The same happens if you ask us to delete your data.

The page of an order suggests what goes with its products. The home page and the cart do so only if you press “Use my orders for suggestions in this browser” on that page: a cookie then keeps the products of the order for 30 days. You can turn this off in your preferences at any time; the pages of your orders then suggest nothing either.

## Payment

Your card number goes')
WHERE role = 'privacy';

-- Programs that know the schema up to 15 can go on: nothing that they use has changed.
UPDATE settings SET value = '25:15' WHERE key = 'schema.oldest_program';
