-- The merchant's texts in emails. A place without a row has the text of the program.
CREATE TABLE mail_texts (
    kind    TEXT NOT NULL, -- the email
    slot    TEXT NOT NULL, -- the place in it; the program ignores emails and places that it does not know
    text    TEXT NOT NULL, -- with placeholders; empty if the text of the program applies again
    version BIGINT NOT NULL CONSTRAINT mail_texts_version_check CHECK (version > 0), -- counts its changes
    PRIMARY KEY (kind, slot)
);

-- What the merchant takes back of it is not loaded again.
INSERT INTO settings (key, value)
SELECT 'seeded.mail_texts', 'loaded'
WHERE EXISTS (SELECT 1 FROM products);

-- For how long shoppers can return what they bought, and withdraw from the contract. Programs of the release before say 30 and 14.
ALTER TABLE shop_settings ADD COLUMN return_days BIGINT NOT NULL DEFAULT 30
    CONSTRAINT shop_settings_return_days_check CHECK (return_days BETWEEN 1 AND 365);
ALTER TABLE shop_settings ADD COLUMN withdrawal_days BIGINT NOT NULL DEFAULT 14
    CONSTRAINT shop_settings_withdrawal_days_check CHECK (withdrawal_days BETWEEN 1 AND 365);

-- Promises in the footer are texts of the merchant.
INSERT INTO shop_texts (slot, text)
SELECT 'warranty', 'Two-year warranty'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO shop_texts (slot, text)
SELECT 'warranty-note', 'Repair, replacement or refund'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO shop_texts (slot, text)
SELECT 'contact-note', 'An answer within one working day'
WHERE EXISTS (SELECT 1 FROM products);

-- And so are the names of the colour schemes, and the picture that other sites show for pages without one.
INSERT INTO shop_texts (slot, text)
SELECT 'theme-red', 'Red light'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO shop_texts (slot, text)
SELECT 'theme-paper', 'Paper'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO shop_texts (slot, text)
SELECT 'theme-dusk', 'Dusk'
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO shop_texts (slot, text)
SELECT 'shared-picture', '/og.png'
WHERE EXISTS (SELECT 1 FROM products) AND NOT EXISTS (SELECT 1 FROM shop_settings WHERE name <> 'Perigee');

-- The invented seller of the sample catalogue was part of the program. A shop that may have it knows its details by this.
INSERT INTO settings (key, value)
SELECT 'sample.seller', '{"name":"Perigee Astronomy GmbH","address":["Sternwartweg 12","24943 Flensburg","Germany"],"vat_number":"DE000000000","representative":"Ada Winter","register":"Local Court of Flensburg, HRB 00000","phone":"+49 30 23125 000","email":"hello@perigee.example"}'
WHERE EXISTS (SELECT 1 FROM products) OR EXISTS (SELECT 1 FROM shop_settings WHERE seller_name = 'Perigee Astronomy GmbH');

-- Programs that know the schema up to 15 can go on: nothing that they use has changed.
UPDATE settings SET value = '28:2' WHERE key = 'schema.oldest_program';
