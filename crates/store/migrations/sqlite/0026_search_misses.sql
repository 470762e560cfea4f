-- Searches for which the shop has nothing, counted for the merchant: terms in lower case, without anything personal.
CREATE TABLE search_misses (
    day   TEXT NOT NULL, -- at the place of dispatch
    term  TEXT NOT NULL CONSTRAINT search_misses_term_check CHECK (LENGTH(term) BETWEEN 1 AND 60),
    count INTEGER NOT NULL CONSTRAINT search_misses_count_check CHECK (count > 0),
    PRIMARY KEY (day, term)
) STRICT;

-- The text on privacy that came with the program says what is new. A merchant's own text stays.
UPDATE pages SET body = REPLACE(body,
  'They do not log the pages you look at. To limit',
  'They do not log the pages you look at. What is searched for in vain at least three times a day is counted for 90 days, without anything about who searched. To limit')
WHERE role = 'privacy';

-- Programs that know the schema up to 15 can go on: nothing that they use has changed.
UPDATE settings SET value = '26:15' WHERE key = 'schema.oldest_program';
