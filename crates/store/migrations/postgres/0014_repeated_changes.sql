-- The key of the last change of a line's quantity. A change that is sent again, because its answer was lost, changes nothing.
ALTER TABLE shopping_cart_lines ADD COLUMN last_change TEXT;

-- Programs that know the schema up to 2 can go on: they note no keys.
UPDATE settings SET value = '14:2' WHERE key = 'schema.oldest_program';
