# What there is to see, month by month, from northern mid-latitudes (35° to 55° N) in the evening unless a text says otherwise.
# True in any year: no planets, no Moon. Shower dates are those of the maximum, which moves by a day at most.

sky-month-1-title = January: the Hunter at his highest
sky-month-1-text = Orion stands in the south by ten: his nebula, M42, is a mist in 7×50 binoculars, and grey wings around four tight stars in a 100 mm telescope at 50×. The Pleiades fill binoculars better than any telescope. The Quadrantids peak around 3 and 4 January, in a few hours before dawn; your eyes are enough.
sky-month-2-title = February: clusters overhead
sky-month-2-text = Auriga passes overhead with three open clusters, M36, M37 and M38: smudges in 10×50 binoculars, sprinkled with stars in a 114 mm reflector. Below them in Gemini, M35 is the easiest of all. With 80 mm and 100×, Castor splits into two white stars.
sky-month-3-title = March: the Beehive and the Lion
sky-month-3-text = Cancer’s stars are faint, but the Beehive, M44, is a hazy patch to the eye in a dark place and thirty stars in any binoculars. Leo follows: with 80 mm and 120×, its yellow star Algieba is two. The galaxies M65 and M66 below the Lion’s belly want 130 mm and a dark sky, and stay soft grey ovals.
sky-month-4-title = April: out of the Milky Way
sky-month-4-text = We look out of our own galaxy, at others. High overhead, M81 and M82 in the Great Bear share one low-power field: two small mists in 10×50 binoculars, an oval and a streak in 130 mm. The Lyrids peak around 22 April after midnight, ten to twenty meteors an hour under a dark sky, seen by eye.
sky-month-5-title = May: galaxies by the dozen
sky-month-5-text = Between Leo and Virgo, a 200 mm Dobsonian at 50× shows a dozen galaxies of the Virgo Cluster as faint round glows; Markarian’s Chain puts several in one field. M3, half-way from Arcturus to Cor Caroli, is a globular cluster, a soft ball in binoculars, grains of light at its edge in 150 mm. The Eta Aquariids of 5 and 6 May rise shortly before dawn.
sky-month-6-title = June: short nights, bright clusters
sky-month-6-text = The sky is late to darken, so choose bright things. M13 in Hercules is a round mist in binoculars and, in 150 mm at 120×, a heap of hundreds of stars. North of 50° or so, look low in the north an hour and a half after sunset for noctilucent clouds, silver-blue and rippled; no instrument helps, a camera on a tripod does.
sky-month-7-title = July: into the heart of the Milky Way
sky-month-7-text = Sweep Sagittarius, low in the south, with 10×50 binoculars: the Lagoon Nebula, M8, is a bright patch with a cluster in it, and M22, left of the Teapot’s lid, is a large globular. Overhead in Lyra, the Ring Nebula, M57, is a tiny smoke ring in 100 mm at 100×. Its colours belong to photographs.
sky-month-8-title = August: Perseids and the Summer Triangle
sky-month-8-text = The Perseids peak around 12 and 13 August: lie back after midnight and look halfway up, without any instrument. The Milky Way runs through the Summer Triangle. Albireo, in the Swan’s head, is gold and blue at 30× in the smallest telescope, and the Dumbbell, M27, is a small grey hourglass in 100 mm.
sky-month-9-title = September: the Swan overhead
sky-month-9-text = Evenings darken early again, and Cygnus is overhead. The Veil Nebula, two arcs of an exploded star, shows in 150 mm at low power with an OIII filter under a dark sky, and hardly without the filter. The globular M15 by the Winged Horse’s nose is a fuzzy star in binoculars and grainy in 150 mm.
sky-month-10-title = October: the Andromeda Galaxy
sky-month-10-text = M31 is the farthest thing most people see by eye: a faint spindle high in the south-east. Binoculars show it best, two degrees long or more; a 130 mm telescope adds its companions M32 and M110, but no spiral arms. The Orionids peak around 21 October, ten to twenty quick meteors an hour after midnight.
sky-month-11-title = November: two clusters in one field
sky-month-11-text = The Double Cluster in Perseus stands high: two knots in 7×50 binoculars, two heaps of stars in one field with any telescope at 30×. The Pleiades rise in the evening; seven stars by eye, fifty in binoculars. The Leonids peak around 17 November before dawn, a handful an hour in most years.
sky-month-12-title = December: the Geminids
sky-month-12-text = The Geminids peak around 13 and 14 December and are the richest shower of the year: from nine in the evening, by eye, more than one a minute at best under a dark sky. Orion and Taurus fill the south-east: look at the Hyades with binoculars, and in 200 mm for M1, the Crab Nebula, a pale oval without threads.
