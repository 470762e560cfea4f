-- Buying guides are the merchant's data.
CREATE TABLE buying_guides (
    id                 BLOB PRIMARY KEY NOT NULL,
    slug               TEXT NOT NULL UNIQUE,
    title              TEXT NOT NULL,
    advice             TEXT NOT NULL,
    icon               TEXT NOT NULL, -- a name; unknown ones are shown as the interface's default
    role               TEXT UNIQUE -- what the program uses it for
        CONSTRAINT buying_guides_role_check CHECK (role IN ('beginners')),
    max_price_minor    INTEGER, -- of its picks
    max_price_currency TEXT,
    search_words       TEXT NOT NULL, -- a phrase on each line: a search for it leads to the guide
    position           INTEGER NOT NULL,
    status             TEXT NOT NULL CONSTRAINT buying_guides_status_check CHECK (status IN ('draft', 'published')),
    version            INTEGER NOT NULL, -- counts its changes
    updated_at         INTEGER NOT NULL,
    CONSTRAINT buying_guides_max_price_check CHECK ((max_price_minor IS NULL) = (max_price_currency IS NULL))
) STRICT;

-- The products of a guide. The position is the rank of those that fit this rule and none before it.
CREATE TABLE buying_guide_rules (
    guide_id  BLOB NOT NULL REFERENCES buying_guides (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    condition TEXT NOT NULL,
    PRIMARY KEY (guide_id, position)
) STRICT;

CREATE TABLE buying_guide_picks (
    guide_id   BLOB NOT NULL REFERENCES buying_guides (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    product_id BLOB NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    sentence   TEXT NOT NULL, -- why it was picked
    PRIMARY KEY (guide_id, position),
    UNIQUE (guide_id, product_id)
) STRICT;
CREATE INDEX buying_guide_picks_by_product ON buying_guide_picks (product_id);

-- A shop that has products keeps the guides that were part of the program. An empty one gets those of the folder that it is seeded
-- from.
INSERT INTO buying_guides (id, slug, title, advice, icon, role, max_price_minor, max_price_currency, search_words, position, status, version, updated_at)
SELECT x'01a21f739c0070008000000000000201', 'saturn', 'See Saturn’s rings', 'You need about 50× to see the rings, and a telescope of 70 mm or more to see them clearly separated from the planet. The dark gap between them takes about 110 mm and a steady night. A long focal length helps, and a mount that doesn’t shake helps more. Expect a small, sharp, pale yellow Saturn, not the large colourful one from the space probes.',
    'planet', NULL, NULL, NULL, 'saturn
ring
rings
planet
planets
jupiter
mars
venus', 1, 'published', 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 1, 'category telescopes; aperture >= 70; focal_length >= 600; good_for has "Moon and planets"; mount_type present; not mount_type is "None"'
FROM buying_guides WHERE slug = 'saturn';
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 2, 'category telescopes; aperture >= 70; focal_length >= 600; good_for has "Moon and planets"'
FROM buying_guides WHERE slug = 'saturn';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 1, p.id, 'At 90× there is no mistaking the rings. This is the smallest telescope we would buy for Saturn, and it comes with a tripod.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'saturn' AND p.slug = 'halden-70-900';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 2, p.id, 'Twice the aperture: it shows the gap in the rings on good nights, and four or five moons beside them.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'saturn' AND p.slug = 'lowland-6-dobsonian';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 3, p.id, 'Made for planets: 150× with ordinary eyepieces, and more contrast than a mirror telescope of its size. You will also need a mount.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'saturn' AND p.slug = 'varnhem-127-mak';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 4, p.id, 'Eight inches of aperture that find Saturn for you and keep it in view while the whole family takes turns.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'saturn' AND p.slug = 'varnhem-8-sct-goto';
INSERT INTO buying_guides (id, slug, title, advice, icon, role, max_price_minor, max_price_currency, search_words, position, status, version, updated_at)
SELECT x'01a21f739c0070008000000000000202', 'moon', 'Explore the Moon', 'Any telescope of 60 mm shows craters, so choose one that is quick to take outside and stands still. With 70 to 90 mm you see mountains casting shadows and craters 10 km across; with 200 mm, craters of 2 km. Look along the line between light and dark: the full Moon is bright and flat.',
    'moon', 'beginners', NULL, NULL, 'moon
lunar
crater
craters', 2, 'published', 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 1, 'category telescopes; aperture >= 60; good_for has "Moon and planets"; mount_type present; not mount_type is "None"'
FROM buying_guides WHERE slug = 'moon';
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 2, 'category telescopes; aperture >= 60; good_for has "Moon and planets"'
FROM buying_guides WHERE slug = 'moon';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 1, p.id, 'The whole Moon at 36× and single craters at 90×, on a tripod that comes with it.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'moon' AND p.slug = 'halden-70-900';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 2, p.id, 'Small enough for a window sill, with a focal length long enough for 100× and more. You will also need a tripod or mount.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'moon' AND p.slug = 'varnhem-90-mak';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 3, p.id, 'Craters three to four kilometres across, from a tube only 37 cm long. You will also need a mount.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'moon' AND p.slug = 'varnhem-127-mak';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 4, p.id, 'Endless rilles and small craters on any night when the air is steady.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'moon' AND p.slug = 'lowland-8-dobsonian';
INSERT INTO buying_guides (id, slug, title, advice, icon, role, max_price_minor, max_price_currency, search_words, position, status, version, updated_at)
SELECT x'01a21f739c0070008000000000000203', 'galaxies', 'Find faint galaxies', 'A dark sky comes first, and aperture second: in the country, 200 mm shows hundreds of galaxies, and 300 mm a first hint of spiral arms. They stay grey and soft, because the eye sees no colour in so little light. Under a city sky a larger mirror does little; an hour’s drive does a lot.',
    'galaxy', NULL, NULL, NULL, 'galaxy
galaxies
nebula
nebulae
cluster
clusters
andromeda
messier', 3, 'published', 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 1, 'category telescopes; aperture >= 200; good_for has "Galaxies and nebulae"; mount_type present; not mount_type is "None"'
FROM buying_guides WHERE slug = 'galaxies';
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 2, 'category telescopes; aperture >= 200; good_for has "Galaxies and nebulae"'
FROM buying_guides WHERE slug = 'galaxies';
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 3, 'category telescopes; aperture >= 110; good_for has "Galaxies and nebulae"; mount_type present; not mount_type is "None"'
FROM buying_guides WHERE slug = 'galaxies';
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 4, 'category telescopes; aperture >= 110; good_for has "Galaxies and nebulae"'
FROM buying_guides WHERE slug = 'galaxies';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 1, p.id, 'Eight inches without electronics: every galaxy in Messier’s catalogue under a dark sky, and two minutes to set up.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'galaxies' AND p.slug = 'lowland-8-dobsonian';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 2, p.id, 'Half as much light again, and it still fits across the back seat for the drive to a dark site.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'galaxies' AND p.slug = 'lowland-10-dobsonian';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 3, p.id, 'Twelve inches that come apart: galaxies begin to show their shape, and there is still room for two people in the car.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'galaxies' AND p.slug = 'lowland-12-truss';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 4, p.id, 'Sixteen inches: spiral arms that you see rather than guess at, where it is truly dark.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'galaxies' AND p.slug = 'lowland-16-truss';
INSERT INTO buying_guides (id, slug, title, advice, icon, role, max_price_minor, max_price_currency, search_words, position, status, version, updated_at)
SELECT x'01a21f739c0070008000000000000204', 'photograph', 'Photograph the sky', 'Choose the mount first, then the telescope, then the camera: the sky turns, and without a motor to follow it every exposure longer than a few seconds shows trails instead of stars. Begin with a camera, a lens and a star tracker. For nebulae, add a short telescope of 60 to 80 mm on an equatorial mount that can carry half as much again as you put on it. Planets are filmed instead, with a small fast camera and a long focal length.',
    'camera', NULL, NULL, NULL, 'photograph
photography
photo
astrophotography
astrophoto', 4, 'published', 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 1, 'category telescopes; aperture >= 1; good_for has "Astrophotography"; tracking is yes; not (good_for has "Sun" and not good_for has "Moon and planets" and not good_for has "Galaxies and nebulae" and not good_for has "Double stars")'
FROM buying_guides WHERE slug = 'photograph';
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 2, 'category mounts; tracking is yes'
FROM buying_guides WHERE slug = 'photograph';
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 3, 'category telescopes; aperture >= 1; good_for has "Astrophotography"; not (good_for has "Sun" and not good_for has "Moon and planets" and not good_for has "Galaxies and nebulae" and not good_for has "Double stars")'
FROM buying_guides WHERE slug = 'photograph';
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 4, 'category cameras'
FROM buying_guides WHERE slug = 'photograph';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 1, p.id, 'The place to begin: two-minute exposures of the Milky Way without trails, with the camera and lens you already have.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'photograph' AND p.slug = 'skerry-star-tracker';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 2, p.id, 'A short, well-corrected refractor that forgives a small mount its errors, with a field wide enough for the Andromeda Galaxy.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'photograph' AND p.slug = 'halden-72-ed';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 3, p.id, 'Telescope and tracking mount in one: clusters and bright nebulae in half-minute exposures.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'photograph' AND p.slug = 'lowland-150-750-goto';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 4, p.id, 'The mount for long exposures, and for years to come: it carries a telescope and two cameras with capacity to spare.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'photograph' AND p.slug = 'skerry-eq6-goto';
INSERT INTO buying_guides (id, slug, title, advice, icon, role, max_price_minor, max_price_currency, search_words, position, status, version, updated_at)
SELECT x'01a21f739c0070008000000000000205', 'child', 'For a nine-year-old', 'A child wants to find something within a minute, so choose a telescope that is light, stands low and shows a wide field. Binoculars and tabletop telescopes do that; a wobbly tripod with 500× on the box does not. The Moon, Jupiter’s moons and the Pleiades will delight them, and an adult beside the telescope on the first evenings matters more than its price.',
    'child', NULL, 15000, 'EUR', 'child
children
kid
kids
daughter
son', 5, 'published', 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 1, 'good_for has "Children"; category telescopes and aperture >= 1 or category binoculars; not (aperture present and good_for has "Sun" and not good_for has "Moon and planets" and not good_for has "Galaxies and nebulae" and not good_for has "Double stars")'
FROM buying_guides WHERE slug = 'child';
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 2, 'good_for has "Children"; not (aperture present and good_for has "Sun" and not good_for has "Moon and planets" and not good_for has "Galaxies and nebulae" and not good_for has "Double stars")'
FROM buying_guides WHERE slug = 'child';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 1, p.id, 'Nothing to set up: craters, Jupiter’s moons and the Pleiades, and useful by day for years.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'child' AND p.slug = 'tarn-fell-10x50';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 2, p.id, 'Pointed by hand from a table or a box, with enough light for Saturn’s rings and bright clusters.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'child' AND p.slug = 'lowland-114-tabletop';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 3, p.id, 'A proper first telescope on a tripod, for the Moon and the planets.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'child' AND p.slug = 'halden-70-900';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 4, p.id, 'Light enough for a child to carry, and the quickest of all to understand.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'child' AND p.slug = 'lowland-76-tabletop';
INSERT INTO buying_guides (id, slug, title, advice, icon, role, max_price_minor, max_price_currency, search_words, position, status, version, updated_at)
SELECT x'01a21f739c0070008000000000000206', 'travel', 'Travel with a telescope', 'A small telescope under a mountain sky shows more than a large one at home. For cabin luggage, stay below 60 cm and 4 kg, and include the tripod: it weighs as much as the tube. A telescope of 60 to 80 mm shows the star clusters of the Milky Way at night and birds by day; for planets, take a short Maksutov.',
    'suitcase', NULL, NULL, NULL, 'travel
portable
holiday
backpack
rucksack
luggage', 6, 'published', 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 1, 'category travel or good_for has "Travel"; category telescopes; aperture >= 1; mount_type present; not mount_type is "None"; not (good_for has "Sun" and not good_for has "Moon and planets" and not good_for has "Galaxies and nebulae" and not good_for has "Double stars")'
FROM buying_guides WHERE slug = 'travel';
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 2, 'category travel or good_for has "Travel"; category telescopes; aperture >= 1; not (good_for has "Sun" and not good_for has "Moon and planets" and not good_for has "Galaxies and nebulae" and not good_for has "Double stars")'
FROM buying_guides WHERE slug = 'travel';
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 3, 'category travel or good_for has "Travel"; category binoculars'
FROM buying_guides WHERE slug = 'travel';
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 4, 'category travel or good_for has "Travel"; category mounts'
FROM buying_guides WHERE slug = 'travel';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 1, p.id, 'Telescope, tripod and two eyepieces in one rucksack: nothing else to buy, and nothing to forget.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'travel' AND p.slug = 'halden-70-rucksack';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 2, p.id, 'It collapses to a 38 cm cube, and extended it gathers more than three times the light of a 70 mm lens.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'travel' AND p.slug = 'lowland-130-tabletop';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 3, p.id, 'Two kilograms, for looking and for photography, by night and by day. You will also need a photo tripod.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'travel' AND p.slug = 'halden-72-ed';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 4, p.id, 'No longer than a wine bottle, and the best of the small ones on the Moon and planets. You will also need a tripod.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'travel' AND p.slug = 'varnhem-90-mak';
INSERT INTO buying_guides (id, slug, title, advice, icon, role, max_price_minor, max_price_currency, search_words, position, status, version, updated_at)
SELECT x'01a21f739c0070008000000000000207', 'sun', 'Watch the Sun safely', 'Never look at the Sun without a purpose-made filter over the full aperture, fixed so that the wind can’t take it off, and cover the finder as well. White light shows sunspots and eclipses in any telescope; the red prominences at the edge need a telescope made for the single red line of hydrogen.',
    'sun', NULL, NULL, NULL, 'sun
solar
eclipse
sunspot
sunspots
prominences', 7, 'published', 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 1, 'category sun; aperture > 0'
FROM buying_guides WHERE slug = 'sun';
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 2, 'category sun'
FROM buying_guides WHERE slug = 'sun';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 1, p.id, 'Makes a safe filter for the telescope or binoculars you already own, in an evening with card and glue.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'sun' AND p.slug = 'heliard-solar-film';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 2, p.id, 'The filter is built in permanently, so nobody can forget it: sunspots and eclipses from a rucksack.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'sun' AND p.slug = 'heliard-50-travel';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 3, p.id, 'Prominences on the edge of the Sun, live, in your lunch hour.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'sun' AND p.slug = 'heliard-40-ha';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 4, p.id, 'Detailed prominences and dark filaments across the disc, with fine tuning by air pressure.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'sun' AND p.slug = 'heliard-60-ha';
INSERT INTO buying_guides (id, slug, title, advice, icon, role, max_price_minor, max_price_currency, search_words, position, status, version, updated_at)
SELECT x'01a21f739c0070008000000000000208', 'gift', 'Give someone the sky', 'If you don’t know what someone already has, a chart, a globe or a book is never the wrong size. A first telescope is a good present when it is simple enough to use the same evening, and comes with an hour of your time. Avoid anything that promises magnifications in the hundreds.',
    'gift', NULL, 15000, 'EUR', 'gift
gifts
present
birthday
christmas', 8, 'published', 1, 1795824000000
WHERE EXISTS (SELECT 1 FROM products);
INSERT INTO buying_guide_rules (guide_id, position, condition)
SELECT id, 1, 'category gifts'
FROM buying_guides WHERE slug = 'gift';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 1, p.id, 'Turn the date to the hour and it shows which stars are up: no battery, no password.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'gift' AND p.slug = 'perigee-planisphere';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 2, p.id, 'Both sides of the Moon to hold in your hands, for a shelf or a desk.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'gift' AND p.slug = 'moon-globe';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 3, p.id, 'The smallest telescope we can sell in good conscience, with everything you need for the first night.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'gift' AND p.slug = 'perigee-60-700';
INSERT INTO buying_guide_picks (guide_id, position, product_id, sentence)
SELECT g.id, 4, p.id, 'Fifty-two evenings, with one thing to find on each.'
FROM buying_guides g CROSS JOIN products p WHERE g.slug = 'gift' AND p.slug = 'your-first-year-under-the-stars';

-- What the merchant deletes of them is not loaded again.
INSERT INTO settings (key, value)
SELECT 'seeded.guides', 'loaded'
WHERE EXISTS (SELECT 1 FROM products);

-- Programs that know the schema up to 15 can go on: nothing that they use has changed.
UPDATE settings SET value = '18:15' WHERE key = 'schema.oldest_program';
