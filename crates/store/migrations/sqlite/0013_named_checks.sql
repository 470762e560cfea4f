-- Every check has a name, the one that PostgreSQL gives it, so that the program can tell which was violated and a migration can change it:
-- there by DROP CONSTRAINT and ADD CONSTRAINT, here by its text in the schema, as below, without rebuilding the table
-- (https://sqlite.org/lang_altertable.html#otheralter).
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(replace(replace(sql, 'CHECK (tax_class IN', 'CONSTRAINT products_tax_class_check CHECK (tax_class IN'), 'CHECK (status IN', 'CONSTRAINT products_status_check CHECK (status IN'), 'CHECK (status <>', 'CONSTRAINT products_check CHECK (status <>')
WHERE type = 'table' AND name = 'products';
UPDATE sqlite_schema SET sql = replace(replace(sql, 'CHECK (price_minor >=', 'CONSTRAINT variants_price_minor_check CHECK (price_minor >='), 'CHECK (stock >=', 'CONSTRAINT variants_stock_check CHECK (stock >=')
WHERE type = 'table' AND name = 'variants';
UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (format IN', 'CONSTRAINT renditions_format_check CHECK (format IN')
WHERE type = 'table' AND name = 'renditions';
UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (kind IN', 'CONSTRAINT redirects_kind_check CHECK (kind IN')
WHERE type = 'table' AND name = 'redirects';
UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (id = 1', 'CONSTRAINT catalogue_version_id_check CHECK (id = 1')
WHERE type = 'table' AND name = 'catalogue_version';
UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (quantity BETWEEN', 'CONSTRAINT cart_lines_quantity_check CHECK (quantity BETWEEN')
WHERE type = 'table' AND name = 'cart_lines';
UPDATE sqlite_schema SET sql = replace(replace(replace(replace(replace(sql, 'CHECK (state IN', 'CONSTRAINT orders_state_check CHECK (state IN'), 'CHECK (goods_minor >=', 'CONSTRAINT orders_goods_minor_check CHECK (goods_minor >='), 'CHECK (delivery_minor >=', 'CONSTRAINT orders_delivery_minor_check CHECK (delivery_minor >='), 'CHECK (tax_minor >=', 'CONSTRAINT orders_tax_minor_check CHECK (tax_minor >='), 'CHECK (total_minor =', 'CONSTRAINT orders_check CHECK (total_minor =')
WHERE type = 'table' AND name = 'orders';
UPDATE sqlite_schema SET sql = replace(replace(sql, 'CHECK (quantity >', 'CONSTRAINT order_lines_quantity_check CHECK (quantity >'), 'CHECK (total_minor =', 'CONSTRAINT order_lines_check CHECK (total_minor =')
WHERE type = 'table' AND name = 'order_lines';
UPDATE sqlite_schema SET sql = replace(replace(sql, 'CHECK (state IN', 'CONSTRAINT payments_state_check CHECK (state IN'), 'CHECK (amount_minor >=', 'CONSTRAINT payments_amount_minor_check CHECK (amount_minor >=')
WHERE type = 'table' AND name = 'payments';
UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (state IN', 'CONSTRAINT payment_attempts_state_check CHECK (state IN')
WHERE type = 'table' AND name = 'payment_attempts';
UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (answer IN', 'CONSTRAINT test_challenges_answer_check CHECK (answer IN')
WHERE type = 'table' AND name = 'test_challenges';
PRAGMA writable_schema = RESET;

-- No statement uses these. Dropping them changes the number of the schema, so that every connection reads it anew.
DROP INDEX orders_by_time;
DROP INDEX orders_by_email;

-- Programs that know the schema up to 2 can go on: nothing that they use has changed.
UPDATE settings SET value = '13:2' WHERE key = 'schema.oldest_program';
