-- What is answered on the page of the built-in test provider that stands in for a bank's: the provider's own state, by its reference.
CREATE TABLE test_challenges (
    reference TEXT PRIMARY KEY NOT NULL,
    answer    TEXT CHECK (answer IN ('approve', 'refuse')), -- none until it is answered
    made_at   BIGINT NOT NULL
);
CREATE INDEX test_challenges_by_age ON test_challenges (made_at);

-- Cards that were refused, each under its cart, its client and its card: digests under the shop's secret, never a number or an address.
-- Counted for an hour, then deleted.
CREATE TABLE payment_refusals (
    id         UUID PRIMARY KEY NOT NULL,
    payer      TEXT NOT NULL,
    refused_at BIGINT NOT NULL
);
CREATE INDEX payment_refusals_by_payer ON payment_refusals (payer, refused_at);
CREATE INDEX payment_refusals_by_age ON payment_refusals (refused_at);

-- Programs that know the schema up to 2 can go on: nothing that they use has changed.
UPDATE settings SET value = '8:2' WHERE key = 'schema.oldest_program';
