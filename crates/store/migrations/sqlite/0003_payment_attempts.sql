-- Payments that may have been authorised and have no order (yet): written before the provider is asked, deleted with the order that the
-- payment is for. What is left over is let go of by the worker.
CREATE TABLE payment_attempts (
    key       TEXT PRIMARY KEY NOT NULL, -- what the provider knows it by
    order_key TEXT NOT NULL,
    provider  TEXT NOT NULL,
    state     TEXT NOT NULL CHECK (state IN ('begun', 'voiding', 'voided')),
    begun_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX payment_attempts_by_order ON payment_attempts (order_key);
CREATE INDEX payment_attempts_by_age ON payment_attempts (state, begun_at);

CREATE INDEX cart_lines_by_variant ON cart_lines (variant_id);

-- Programs that know the schema up to 2 can go on: nothing that they use has changed.
INSERT INTO settings (key, value) VALUES ('schema.oldest_program', '3:2');
