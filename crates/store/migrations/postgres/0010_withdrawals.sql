-- Statements by which consumers withdraw from a contract (Directive 2011/83/EU, article 11a).
CREATE TABLE withdrawals (
    id              UUID PRIMARY KEY NOT NULL,
    key             TEXT NOT NULL UNIQUE,        -- of the form, so that a double click is one statement
    order_id        UUID REFERENCES orders (id), -- the order that number and e-mail name; none where they name none
    order_number    TEXT NOT NULL,               -- as stated
    name            TEXT NOT NULL,
    email           TEXT NOT NULL,
    email_key       TEXT NOT NULL,               -- the address as addresses are compared
    items           TEXT NOT NULL,               -- which items, if not all
    received_at     BIGINT NOT NULL,
    acknowledged_at BIGINT                       -- when the acknowledgement was sent
);
CREATE INDEX withdrawals_by_address ON withdrawals (email_key, received_at);
CREATE INDEX withdrawals_by_order ON withdrawals (order_id);
CREATE INDEX withdrawals_by_time ON withdrawals (received_at);

-- Programs that know the schema up to 2 can go on: nothing that they use has changed.
UPDATE settings SET value = '10:2' WHERE key = 'schema.oldest_program';
