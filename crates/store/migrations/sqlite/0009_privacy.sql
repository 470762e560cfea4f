-- The orders of one buyer, however the address was written; and those whose buyer is not forgotten yet, by age.
CREATE INDEX orders_by_buyer ON orders (LOWER(email));
CREATE INDEX orders_with_buyer ON orders (placed_at) WHERE email <> '';

-- Programs that know the schema up to 2 can go on: nothing that they use has changed.
UPDATE settings SET value = '9:2' WHERE key = 'schema.oldest_program';
