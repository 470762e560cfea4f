# The buying guides of the home page. Each has advice, and a sentence for each product chosen for it (crates/domain/src/guide.rs).

wish-chosen = Our picks
wish-most = Nothing here costs more than { $amount }.
wish-all = All matching products

wish-saturn = See Saturn’s rings
wish-saturn-advice = You need about 50× to see the rings, and a telescope of 70 mm or more to see them clearly separated from the planet. The dark gap between them takes about 110 mm and a steady night. A long focal length helps, and a mount that doesn’t shake helps more. Expect a small, sharp, pale yellow Saturn, not the large colourful one from the space probes.
wish-saturn-halden-70-900 = At 90× there is no mistaking the rings. This is the smallest telescope we would buy for Saturn, and it comes with a tripod.
wish-saturn-lowland-6-dobsonian = Twice the aperture: it shows the gap in the rings on good nights, and four or five moons beside them.
wish-saturn-varnhem-127-mak = Made for planets: 150× with ordinary eyepieces, and more contrast than a mirror telescope of its size. You will also need a mount.
wish-saturn-varnhem-8-sct-goto = Eight inches of aperture that find Saturn for you and keep it in view while the whole family takes turns.

wish-moon = Explore the Moon
wish-moon-advice = Any telescope of 60 mm shows craters, so choose one that is quick to take outside and stands still. With 70 to 90 mm you see mountains casting shadows and craters 10 km across; with 200 mm, craters of 2 km. Look along the line between light and dark: the full Moon is bright and flat.
wish-moon-halden-70-900 = The whole Moon at 36× and single craters at 90×, on a tripod that comes with it.
wish-moon-varnhem-90-mak = Small enough for a window sill, with a focal length long enough for 100× and more. You will also need a tripod or mount.
wish-moon-varnhem-127-mak = Craters three to four kilometres across, from a tube only 37 cm long. You will also need a mount.
wish-moon-lowland-8-dobsonian = Endless rilles and small craters on any night when the air is steady.

wish-galaxies = Find faint galaxies
wish-galaxies-advice = A dark sky comes first, and aperture second: in the country, 200 mm shows hundreds of galaxies, and 300 mm a first hint of spiral arms. They stay grey and soft, because the eye sees no colour in so little light. Under a city sky a larger mirror does little; an hour’s drive does a lot.
wish-galaxies-lowland-8-dobsonian = Eight inches without electronics: every galaxy in Messier’s catalogue under a dark sky, and two minutes to set up.
wish-galaxies-lowland-10-dobsonian = Half as much light again, and it still fits across the back seat for the drive to a dark site.
wish-galaxies-lowland-12-truss = Twelve inches that come apart: galaxies begin to show their shape, and there is still room for two people in the car.
wish-galaxies-lowland-16-truss = Sixteen inches: spiral arms that you see rather than guess at, where it is truly dark.

wish-photograph = Photograph the sky
wish-photograph-advice = Choose the mount first, then the telescope, then the camera: the sky turns, and without a motor to follow it every exposure longer than a few seconds will trail. Begin with a camera, a lens and a star tracker. For nebulae, add a short telescope of 60 to 80 mm on an equatorial mount that can carry half as much again as you put on it. Planets are filmed instead, with a small fast camera and a long focal length.
wish-photograph-skerry-star-tracker = The place to begin: two-minute exposures of the Milky Way without trails, with the camera and lens you already have.
wish-photograph-halden-72-ed = A short, well-corrected refractor that forgives a small mount its errors, with a field wide enough for the Andromeda Galaxy.
wish-photograph-lowland-150-750-goto = Telescope and tracking mount in one: clusters and bright nebulae in half-minute exposures.
wish-photograph-skerry-eq6-goto = The mount for long exposures, and for years to come: it carries a telescope and two cameras with capacity to spare.

wish-child = For a nine-year-old
wish-child-advice = A child wants to find something within a minute, so choose a telescope that is light, stands low and shows a wide field. Binoculars and tabletop telescopes do that; a wobbly tripod with 500× on the box does not. The Moon, Jupiter’s moons and the Pleiades will delight them, and an adult beside the telescope on the first evenings matters more than its price.
wish-child-tarn-fell-10x50 = Nothing to set up: craters, Jupiter’s moons and the Pleiades, and useful by day for years.
wish-child-lowland-114-tabletop = Pointed by hand from a table or a box, with enough light for Saturn’s rings and bright clusters.
wish-child-halden-70-900 = A proper first telescope on a tripod, for the Moon and the planets.
wish-child-lowland-76-tabletop = Light enough for a child to carry, and the quickest of all to understand.

wish-travel = Travel with a telescope
wish-travel-advice = A small telescope under a mountain sky shows more than a large one at home. For cabin luggage, stay below 60 cm and 4 kg, and include the tripod: it weighs as much as the tube. A telescope of 60 to 80 mm shows the star clusters of the Milky Way at night and birds by day; for planets, take a short Maksutov.
wish-travel-halden-70-rucksack = Telescope, tripod and two eyepieces in one rucksack: nothing else to buy, and nothing to forget.
wish-travel-lowland-130-tabletop = It collapses to a 38 cm cube, and extended it gathers more than three times the light of a 70 mm lens.
wish-travel-halden-72-ed = Two kilograms, for looking and for photography, by night and by day. You will also need a photo tripod.
wish-travel-varnhem-90-mak = No longer than a wine bottle, and the best of the small ones on the Moon and planets. You will also need a tripod.

wish-sun = Watch the Sun safely
wish-sun-advice = Never look at the Sun without a purpose-made filter over the full aperture, fixed so that the wind can’t take it off, and cover the finder as well. White light shows sunspots and eclipses in any telescope; the red prominences at the edge need a telescope made for the single red line of hydrogen.
wish-sun-heliard-solar-film = Makes a safe filter for the telescope or binoculars you already own, in an evening with card and glue.
wish-sun-heliard-50-travel = The filter is built in permanently, so nobody can forget it: sunspots and eclipses from a rucksack.
wish-sun-heliard-40-ha = Prominences on the edge of the Sun, live, in your lunch hour.
wish-sun-heliard-60-ha = Detailed prominences and dark filaments across the disc, with fine tuning by air pressure.

wish-gift = Give someone the sky
wish-gift-advice = If you don’t know what someone already has, a chart, a globe or a book is never the wrong size. A first telescope is a good present when it is simple enough to use the same evening, and comes with an hour of your time. Avoid anything that promises magnifications in the hundreds.
wish-gift-perigee-planisphere = Turn the date to the hour and it shows which stars are up: no battery, no password.
wish-gift-moon-globe = Both sides of the Moon to hold in your hands, for a shelf or a desk.
wish-gift-perigee-60-700 = The smallest telescope we can sell in good conscience, with everything you need for the first night.
wish-gift-your-first-year-under-the-stars = Fifty-two evenings, with one thing to find on each.
