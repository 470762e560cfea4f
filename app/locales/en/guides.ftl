# The buying guides. Each has advice, and a sentence for each of its hand-picked products (crates/domain/src/search/intent.rs).

guide-chosen = Our picks
guide-most = Nothing here costs more than { $amount }.
guide-all = All matching products

guide-saturn = See Saturn’s rings
guide-saturn-advice = You need about 50× to see the rings, and a telescope of 70 mm or more to see them clearly separated from the planet. The dark gap between them takes about 110 mm and a steady night. A long focal length helps, and a mount that doesn’t shake helps more. Expect a small, sharp, pale yellow Saturn, not the large colourful one from the space probes.
guide-saturn-halden-70-900 = At 90× there is no mistaking the rings. This is the smallest telescope we would buy for Saturn, and it comes with a tripod.
guide-saturn-lowland-6-dobsonian = Twice the aperture: it shows the gap in the rings on good nights, and four or five moons beside them.
guide-saturn-varnhem-127-mak = Made for planets: 150× with ordinary eyepieces, and more contrast than a mirror telescope of its size. You will also need a mount.
guide-saturn-varnhem-8-sct-goto = Eight inches of aperture that find Saturn for you and keep it in view while the whole family takes turns.

guide-moon = Explore the Moon
guide-moon-advice = Any telescope of 60 mm shows craters, so choose one that is quick to take outside and stands still. With 70 to 90 mm you see mountains casting shadows and craters 10 km across; with 200 mm, craters of 2 km. Look along the line between light and dark: the full Moon is bright and flat.
guide-moon-halden-70-900 = The whole Moon at 36× and single craters at 90×, on a tripod that comes with it.
guide-moon-varnhem-90-mak = Small enough for a window sill, with a focal length long enough for 100× and more. You will also need a tripod or mount.
guide-moon-varnhem-127-mak = Craters three to four kilometres across, from a tube only 37 cm long. You will also need a mount.
guide-moon-lowland-8-dobsonian = Endless rilles and small craters on any night when the air is steady.

guide-galaxies = Find faint galaxies
guide-galaxies-advice = A dark sky comes first, and aperture second: in the country, 200 mm shows hundreds of galaxies, and 300 mm a first hint of spiral arms. They stay grey and soft, because the eye sees no colour in so little light. Under a city sky a larger mirror does little; an hour’s drive does a lot.
guide-galaxies-lowland-8-dobsonian = Eight inches without electronics: every galaxy in Messier’s catalogue under a dark sky, and two minutes to set up.
guide-galaxies-lowland-10-dobsonian = Half as much light again, and it still fits across the back seat for the drive to a dark site.
guide-galaxies-lowland-12-truss = Twelve inches that come apart: galaxies begin to show their shape, and there is still room for two people in the car.
guide-galaxies-lowland-16-truss = Sixteen inches: spiral arms that you see rather than guess at, where it is truly dark.

guide-photograph = Photograph the sky
guide-photograph-advice = Choose the mount first, then the telescope, then the camera: the sky turns, and without a motor to follow it every exposure longer than a few seconds shows trails instead of stars. Begin with a camera, a lens and a star tracker. For nebulae, add a short telescope of 60 to 80 mm on an equatorial mount that can carry half as much again as you put on it. Planets are filmed instead, with a small fast camera and a long focal length.
guide-photograph-skerry-star-tracker = The place to begin: two-minute exposures of the Milky Way without trails, with the camera and lens you already have.
guide-photograph-halden-72-ed = A short, well-corrected refractor that forgives a small mount its errors, with a field wide enough for the Andromeda Galaxy.
guide-photograph-lowland-150-750-goto = Telescope and tracking mount in one: clusters and bright nebulae in half-minute exposures.
guide-photograph-skerry-eq6-goto = The mount for long exposures, and for years to come: it carries a telescope and two cameras with capacity to spare.

guide-child = For a nine-year-old
guide-child-advice = A child wants to find something within a minute, so choose a telescope that is light, stands low and shows a wide field. Binoculars and tabletop telescopes do that; a wobbly tripod with 500× on the box does not. The Moon, Jupiter’s moons and the Pleiades will delight them, and an adult beside the telescope on the first evenings matters more than its price.
guide-child-tarn-fell-10x50 = Nothing to set up: craters, Jupiter’s moons and the Pleiades, and useful by day for years.
guide-child-lowland-114-tabletop = Pointed by hand from a table or a box, with enough light for Saturn’s rings and bright clusters.
guide-child-halden-70-900 = A proper first telescope on a tripod, for the Moon and the planets.
guide-child-lowland-76-tabletop = Light enough for a child to carry, and the quickest of all to understand.

guide-travel = Travel with a telescope
guide-travel-advice = A small telescope under a mountain sky shows more than a large one at home. For cabin luggage, stay below 60 cm and 4 kg, and include the tripod: it weighs as much as the tube. A telescope of 60 to 80 mm shows the star clusters of the Milky Way at night and birds by day; for planets, take a short Maksutov.
guide-travel-halden-70-rucksack = Telescope, tripod and two eyepieces in one rucksack: nothing else to buy, and nothing to forget.
guide-travel-lowland-130-tabletop = It collapses to a 38 cm cube, and extended it gathers more than three times the light of a 70 mm lens.
guide-travel-halden-72-ed = Two kilograms, for looking and for photography, by night and by day. You will also need a photo tripod.
guide-travel-varnhem-90-mak = No longer than a wine bottle, and the best of the small ones on the Moon and planets. You will also need a tripod.

guide-sun = Watch the Sun safely
guide-sun-advice = Never look at the Sun without a purpose-made filter over the full aperture, fixed so that the wind can’t take it off, and cover the finder as well. White light shows sunspots and eclipses in any telescope; the red prominences at the edge need a telescope made for the single red line of hydrogen.
guide-sun-heliard-solar-film = Makes a safe filter for the telescope or binoculars you already own, in an evening with card and glue.
guide-sun-heliard-50-travel = The filter is built in permanently, so nobody can forget it: sunspots and eclipses from a rucksack.
guide-sun-heliard-40-ha = Prominences on the edge of the Sun, live, in your lunch hour.
guide-sun-heliard-60-ha = Detailed prominences and dark filaments across the disc, with fine tuning by air pressure.

guide-gift = Give someone the sky
guide-gift-advice = If you don’t know what someone already has, a chart, a globe or a book is never the wrong size. A first telescope is a good present when it is simple enough to use the same evening, and comes with an hour of your time. Avoid anything that promises magnifications in the hundreds.
guide-gift-perigee-planisphere = Turn the date to the hour and it shows which stars are up: no battery, no password.
guide-gift-moon-globe = Both sides of the Moon to hold in your hands, for a shelf or a desk.
guide-gift-perigee-60-700 = The smallest telescope we can sell in good conscience, with everything you need for the first night.
guide-gift-your-first-year-under-the-stars = Fifty-two evenings, with one thing to find on each.
