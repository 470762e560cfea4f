-- The blocks of the home page are the merchant's data.
CREATE TABLE home_blocks (
    id                 BLOB PRIMARY KEY NOT NULL,
    slug               TEXT NOT NULL UNIQUE, -- its name in addresses
    kind               TEXT NOT NULL
        CONSTRAINT home_blocks_kind_check CHECK (kind IN ('hero', 'products', 'guides', 'categories', 'sky', 'banner', 'text')),
    position           INTEGER NOT NULL,
    status             TEXT NOT NULL CONSTRAINT home_blocks_status_check CHECK (status IN ('draft', 'published')),
    starts_at          INTEGER, -- shown from then on; always if it is missing
    ends_at            INTEGER, -- no longer shown from then on
    title              TEXT NOT NULL,
    text               TEXT NOT NULL,
    link_label         TEXT NOT NULL,
    link_page          TEXT -- the page in this role
        CONSTRAINT home_blocks_link_page_check CHECK (link_page IN ('about', 'contact', 'delivery', 'imprint', 'privacy', 'returns', 'terms', 'withdrawal')),
    link_category_id   BLOB REFERENCES categories (id) ON DELETE SET NULL,
    link_guide_id      BLOB REFERENCES buying_guides (id) ON DELETE SET NULL,
    link_product_id    BLOB REFERENCES products (id) ON DELETE SET NULL,
    link_path          TEXT CONSTRAINT home_blocks_link_path_check CHECK (link_path LIKE '/%' AND link_path NOT LIKE '//%'), -- within the shop
    picture_hash       TEXT REFERENCES media (hash) ON DELETE SET NULL,
    picture_product_id BLOB REFERENCES products (id) ON DELETE SET NULL, -- whose picture it shows
    rule               TEXT, -- a condition on its products; none if they are chosen one by one
    sort               TEXT NOT NULL CONSTRAINT home_blocks_sort_check CHECK (sort IN ('chosen', 'newest', 'price')),
    max_products       INTEGER NOT NULL CONSTRAINT home_blocks_max_products_check CHECK (max_products BETWEEN 1 AND 24),
    version            INTEGER NOT NULL, -- counts its changes
    updated_at         INTEGER NOT NULL,
    CONSTRAINT home_blocks_schedule_check CHECK (starts_at < ends_at),
    CONSTRAINT home_blocks_picture_check CHECK (picture_hash IS NULL OR picture_product_id IS NULL),
    CONSTRAINT home_blocks_link_check CHECK (
        CASE WHEN link_page IS NULL THEN 0 ELSE 1 END
        + CASE WHEN link_category_id IS NULL THEN 0 ELSE 1 END
        + CASE WHEN link_guide_id IS NULL THEN 0 ELSE 1 END
        + CASE WHEN link_product_id IS NULL THEN 0 ELSE 1 END
        + CASE WHEN link_path IS NULL THEN 0 ELSE 1 END <= 1)
) STRICT;
CREATE INDEX home_blocks_by_category ON home_blocks (link_category_id);
CREATE INDEX home_blocks_by_guide ON home_blocks (link_guide_id);
CREATE INDEX home_blocks_by_product ON home_blocks (link_product_id);
CREATE INDEX home_blocks_by_picture ON home_blocks (picture_hash);
CREATE INDEX home_blocks_by_picture_product ON home_blocks (picture_product_id);

-- The products of a block without a rule.
CREATE TABLE home_block_products (
    block_id   BLOB NOT NULL REFERENCES home_blocks (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    product_id BLOB NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    PRIMARY KEY (block_id, position),
    UNIQUE (block_id, product_id)
) STRICT;
CREATE INDEX home_block_products_by_product ON home_block_products (product_id);

-- A shop that has products keeps the home page that was part of the program. An empty one gets that of the folder that it is seeded
-- from.
INSERT INTO home_blocks (id, slug, kind, position, status, title, text, link_label, sort, max_products, version, updated_at)
SELECT x'01a21f739c0070008000000000000301', 'hero', 'hero', 1, 'published', 'See more on the next clear night', 'Telescopes and accessories, drawn to scale and described by what you will really see.', '', 'chosen', 1, 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO home_blocks (id, slug, kind, position, status, title, text, link_label, sort, max_products, version, updated_at)
SELECT x'01a21f739c0070008000000000000302', 'instruments', 'categories', 2, 'published', 'Shop by category', '', 'Shop telescopes', 'chosen', 4, 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO home_blocks (id, slug, kind, position, status, title, text, link_label, sort, max_products, version, updated_at)
SELECT x'01a21f739c0070008000000000000303', 'goals', 'guides', 3, 'published', 'Shop by what you want to see', 'Start with what you would like to see or do, and we will show you what it takes.', 'What do you want to see?', 'chosen', 4, 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO home_blocks (id, slug, kind, position, status, title, text, link_label, sort, max_products, version, updated_at)
SELECT x'01a21f739c0070008000000000000304', 'sky', 'sky', 4, 'published', '', '', '', 'chosen', 4, 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO home_blocks (id, slug, kind, position, status, title, text, link_label, rule, sort, max_products, version, updated_at)
SELECT x'01a21f739c0070008000000000000305', 'first', 'products', 5, 'published', 'First telescopes', '', '', 'category telescopes; aperture >= 60; good_for has "Moon and planets"', 'price', 4, 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO home_blocks (id, slug, kind, position, status, title, text, link_label, sort, max_products, version, updated_at)
SELECT x'01a21f739c0070008000000000000306', 'featured', 'products', 6, 'published', 'Our favourites', '', '', 'chosen', 4, 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO home_blocks (id, slug, kind, position, status, title, text, link_label, link_path, rule, sort, max_products, version, updated_at)
SELECT x'01a21f739c0070008000000000000307', 'newest', 'products', 7, 'published', 'New in', '', 'See all products, newest first', '/search?sort=newest', 'everything', 'newest', 4, 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);

-- The large product was the dearest featured telescope up to 600 euros, or else the dearest featured product. The first of these that
-- can be bought is shown.
WITH RECURSIVE telescopes (id) AS (
    SELECT id FROM categories WHERE slug = 'telescopes'
    UNION SELECT c.id FROM categories c JOIN telescopes t ON c.parent_id = t.id)
INSERT INTO home_block_products (block_id, position, product_id)
SELECT b.id, ROW_NUMBER() OVER (ORDER BY f.other, f.price DESC, f.id), f.id
FROM home_blocks b CROSS JOIN (
    SELECT p.id, MIN(v.price_minor) AS price,
        CASE WHEN MIN(v.price_minor) <= 60000 AND EXISTS (
            SELECT 1 FROM product_categories m JOIN telescopes t ON t.id = m.category_id WHERE m.product_id = p.id
        ) THEN 0 ELSE 1 END AS other
    FROM products p JOIN variants v ON v.product_id = p.id
    WHERE p.featured = 1 GROUP BY p.id) f
WHERE b.slug = 'hero';
-- The other featured products.
INSERT INTO home_block_products (block_id, position, product_id)
SELECT b.id, ROW_NUMBER() OVER (ORDER BY p.id), p.id
FROM home_blocks b CROSS JOIN products p
WHERE b.slug = 'featured' AND p.featured = 1 AND NOT EXISTS (
    SELECT 1 FROM home_block_products h JOIN home_blocks l ON l.id = h.block_id
    WHERE l.slug = 'hero' AND h.position = 1 AND h.product_id = p.id);

-- What the merchant deletes of it is not loaded again.
INSERT INTO settings (key, value)
SELECT 'seeded.home', 'loaded'
WHERE EXISTS (SELECT 1 FROM products);

-- Programs that know the schema up to 15 can go on: nothing that they use has changed.
UPDATE settings SET value = '20:15' WHERE key = 'schema.oldest_program';
