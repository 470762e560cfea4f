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

-- Programs that know the schema up to 15 can go on: nothing that they use has changed.
UPDATE settings SET value = '28:2' WHERE key = 'schema.oldest_program';
