-- Texts about the trade on the program's pages and in its emails are the merchant's data.
CREATE TABLE shop_texts (
    slot TEXT PRIMARY KEY NOT NULL, -- the place; the program ignores those that it does not know
    text TEXT NOT NULL CONSTRAINT shop_texts_text_check CHECK (text <> '')
) STRICT;

-- A shop that has products keeps the texts that were part of the program. An empty one gets those of the folder that it is seeded from.
INSERT INTO shop_texts (slot, text)
SELECT 'tagline', 'telescopes and everything for a clear night'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO shop_texts (slot, text)
SELECT 'description', 'Telescopes, mounts, eyepieces, cameras, binoculars and star charts, each with an honest account of what it shows and what it doesn’t, and drawings to scale.'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO shop_texts (slot, text)
SELECT 'about', 'Telescopes, mounts and accessories for a clear night, with an honest account of what each will show you and what it won’t.'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO shop_texts (slot, text)
SELECT 'footer-note', 'Every picture here is drawn to scale from the product’s own measurements.'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO shop_texts (slot, text)
SELECT 'search-example', '8 inch Dobsonian, 203 mm, red light …'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO shop_texts (slot, text)
SELECT 'search-tips', 'Search for a number with its unit, such as 203 mm or 8 inch.|Try fewer words, or a more general term: “filter” instead of “2 inch UHC filter”.|Part of a brand or model name is enough.'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO shop_texts (slot, text)
SELECT 'returns-note', 'Even after you have used it at night'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO shop_texts (slot, text)
SELECT 'returns-answer', 'Return it within 30 days, even if you have used it at night. We refund the price you paid and, if you return the whole order, standard delivery as well.'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO shop_texts (slot, text)
SELECT 'sign-off', 'Clear skies'
WHERE EXISTS (SELECT 1 FROM products);

-- What the merchant deletes of it is not loaded again.
INSERT INTO settings (key, value)
SELECT 'seeded.texts', 'loaded'
WHERE EXISTS (SELECT 1 FROM products);

-- Programs that know the schema up to 15 can go on: nothing that they use has changed.
UPDATE settings SET value = '27:15' WHERE key = 'schema.oldest_program';
