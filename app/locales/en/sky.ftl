# The sky month by month from northern mid-latitudes (35° to 55° N), in the evening unless a text says otherwise.
# Valid for any year: no planets and no Moon. Meteor showers are below.

sky-month-1-title = January: the Hunter at his highest
sky-month-1-text = Orion is due south by ten. Its nebula, M42, is a mist in 7×50 binoculars; a 100 mm telescope at 50× shows grey wings around four close stars. The Pleiades look better in binoculars than in any telescope.
sky-month-2-title = February: clusters overhead
sky-month-2-text = Auriga passes overhead with three open clusters, M36, M37 and M38: smudges in 10×50 binoculars, and full of stars in a 114 mm reflector. Below them in Gemini, M35 is the easiest of all. With 80 mm of aperture and 100×, Castor splits into two white stars.
sky-month-3-title = March: the Beehive and the Lion
sky-month-3-text = Cancer’s stars are faint, but the Beehive, M44, is a hazy patch to the naked eye at a dark site, and thirty stars in any binoculars. Leo follows: with 80 mm of aperture and 120×, its yellow star Algieba turns out to be two. The galaxies M65 and M66 below the Lion’s belly need 130 mm and a dark sky, and stay soft grey ovals.
sky-month-4-title = April: looking out of the Milky Way
sky-month-4-text = In spring we look out of our own galaxy towards others. High overhead, M81 and M82 in the Great Bear share one low-power field: two small misty patches in 10×50 binoculars, an oval and a streak in a 130 mm telescope.
sky-month-5-title = May: galaxies by the dozen
sky-month-5-text = Between Leo and Virgo, a 200 mm Dobsonian at 50× shows a dozen galaxies of the Virgo Cluster as faint round glows; Markarian’s Chain puts several in one field. M3, halfway between Arcturus and Cor Caroli, is a globular cluster: a soft ball in binoculars, with grains of light at its edge in a 150 mm telescope.
sky-month-6-title = June: short nights, bright clusters
sky-month-6-text = It gets dark late, so choose bright objects. M13 in Hercules is a round mist in binoculars and, in a 150 mm telescope at 120×, a ball of hundreds of stars. North of about 50°, look low in the north an hour and a half after sunset for noctilucent clouds, silver-blue and rippled. You need no instrument; a camera on a tripod catches them well.
sky-month-7-title = July: into the heart of the Milky Way
sky-month-7-text = Sweep Sagittarius, low in the south, with 10×50 binoculars: the Lagoon Nebula, M8, is a bright patch with a cluster in it, and M22, to the left of the Teapot’s lid, is a large globular cluster. Overhead in Lyra, the Ring Nebula, M57, is a tiny smoke ring in a 100 mm telescope at 100×. Its colours only show in photographs.
sky-month-8-title = August: the Summer Triangle
sky-month-8-text = The Milky Way runs through the Summer Triangle; sweep along it with binoculars. Albireo, the Swan’s head, is gold and blue at 30× in the smallest telescope, and the Dumbbell Nebula, M27, is a small grey hourglass in a 100 mm telescope.
sky-month-9-title = September: the Swan overhead
sky-month-9-text = Evenings get dark early again, and Cygnus is overhead. The Veil Nebula, two arcs left by an exploded star, shows in a 150 mm telescope at low power with an OIII filter under a dark sky, and hardly at all without the filter. The globular cluster M15, by the Winged Horse’s nose, is a fuzzy star in binoculars and grainy at 150 mm.
sky-month-10-title = October: the Andromeda Galaxy
sky-month-10-text = M31 is the most distant thing most people ever see with the naked eye: a faint spindle high in the south-east. Binoculars show it best, two degrees long or more; a 130 mm telescope adds its companions M32 and M110, but no spiral arms.
sky-month-11-title = November: two clusters in one field
sky-month-11-text = The Double Cluster in Perseus stands high: two knots in 7×50 binoculars, and two rich clusters in one view with any telescope at 30×. The Pleiades are up in the evening: seven stars to the naked eye, fifty in binoculars.
sky-month-12-title = December: Orion returns
sky-month-12-text = Orion and Taurus fill the south-east. Look at the Hyades with binoculars, and with a 200 mm telescope for M1, the Crab Nebula: a pale oval, without the filaments you see in photographs. Sirius rises in the late evening and flashes in every colour, low down.

## Meteor showers, from northern mid-latitudes
sky-shower = Next meteor shower: around { $days }.
sky-shower-nights = { $first } and { $last } { $month }
shower-quadrantids = The Quadrantids are best in the few hours before dawn. You need nothing but your eyes.
shower-lyrids = The Lyrids bring ten to twenty meteors an hour after midnight, under a dark sky. You need nothing but your eyes.
shower-eta-aquariids = The Eta Aquariids come from low in the east shortly before dawn: few, but swift, with long trails.
shower-perseids = For the Perseids, lie back after midnight and look halfway up the sky, without any instrument.
shower-orionids = The Orionids bring ten to twenty swift meteors an hour after midnight.
shower-leonids = The Leonids come before dawn: in most years a handful an hour, all of them very swift.
shower-geminids = The Geminids are the richest shower of the year: at their best, from nine in the evening, more than one a minute under a dark sky.
shower-ursids = The Ursids are quiet: five to ten meteors an hour, all night long, from near the Pole Star.
