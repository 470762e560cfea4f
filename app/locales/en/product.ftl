# The page of a product.

product-tax-included = VAT included
product-tax-excluded = tax not included
product-delivery-free = free delivery to { $country }
product-delivery-price = plus { $price } delivery to { $country }
product-option = Choose
product-add = Add to cart
product-arrival = At your door by { $day }
product-return = 30 days to return it
product-sold-out = Sold out at the moment
product-sold-out-text = We do not take orders for what we do not have. Others come close:
wait-hint = For one e-mail when it is back; then we forget the address.
wait-button = Tell me when it is back
wait-noted = We will write to { $email } once, when this is back: { $name }.
wait-meant = If you meant { $address }, ask once more with that address.
wait-available = This is in stock again, you can order it now: { $name }.
product-sold-out-related = See others like it
product-description = What it is
product-description-shows = What it shows
product-path = Where the light goes
product-path-sun = Drawn to scale from its focal length: at the focus the Sun’s disc is { $disc } wide, and the eyepiece enlarges it.
product-path-text = Drawn to scale from its focal length. It gathers { $gain } times the light of an eye in the dark: that is what makes faint things visible.
product-brand = { $brand }
product-related = Others like it
gallery-show = Show picture { $number }:
gallery-zoom = See the picture at its full size
optics-title = With these eyepieces
optics-text = Computed from aperture and focal length, not quoted. A wide field finds things; a small exit pupil shows detail, until the air allows no more.
optics-power = Highest useful power
optics-star = Faintest star
optics-splits = Splits doubles to
optics-gain = Light, eye = 1
optics-caption = What eyepieces make of it
optics-in-box = in the box
optics-too-strong = more than the air allows
optics-too-wide = part of the light misses the eye
formulas-title = The formulas
formula-magnification = Power = focal length of the telescope ÷ focal length of the eyepiece
formula-field = True field = apparent field of the eyepiece ÷ power
formula-pupil = Exit pupil = aperture ÷ power; an eye opens to 7 mm at most
formula-power = Highest useful power = 2 × aperture in mm
formula-dawes = Splits doubles to 116″ ÷ aperture in mm (Dawes’ limit)
formula-magnitude = Faintest star = 2.7 + 5 × log₁₀ of the aperture in mm
formula-gain = Light = (aperture ÷ 7 mm)²
sun-title = What it shows of the Sun
sun-text = Computed from aperture and focal length. It is made for the Sun and shows nothing at night. Calm air in the morning counts for more than power.
sun-disc = Sun’s disc at the focus
sun-power = Fills a 52° eyepiece at
sun-detail = Smallest detail
sun-bandwidth = Bandwidth
formula-disc = Disc at the focus = 2 × focal length × tan(0.533° ÷ 2)
formula-fills = Power that fills the view = 52° ÷ 0.533°; the disc is whole up to this power
formula-detail = Smallest detail = 116″ ÷ aperture in mm (Dawes’ limit), at 725 km for each second of arc at the Sun’s mean distance
optics-eyepiece = Eyepiece
optics-magnification = Power
optics-field = True field
optics-pupil = Exit pupil
specs-title = Specifications
specs-text = Open a term to read what it means.
product-questions = Questions
question-return = What if I do not like it?
question-return-answer = Send it back within 30 days, also after nights of use. We pay you back what you paid for it, and for a whole order standard delivery too.
question-delivery = When will it be here?
question-delivery-answer = Ordered before 14:00 on a working day, it leaves the same day. The day of arrival stands beside the button.
question-fit = Does it fit what I have?
question-fit-answer = Compare barrel, thread and dovetail in the table above. If a number is missing there, ask us before you order.
gallery-close = Close the picture

## Tax of goods that leave the tax area
product-tax-export = no VAT charged, import duties may apply
