# The home page.

home-description = Telescopes, mounts, eyepieces, cameras, binoculars and star charts, each with an honest account of what it shows and what it doesn’t, and drawings to scale.
home-title = See more on the next clear night
home-lead = Telescopes and accessories, drawn to scale and described by what you will really see.
home-by-instrument = Shop telescopes
home-by-goal = What do you want to see?
home-instruments-title = Shop by category
home-goals-title = Shop by what you want to see
home-goals-text = Start with what you would like to see or do, and we will show you what it takes.
home-first-title = First telescopes
home-featured-title = Our favourites
home-newest-title = New in
home-newest-more = See all products, newest first
home-sky-title = The sky in { $month }
moon-new = New Moon tonight: dark until morning.
moon-full = Full Moon tonight: bright until morning.
moon-waxing = The Moon tonight: { $percent }% lit and waxing.
moon-waning = The Moon tonight: { $percent }% lit and waning.
phase-new = New Moon
phase-first-quarter = First quarter
phase-full = Full Moon
phase-last-quarter = Last quarter
