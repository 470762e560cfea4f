-- The sum of an order's lines gets the name that the trade uses. Programs of the release before write and read goods_minor alone: this
-- program writes both, and reads goods_minor where there is no other. The next release lets goods_minor be empty and stops
-- using it; the one after that drops it.
ALTER TABLE orders ADD COLUMN subtotal_minor INTEGER
    CONSTRAINT orders_subtotal_minor_check CHECK (subtotal_minor = goods_minor);
-- Rows from before keep it empty: to fill millions of them would stop orders for as long.

-- Programs that know the schema up to 15 can go on: they leave the column empty.
UPDATE settings SET value = '16:15' WHERE key = 'schema.oldest_program';
