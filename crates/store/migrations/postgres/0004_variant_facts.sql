-- What a variant has that its product has not: attributes that differ (a JSON object; null takes one away), and which of the product's
-- pictures, by position, shows it.
ALTER TABLE variants ADD COLUMN attributes TEXT NOT NULL DEFAULT '{}';
ALTER TABLE variants ADD COLUMN picture BIGINT NOT NULL DEFAULT 1;

-- Programs that know the schema up to 2 can go on: nothing that they use has changed.
UPDATE settings SET value = '4:2' WHERE key = 'schema.oldest_program';
