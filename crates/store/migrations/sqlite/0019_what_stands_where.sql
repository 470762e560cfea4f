-- What stands where is the merchant's data: the key specifications on the cards of products, what their pictures show, and which facets
-- are promoted.

CREATE TABLE card_rules (
    position  INTEGER PRIMARY KEY NOT NULL, -- the first rule that fits a product decides
    condition TEXT NOT NULL,
    specs     TEXT NOT NULL -- templates, one on each line
) STRICT;

-- A shop that has products keeps the rules that were part of the program. An empty one gets those of the folder that it is seeded from.
INSERT INTO card_rules (position, condition, specs)
SELECT 1, 'pages = 1', '1 page
{format:start}'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO card_rules (position, condition, specs)
SELECT 2, 'pages present', '{pages} pages
{format:start}'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO card_rules (position, condition, specs)
SELECT 3, 'aperture present; good_for has Sun; not good_for has "Moon and planets"; not good_for has "Galaxies and nebulae"; not good_for has "Double stars"', '{aperture}
{bandwidth}|Sun only
{weight}'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO card_rules (position, condition, specs)
SELECT 4, 'aperture present', '{aperture}
{focal_ratio}
{weight}'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO card_rules (position, condition, specs)
SELECT 5, 'payload present', 'carries {payload}
{mount_type}|{material}
{tripod_height}'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO card_rules (position, condition, specs)
SELECT 6, 'magnification present', '{magnification}
{objective}
{real_field}'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO card_rules (position, condition, specs)
SELECT 7, 'apparent_field present', '{focal_length_min}–{focal_length_max}|{focal_length}
{apparent_field}
{barrel}'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO card_rules (position, condition, specs)
SELECT 8, 'filter_kind present', '{filter_kind} filter
fits {fits_from}–{fits_to}|{bandwidth}
{barrel}'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO card_rules (position, condition, specs)
SELECT 9, 'sensor present', '{resolution}
{pixel_size}
{sensor}'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO card_rules (position, condition, specs)
SELECT 10, 'format present', '{dimensions}
{format}'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO card_rules (position, condition, specs)
SELECT 11, 'weight missing; barrel missing; dimensions missing; colour_of_light missing; barlow_factor missing', 'fits {fits_from}–{fits_to}|{thread}|{power}|{material}'
WHERE EXISTS (SELECT 1 FROM products);

-- What a picture shows; none if it is something else.
ALTER TABLE pictures ADD COLUMN role TEXT
    CONSTRAINT pictures_role_check CHECK (role IN ('main', 'light_path', 'scale', 'detail'));

-- The program took the second picture of a telescope for its light path.
UPDATE pictures SET role = 'main' WHERE position = 1;
UPDATE pictures SET role = 'light_path'
WHERE position = 2
    AND NOT EXISTS (SELECT 1 FROM variants v WHERE v.product_id = pictures.product_id AND v.picture = 2)
    AND EXISTS (
        SELECT 1 FROM products p WHERE p.id = pictures.product_id
            AND p.attributes LIKE '%"aperture":%' AND p.attributes LIKE '%"focal_length":%'
    );

-- The facets whose values the program showed as shortcuts above lists.
UPDATE attributes SET definition = substr(definition, 1, length(definition) - 1) || ',"promoted":1}'
WHERE key = 'good_for' AND definition LIKE '%}';
UPDATE attributes SET definition = substr(definition, 1, length(definition) - 1) || ',"promoted":2}'
WHERE key = 'level' AND definition LIKE '%}';
UPDATE attributes SET definition = substr(definition, 1, length(definition) - 1) || ',"promoted":3}'
WHERE key = 'design' AND definition LIKE '%}';
UPDATE attributes SET definition = substr(definition, 1, length(definition) - 1) || ',"promoted":4}'
WHERE key = 'magnification' AND definition LIKE '%}';
UPDATE attributes SET definition = substr(definition, 1, length(definition) - 1) || ',"promoted":5}'
WHERE key = 'filter_kind' AND definition LIKE '%}';
UPDATE attributes SET definition = substr(definition, 1, length(definition) - 1) || ',"promoted":6}'
WHERE key = 'aperture' AND definition LIKE '%}';

-- Attributes of what one looks or photographs through, and those whose millimetres a search finds in inches.
UPDATE attributes SET definition = substr(definition, 1, length(definition) - 1) || ',"shows":true}'
WHERE key IN ('aperture', 'objective', 'apparent_field', 'barlow_factor', 'filter_kind', 'sensor') AND definition LIKE '%}';
UPDATE attributes SET definition = substr(definition, 1, length(definition) - 1) || ',"inches":true}'
WHERE key IN ('aperture', 'objective') AND definition LIKE '%}';

-- The program recognised solar telescopes by what they are good for.
UPDATE products SET attributes = substr(attributes, 1, length(attributes) - 1) || ',"sun_only":true}'
WHERE attributes LIKE '%"aperture":%' AND attributes LIKE '%"Sun"%' AND attributes LIKE '%}'
    AND attributes NOT LIKE '%"Moon and planets"%' AND attributes NOT LIKE '%"Galaxies and nebulae"%'
    AND attributes NOT LIKE '%"Double stars"%';

-- What the merchant deletes of it is not loaded again.
INSERT INTO settings (key, value)
SELECT 'seeded.card_rules', 'loaded'
WHERE EXISTS (SELECT 1 FROM products);

-- Programs that know the schema up to 15 can go on: nothing that they use has changed.
UPDATE settings SET value = '19:15' WHERE key = 'schema.oldest_program';
