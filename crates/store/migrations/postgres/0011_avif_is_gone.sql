-- Pages show drawings as they are, and AVIF renditions of nothing.
DELETE FROM renditions WHERE format = 'avif';
UPDATE media SET avif = 0 WHERE avif = 1;
UPDATE catalogue_version SET version = version + 1;

-- Who looks for a person's orders compares the addresses as the program compares them everywhere, which no database can.
DROP INDEX orders_by_buyer;

-- Programs that know the schema up to 2 can go on: those that offer AVIF see at once that there is none.
UPDATE settings SET value = '11:2' WHERE key = 'schema.oldest_program';
