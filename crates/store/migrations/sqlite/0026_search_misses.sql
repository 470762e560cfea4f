-- Searches for which the shop has nothing, counted for the merchant: terms in lower case, without anything personal.
CREATE TABLE search_misses (
    day   TEXT NOT NULL, -- at the place of dispatch
    term  TEXT NOT NULL CONSTRAINT search_misses_term_check CHECK (LENGTH(term) BETWEEN 1 AND 60),
    count INTEGER NOT NULL CONSTRAINT search_misses_count_check CHECK (count > 0),
    PRIMARY KEY (day, term)
) STRICT;

-- Programs that know the schema up to 15 can go on: nothing that they use has changed.
UPDATE settings SET value = '26:15' WHERE key = 'schema.oldest_program';
