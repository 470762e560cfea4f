# The page of a product.

product-tax-included = VAT included
product-tax-excluded = excluding tax
product-delivery-free = free delivery to { $country }
product-delivery-price = plus { $price } delivery to { $country }
product-freight-free = free freight delivery to { $country }
product-freight-price = plus { $price } freight delivery to { $country }
product-option = Choose an option
product-add = Add to cart
product-arrival = Estimated delivery: { $day }
product-weight = Shipping weight: { $weight }
product-return = 30-day returns, even after use
product-sold-out = Currently sold out
product-sold-out-text = Not available for backorder. Similar products:
wait-hint = We’ll e-mail you once when it is back, then delete your address.
wait-button = Notify me
wait-meant = If you meant { $address }, enter that address and press Notify me again.
wait-available = { $name } is back in stock. You can order it now.
product-sold-out-related = See similar products
product-description = Description
product-description-shows = What it shows
product-path-sun = Drawn to scale from its focal length. The image of the Sun at the focus is { $disc } across, and the eyepiece magnifies it.
product-path-text = Drawn to scale from its focal length. It gathers { $gain } times as much light as a dark-adapted eye, which is what makes faint objects visible.
product-brand = { $brand }
product-related = Similar products
gallery-show = Show picture { $number }:
gallery-zoom = View the picture at full size
optics-title = With these eyepieces
optics-text = Calculated from the aperture and focal length, not copied from a brochure. A wide field helps you find objects; a small exit pupil shows more detail, up to the limit that the air allows.
optics-power = Highest useful magnification
optics-star = Faintest star
optics-splits = Resolves double stars to
optics-gain = Light grasp
optics-gain-value = { $gain }× the eye
optics-caption = What each eyepiece gives
optics-in-box = in the box
optics-too-strong = more than the air usually allows
optics-too-wide = some of the light misses your eye
formulas-title = Formulas used
formula-magnification = Magnification = focal length of the telescope ÷ focal length of the eyepiece
formula-field = True field = field stop of the eyepiece ÷ focal length of the telescope × 57.3°; where the field stop is not known, apparent field ÷ magnification
formula-pupil = Exit pupil = aperture ÷ magnification; the pupil of the eye opens to 7 mm at most
formula-power = Highest useful magnification = 2 × aperture in mm
formula-dawes = Closest resolved double star = 116″ ÷ aperture in mm (Dawes’ limit)
formula-magnitude = Faintest star = 2.7 + 5 × log₁₀ of the aperture in mm
formula-gain = Light grasp = (aperture ÷ 7 mm)², compared with the eye
sun-title = What it shows of the Sun
sun-text = Calculated from the aperture and focal length. This instrument is made for the Sun and shows nothing at night. Steady morning air matters more than magnification.
sun-disc = Image of the Sun at the focus
sun-power = Sun fills a 52° eyepiece at
sun-detail = Smallest detail
sun-bandwidth = Bandwidth
formula-disc = Image at the focus = 2 × focal length × tan(0.533° ÷ 2)
formula-fills = Magnification that fills the view = 52° ÷ 0.533°; up to this magnification you see the whole disc
formula-detail = Smallest detail = 116″ ÷ aperture in mm (Dawes’ limit); one arcsecond is 725 km at the Sun’s mean distance
optics-eyepiece = Eyepiece
optics-magnification = Magnification
optics-field = True field
optics-pupil = Exit pupil
specs-title = Specifications
specs-text = Select a term to see what it means.
product-questions = Questions and answers
question-return = What if I don’t like it?
question-return-answer = Return it within 30 days, even if you have used it at night. We refund the price you paid and, if you return the whole order, standard delivery as well.
question-delivery = When will it arrive?
question-delivery-answer = Orders placed before 14:00 on a working day leave the same day. You’ll find the estimated delivery date next to the Add to cart button.
question-fit = Will it fit my telescope?
question-fit-answer = Compare barrel, thread and dovetail in the specifications above. If a measurement you need is missing, ask us before you order.
gallery-close = Close picture

## What one needs beside a product
product-needs = You will also need
product-view = View product

## Back-in-stock subscriptions
wait-confirm = Please check your e-mail: confirm the address there within three days, and we’ll e-mail you once when { $name } is back in stock.
wait-meant-host = If you meant an address at { $host }, enter it again.
subscription-title = Back-in-stock e-mail
subscription-asked = Shall we e-mail you once when { $name } is back in stock?
subscription-confirmed = We’ll e-mail you once when { $name } is back in stock, then delete your address.
subscription-ended = You will get no e-mail about this. Your address is not stored with it any more.
subscription-confirm = Yes, e-mail me once
subscription-end = No, delete my address
subscription-limited = Too many requests for back-in-stock e-mails. Try again in an hour.

## The large picture over the page, and the index of the page
zoom-label = Large pictures
zoom-previous = Previous picture
zoom-next = Next picture
zoom-in = Zoom in
zoom-out = Zoom out
index-label = On this page
index-numbers = In numbers

## Tax of goods that leave the tax area
product-tax-export = no VAT charged, import duties may apply
