-- Pictures that people upload. What the library says about a picture is beside its bytes, so that a list of many pictures reads none.
CREATE TABLE media_library (
    hash         TEXT PRIMARY KEY NOT NULL REFERENCES media (hash) ON DELETE CASCADE,
    name         TEXT NOT NULL DEFAULT '', -- of the file that was uploaded
    alt          TEXT NOT NULL DEFAULT '', -- what products get that show it; each can have another one
    focal_x      BIGINT CONSTRAINT media_library_focal_x_check CHECK (focal_x BETWEEN 0 AND 100), -- percent from the left
    focal_y      BIGINT CONSTRAINT media_library_focal_y_check CHECK (focal_y BETWEEN 0 AND 100), -- percent from the top
    version      BIGINT NOT NULL DEFAULT 1,
    created_at   BIGINT NOT NULL DEFAULT 0,
    unused_since BIGINT -- when it was found to be used nowhere; after 30 days it is deleted
);
CREATE INDEX media_library_by_created_at ON media_library (created_at, hash);
CREATE INDEX media_library_by_unused_since ON media_library (unused_since);

-- The bytes of uploaded pictures; media.bytes is empty for them.
CREATE TABLE media_files (
    hash  TEXT PRIMARY KEY NOT NULL REFERENCES media (hash) ON DELETE CASCADE,
    bytes BYTEA NOT NULL
);

INSERT INTO media_library (hash, alt)
SELECT m.hash, COALESCE((SELECT MIN(i.alt) FROM pictures i WHERE i.hash = m.hash AND i.alt <> ''), '') FROM media m;

-- Programs that know the schema up to 2 can go on: they show no picture that is uploaded while they run, and what they add to the media is
-- in the library an hour later.
UPDATE settings SET value = '35:2' WHERE key = 'schema.oldest_program';
