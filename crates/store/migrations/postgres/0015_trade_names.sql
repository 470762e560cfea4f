-- Back-in-stock subscriptions and payment intents get the names that the trade uses.
ALTER TABLE stock_waits RENAME TO stock_subscriptions;
ALTER TABLE stock_subscriptions RENAME COLUMN asked_at TO requested_at;
ALTER TABLE stock_subscriptions RENAME CONSTRAINT stock_waits_pkey TO stock_subscriptions_pkey;
ALTER TABLE stock_subscriptions RENAME CONSTRAINT stock_waits_variant_id_fkey TO stock_subscriptions_variant_id_fkey;
ALTER TABLE stock_subscriptions RENAME CONSTRAINT stock_waits_variant_id_email_key_key TO stock_subscriptions_variant_id_email_key_key;
ALTER INDEX stock_waits_open RENAME TO stock_subscriptions_open;
ALTER INDEX stock_waits_by_address RENAME TO stock_subscriptions_by_address;
ALTER INDEX stock_waits_by_age RENAME TO stock_subscriptions_by_age;
ALTER INDEX stock_waits_by_mailbox RENAME TO stock_subscriptions_by_mailbox;

ALTER TABLE payment_attempts RENAME TO payment_intents;
ALTER TABLE payment_intents RENAME COLUMN begun_at TO started_at;
ALTER TABLE payment_intents RENAME CONSTRAINT payment_attempts_pkey TO payment_intents_pkey;
ALTER TABLE payment_intents RENAME CONSTRAINT payment_attempts_state_check TO payment_intents_state_check;
ALTER INDEX payment_attempts_by_order RENAME TO payment_intents_by_order;
ALTER INDEX payment_attempts_by_age RENAME TO payment_intents_by_age;

-- Programs of the release before read and write the same rows by the old names.
CREATE VIEW stock_waits AS
SELECT id, variant_id, email, email_key, requested_at AS asked_at, queued_at, confirmed_at, mailbox FROM stock_subscriptions;
CREATE VIEW payment_attempts AS
SELECT key, order_key, provider, state, started_at AS begun_at FROM payment_intents;

-- Programs that know the schema up to 2 can go on: the views are for them.
UPDATE settings SET value = '15:2' WHERE key = 'schema.oldest_program';
