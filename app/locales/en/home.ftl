# The home page. Its blocks have the merchant’s texts; the heading is for a page without a large block.

home-heading = Welcome
home-sky-title = The sky in { $month }
moon-new = New Moon tonight: dark until morning.
moon-full = Full Moon tonight: bright until morning.
moon-waxing = The Moon tonight: { $percent }% lit and waxing.
moon-waning = The Moon tonight: { $percent }% lit and waning.
phase-new = New Moon
phase-first-quarter = First quarter
phase-full = Full Moon
phase-last-quarter = Last quarter
