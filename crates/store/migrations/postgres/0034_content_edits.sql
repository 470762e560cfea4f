-- Merchants edit pages, buying guides, the home page, menus and texts. Pages, guides and blocks have versions already. What is taken out of
-- the shop is archived: it is a draft, which no program shows, and can be restored.
ALTER TABLE pages ADD COLUMN archived_at BIGINT;
ALTER TABLE buying_guides ADD COLUMN archived_at BIGINT;
ALTER TABLE home_blocks ADD COLUMN archived_at BIGINT;

-- Menus and texts on other pages are edited as a whole, and count their changes here.
CREATE TABLE content_versions (
    part    TEXT PRIMARY KEY NOT NULL CONSTRAINT content_versions_part_check CHECK (part IN ('menus', 'shop_texts')),
    version BIGINT NOT NULL
);
INSERT INTO content_versions (part, version) VALUES ('menus', 0), ('shop_texts', 0);

-- Programs that know the schema up to 2 can go on: nothing that they use has changed.
UPDATE settings SET value = '34:2' WHERE key = 'schema.oldest_program';
