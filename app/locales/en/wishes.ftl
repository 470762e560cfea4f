# The wishes of the home page. Each has advice, and a sentence for each product chosen for it (crates/domain/src/guide.rs).

wish-chosen = Three to choose from
wish-all = All that fit

wish-saturn = See Saturn’s rings
wish-saturn-advice = The ring needs about 50×, and a telescope of 70 mm or more to stand free of the planet; the dark gap in it takes some 110 mm and a steady night. A long focal length helps, and a mount that does not tremble helps more. You will see a small sharp Saturn in pale yellow, never the large coloured one of the space probes.
wish-saturn-halden-70-900 = At 90× the ring is plainly a ring: the least that we would buy for it, complete with tripod.
wish-saturn-lowland-6-dobsonian = Twice the aperture shows the gap in the ring on good nights, and four or five moons beside it.
wish-saturn-varnhem-127-mak = Made for planets: 150× with ordinary eyepieces, and more contrast than a mirror telescope of its size. It needs a mount.
wish-saturn-varnhem-8-sct-goto = Eight inches that find Saturn and keep it in view while the family takes turns.

wish-moon = Wander over the Moon
wish-moon-advice = Any telescope of 60 mm shows craters, so choose one that is quickly outside and stands still. With 70 to 90 mm you see mountains cast shadows and craters of 10 km; with 200 mm, of 2 km. Look along the line between light and dark: a full Moon is bright and flat.
wish-moon-halden-70-900 = The whole Moon at 36×, single craters at 90×, from a tripod that comes with it.
wish-moon-varnhem-90-mak = Small enough for a window sill, long enough in focus for 100× and more. It needs a tripod or mount.
wish-moon-varnhem-127-mak = Craters three to four kilometres wide, in a tube of 37 cm. It needs a mount.
wish-moon-lowland-8-dobsonian = Rilles and small craters without end, on every night that the air is calm.

wish-galaxies = Find faint galaxies
wish-galaxies-advice = Aperture comes first and a dark sky before it: 200 mm in the country show hundreds of galaxies, 300 mm a first hint of spiral arms. They stay grey and soft, because the eye sees no colour in so little light. Under a city sky a larger mirror does not help much; an hour of driving does.
wish-galaxies-lowland-8-dobsonian = Eight inches without electronics: every galaxy of Messier’s list under a dark sky, and set up in two minutes.
wish-galaxies-lowland-10-dobsonian = Half as much light again, and it still fits across the back seat on the way to a dark place.
wish-galaxies-lowland-12-truss = Twelve inches that come apart: galaxies get shape, and the car still takes two people.
wish-galaxies-lowland-16-truss = Sixteen inches: spiral arms seen, not guessed, where it is truly dark.

wish-photograph = Photograph the sky
wish-photograph-advice = The mount decides, then the telescope, then the camera: a sky that turns blurs every exposure of more than a second unless a motor follows it. Begin with a camera, a lens and a star tracker; for nebulae add a short telescope of 60 to 80 mm on an equatorial mount that carries half as much again as you put on it. Planets are filmed instead, with a small fast camera and a long focal length.
wish-photograph-skerry-star-tracker = The beginning: two minutes of Milky Way without trails, with the camera and lens that you have.
wish-photograph-halden-72-ed = A short, corrected lens that forgives a small mount its errors; wide enough for the Andromeda Galaxy.
wish-photograph-lowland-150-750-goto = Telescope and following mount in one: clusters and bright nebulae in exposures of half a minute.
wish-photograph-skerry-eq6-goto = The mount for long exposures and for years: it carries a telescope, two cameras and reserve.

wish-child = For a child of nine
wish-child-advice = A child wants to find something within a minute: choose what is light, stands low and shows a wide field. Binoculars and table-top telescopes do that; a wobbly tripod and 500× on a box do not. The Moon, Jupiter’s moons and the Pleiades will delight, and an adult beside the telescope for the first evenings matters more than its price.
wish-child-tarn-fell-10x50 = Nothing to set up: craters, Jupiter’s moons and the Pleiades, and useful by day for years.
wish-child-lowland-114-tabletop = Pointed by hand from a table or a box, with enough light for Saturn’s ring and bright clusters.
wish-child-starsense-explorer-refractor-telescope = The phone shows with arrows where to push: for a child that likes to find things alone.
wish-child-halden-70-900 = A first real telescope on its tripod, for the Moon and the planets.

wish-travel = Take it along
wish-travel-advice = A small telescope under a mountain sky shows more than a large one at home. For cabin luggage stay below 60 cm and 4 kg, and count the tripod: it weighs as much as the tube. 60 to 80 mm show the Milky Way’s clusters and birds by day; for planets take a short Maksutov.
wish-travel-halden-70-rucksack = Telescope, tripod and two eyepieces in one rucksack: nothing else to buy or to forget.
wish-travel-lowland-130-tabletop = Pushed together it is a cube of 38 cm; opened it gathers more than three times the light of a 70 mm lens.
wish-travel-halden-72-ed = Two kilograms for eye and camera, by night and by day. It needs a photo tripod.
wish-travel-varnhem-90-mak = As long as a bottle, and the strongest of the small ones on Moon and planets. It needs a tripod.

wish-sun = Watch the Sun safely
wish-sun-advice = Never look at the Sun without a filter made for it in front of the whole aperture, fixed so that no wind takes it off, and cover the finder. White light shows spots and eclipses with any telescope; the red flames at the edge need a telescope for the one red line of hydrogen.
wish-sun-heliard-solar-film = Makes a safe filter for the telescope or binoculars that you have, in an evening with card and glue.
wish-sun-eclipsmart-travel-refractor-telescope = The filter is built in for good, so that nobody can forget it: spots and eclipses from a rucksack.
wish-sun-heliard-40-ha = Flames on the edge of the Sun, live, at lunchtime.
wish-sun-heliard-60-ha = Flames with structure and dark threads across the disc, tuned to the line by pressure.

wish-gift = Give someone the sky
wish-gift-advice = If you do not know what someone owns, a chart, a globe or a book is never the wrong size. A first telescope is a good present when it is simple enough for the same evening, and together with an hour of your time. Avoid anything that promises hundreds of times of magnification.
wish-gift-perigee-planisphere = Turn the date to the hour, and it shows which stars are up: no battery, no password.
wish-gift-moon-globe = Both sides of the Moon in the hands, for a shelf or a desk.
wish-gift-perigee-60-700 = The smallest telescope that we sell with a good conscience, with all that the first night needs.
wish-gift-your-first-year-under-the-stars = Fifty-two evenings with one thing to find in each.
