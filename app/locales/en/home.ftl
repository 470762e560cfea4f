# The home page.

home-description = Telescopes, mounts, eyepieces, cameras, binoculars and charts, each described by what it shows and what it does not, with drawings to scale.
home-title = See more on the next clear night
home-lead = Telescopes and what belongs to them, drawn to scale and described by what you will really see.
home-by-instrument = By instrument
home-by-wish = By wish
home-instruments-title = By instrument
home-wishes-title = By wish
home-wishes-text = Start from what you want to see or do; we show what it takes.
home-first-title = First telescopes
home-featured-title = Chosen by us
home-newest-title = New in the shop
home-newest-more = All new products
home-sky-title = The sky in { $month }
moon-new = New Moon tonight: dark until morning.
moon-full = Full Moon tonight: bright until morning.
moon-waxing = The Moon tonight: { $percent }% lit and growing.
moon-waning = The Moon tonight: { $percent }% lit and shrinking.
phase-new = New Moon
phase-first-quarter = First quarter
phase-full = Full Moon
phase-last-quarter = Last quarter
