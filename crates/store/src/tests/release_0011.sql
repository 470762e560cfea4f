-- Rows as the program wrote them that knew the schema up to 11. ID(n) is a primary key.
INSERT INTO brands (id, slug, name) VALUES (ID(1), 'halden', 'Halden Optical');
INSERT INTO categories (id, slug, name) VALUES (ID(2), 'refractors', 'Refractors');
INSERT INTO products (id, slug, name, brand_id, category_id, tax_class, status, published_at, updated_at)
VALUES (ID(3), 'halden-102', 'Halden 102', ID(1), ID(2), 'standard', 'published', 1, 1);
INSERT INTO variants (id, product_id, sku, position, price_minor, currency, stock)
VALUES (ID(4), ID(3), 'H-102', 1, 42900, 'EUR', 8), (ID(5), ID(3), 'H-102-B', 2, 44900, 'EUR', 3);
INSERT INTO attributes (key, definition) VALUES
    ('aperture', '{"key":"aperture","card":1}'), ('weight', '{"key":"weight","card":3}');
UPDATE products SET attributes = '{"aperture":50.0,"focal_length":400.0,"good_for":["Sun"]}' WHERE slug = 'halden-102';
INSERT INTO media (hash, mime, bytes, width, height) VALUES ('cafe', 'image/svg+xml', ID(6), 1600, 1200);
INSERT INTO pictures (product_id, position, hash, alt) VALUES
    (ID(3), 1, 'cafe', 'From the side'), (ID(3), 2, 'cafe', 'Its light path'), (ID(3), 3, 'cafe', 'Beside a chair');

INSERT INTO carts (token, generation, undo, updated_at) VALUES
    ('5b0e1c9a7f3d42688e21c4d70a9b6f35', 2, '[["H-102-B",1]]', 1795000000000),
    ('c1d2e3f405162738495a6b7c8d9eafb0', 0, NULL, 1795000000001),
    ('api:user-7', 0, NULL, 1795000000002);
INSERT INTO cart_lines (cart_token, variant_id, quantity, seen_minor, seen_currency, added_at) VALUES
    ('5b0e1c9a7f3d42688e21c4d70a9b6f35', ID(4), 2, 42900, 'EUR', 1795000000000),
    ('5b0e1c9a7f3d42688e21c4d70a9b6f35', ID(5), 1, 43900, 'EUR', 1795000000001),
    ('api:user-7', ID(4), 5, 42900, 'EUR', 1795000000002);
INSERT INTO checkouts (cart_token, key, state) VALUES
    ('5b0e1c9a7f3d42688e21c4d70a9b6f35', 'aa11', '{"contact":{"email":"ada@example.org"}}'),
    ('c1d2e3f405162738495a6b7c8d9eafb0', 'bb22', '{}');

-- 20 November 2026, 12:00 UTC; 29 December 2026, 23:30 UTC; an order without its buyer; one with a carrier's number.
INSERT INTO orders (id, number, idempotency_key, cart_key, state, email, currency, goods_minor, delivery_minor, tax_minor, tax_included,
                    total_minor, details, tracking, placed_at, updated_at) VALUES
    (ID(10), '7K4MQ2XWZ', 'k10', 'c10', 'placed', 'ada@example.org', 'EUR', 85800, 490, 13777, 1, 86290,
     '{"address":{"name":"Ada Lovelace","country":"DE"},"speed":"standard","earliest":"Tuesday, 24 November","latest":"Thursday, 26 November","payment":"Visa ending in 0454","locale":"en"}',
     '7f0c2a4e-93b1-4d6f-8a55-0e6b1c9d2f31', 1795176000000, 1795176000000),
    (ID(11), '7K4MQ2XAP', 'k11', 'c11', 'shipped', 'ada@example.org', 'USD', 42900, 0, 0, 0, 42900,
     '{"address":{"country":"US"},"speed":"express","earliest":"Thursday, 31 December","latest":"Monday, 4 January","payment":"American Express ending in 1007","locale":"en"}',
     '0a9b8c7d-6e5f-4a3b-9c1d-2e3f4a5b6c7d', 1798587000000, 1798587000000),
    (ID(12), '7K4MQ2XBM', 'k12', 'c12', 'delivered', '', 'EUR', 0, 0, 0, 1, 0,
     '{"address":{"country":"DE"},"earliest":"","latest":"","payment":"","locale":"en"}', NULL, 1300000000000, 1300000000000),
    (ID(13), '7K4MQ2XCT', 'k13', 'c13', 'shipped', 'bo@example.org', 'EUR', 42900, 490, 6928, 1, 43390,
     '{"address":{"country":"DE"},"earliest":"Monday, 29 February","latest":"Monday, 29 February","payment":"Visa ending in 0454","locale":"en"}',
     'JD014600003SE', 1835222400000, 1835222400000);
INSERT INTO order_lines (order_id, position, variant_id, sku, slug, name, label, quantity, unit_minor, total_minor, tax_minor, tax_rate, picture_hash) VALUES
    (ID(10), 1, ID(4), 'H-102', 'halden-102', 'Halden 102', '', 2, 42900, 85800, 13699, 1900, NULL),
    (ID(11), 1, ID(4), 'H-102', 'halden-102', 'Halden 102', '', 1, 42900, 42900, 0, 0, 'cafe');
INSERT INTO order_events (order_id, state, at) VALUES
    (ID(10), 'placed', 1795176000000), (ID(11), 'placed', 1798587000000), (ID(11), 'shipped', 1798673400000);
INSERT INTO payments (id, order_id, provider, reference, state, amount_minor, currency, method, created_at) VALUES
    (ID(20), ID(10), 'test', 'auth-10', 'authorised', 86290, 'EUR', 'Visa ending in 0454', 1795176000000),
    (ID(21), ID(11), 'test', 'auth-11', 'authorised', 42900, 'USD', 'American Express ending in 1007', 1798587000000),
    (ID(22), ID(12), 'test', 'auth-12', 'authorised', 0, 'EUR', '', 1300000000000);
INSERT INTO outbox (id, topic, payload, due_at) VALUES (ID(30), 'order.placed', '{}', 1795176000000);
INSERT INTO payment_attempts (key, order_key, provider, state, begun_at) VALUES ('p1', 'k99', 'test', 'begun', 1795176000000);
-- One whose email is in the outbox, with an address in capitals and a tag; one that is not confirmed.
INSERT INTO stock_waits (id, variant_id, email, email_key, mailbox, asked_at, queued_at, confirmed_at) VALUES
    (ID(40), ID(5), 'Dan+shop@Example.org', 'dan+shop@example.org', 'dan@example.org', 1795000000003, 1795000000005, 1795000000004),
    (ID(41), ID(5), 'fay@example.org', 'fay@example.org', 'fay@example.org', 1795000000006, NULL, NULL);
INSERT INTO withdrawals (id, key, order_id, order_number, name, email, email_key, items, received_at, acknowledged_at) VALUES
    (ID(50), 'w50', ID(10), 'PG-7K4M-Q2XW-Z', 'Ada Lovelace', 'Ada@example.org', 'ada@example.org', 'One Halden 102', 1795180000000, 1795180000001);
