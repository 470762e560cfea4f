# Product pages.

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
weight-grams = { $grams }{ "\u00A0" }g
weight-kilograms = { $kilograms }{ "\u00A0" }kg
product-return = { $days }-day returns, even after use
product-sold-out = Currently sold out
product-sold-out-text = Not available for backorder. Similar products:
subscribe-hint = We’ll e-mail you once when it is back, then delete your address.
subscribe-button = Notify me
subscribe-meant = If you meant { $address }, enter that address and press Notify me again.
subscribe-available = { $name } is back in stock. You can order it now.
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
spec-yes = Yes
spec-no = No
product-questions = Questions and answers
question-return = What if I don’t like it?
question-return-answer = Return it within { $days } days, even if you have used it. We refund the price you paid and, if you return the whole order, standard delivery as well.
question-delivery = When will it arrive?
question-delivery-answer = Orders placed before { $hour } ({ $zone }) on a working day leave the same day. You’ll find the estimated delivery date next to the Add to cart button.
question-fit = Will it fit my telescope?
question-fit-answer = Compare barrel, thread and dovetail in the specifications above, or choose your telescope on the accessory’s page. If a measurement you need is missing, ask us before you order.
gallery-close = Close picture

## What a product needs
product-needs = You will also need
product-view = View product

## Does it fit your telescope?
fit-title = Does it fit your telescope?
fit-text = We compare the measurements of both: barrel, thread, back focus, dovetail, tube diameter and weight.
fit-label = Your telescope
fit-choose = Choose a telescope
fit-check = Check
fit-missing = Choose your telescope from the list.
fit-unknown = We don’t sell this telescope. Choose one from the list, or ask us about yours.
fit-several = Choose one telescope. The address of this page names several.
fit-yes = Yes, it fits the { $telescope }.
fit-yes-adapter = Yes, it fits the { $telescope } with this adapter.
fit-no = No, it doesn’t fit the { $telescope }.
fit-open = We can’t tell whether it fits the { $telescope }.
fit-with-reducer = You need the { $barrel } reducer supplied with the telescope.
fit-with-barrel = You need the { $barrel } barrel supplied with it.
fit-with-shoe = You need the base supplied with it, unless your tube has a finder shoe.
fit-with-this = You need the { $adapter }.
fit-way-barrel = Its { $barrel } barrel goes straight into the focuser.
fit-way-thread = It screws onto the { $thread } camera thread.
fit-way-filter = It screws into { $barrel } eyepieces and diagonals, which this telescope takes.
fit-way-front = The front of the tube is { $tube } mm across.
fit-way-finder = It slides into the finder shoe.
fit-way-adapter = The adapter goes into the { $barrel } focuser, and the camera screws onto its thread.
fit-way-mount = Its saddle takes the { $bar }. The tube weighs { $weight } kg and the mount carries { $payload } kg: for photography, up to { $limit } kg with the camera.
fit-way-mount-standing = Its saddle takes the { $bar }. The tube weighs { $weight } kg and the mount carries { $payload } kg. It has no motors to follow the sky, so it is for observing, not for photography.
fit-way-mount-observing = Its saddle takes the { $bar }. The tube weighs { $weight } kg and the mount carries { $payload } kg for observing. For photography, up to { $limit } kg with the camera: too little for this tube with a camera and a guider.
fit-not-barrel = Its barrel is { $needs }, and the focuser takes only { $takes }.
fit-not-reducer = The focuser takes only { $takes } and comes without a reducer to { $to }.
fit-not-thread = Its thread is { $needs }, and the telescope has { $has }.
fit-not-focus = It needs { $needs } mm of back focus, and the telescope has { $has } mm.
fit-not-diameter = It fits tubes of { $from } to { $to } mm, and this one is { $tube } mm across.
fit-not-design = It isn’t made for this optical design ({ $design }).
fit-not-aperture = It is made for apertures up to { $max } mm, and this telescope has { $has } mm.
fit-not-dovetail = Its saddle doesn’t take the { $bar } of this tube.
fit-not-payload = The tube weighs { $weight } kg, and the mount carries { $payload } kg.
fit-not-bar = The tube has no dovetail.
fit-not-shoe = The tube has no finder shoe.
fit-not-sun = This telescope is for the Sun only and has its filter built in.
fit-not-night-finder = This telescope is for the Sun only, and this finder isn’t made for the Sun.
fit-gap = { $what ->
    [focuser] We have no record of the barrels that the focuser takes.
    [telescope-thread] We have no record of a camera thread on this telescope.
    [back-focus] We have no record of the telescope’s back focus.
    [bar] We have no record of a dovetail on this tube.
    [tube-weight] We have no record of the tube’s weight.
    [tube-diameter] We have no record of the tube’s outer diameter.
    [aperture] We have no record of the telescope’s aperture.
    [design] We have no record of the telescope’s optical design.
    [shoe] We have no record of a finder shoe on this tube.
    [barrel] We have no record of its barrel.
    [length] We have no record of the light path that it needs.
    [diameters] We have no record of the diameters that it fits.
    [saddle] We have no record of the dovetails that it takes.
    [payload] We have no record of the weight that it carries.
    [foot] We have no record of its foot.
    [eyepiece] It clamps to an eyepiece, not to the telescope. Compare the eyepiece’s outer diameter with the specifications.
    [extension] Its light path is so short that it may need an extension tube to come to focus.
    [made-for] We have no record of the telescopes in which it is safe. Never look at the Sun through a filter that isn’t made for your telescope.
   *[other] A measurement is missing.
}
fit-list = Which of our telescopes does it fit?
fit-list-yes = Fits
fit-list-no = Doesn’t fit
fit-list-open = Not known
fit-more = { $count ->
    [one] And 1 more telescope
   *[other] And { $count } more telescopes
}
fit-index = Does it fit?

## Back-in-stock subscriptions
subscribe-confirm = Please check your e-mail: confirm the address there within three days, and we’ll e-mail you once when { $name } is back in stock.
subscribe-meant-host = If you meant an address at { $host }, enter it again.
subscription-title = Back-in-stock e-mail
subscription-requested = Shall we e-mail you once when { $name } is back in stock?
subscription-confirmed = We’ll e-mail you once when { $name } is back in stock, then delete your address.
subscription-ended = You will get no e-mail about this. Your address is not stored with it any more.
subscription-confirm = Yes, e-mail me once
subscription-end = No, delete my address
subscription-limited = Too many requests for back-in-stock e-mails. Try again in { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
}.

## The picture overlay, and the index of the page
zoom-label = Large pictures
zoom-previous = Previous picture
zoom-next = Next picture
zoom-in = Zoom in
zoom-out = Zoom out
index-label = On this page
index-numbers = In numbers

## Exports from the tax area
product-tax-export = no VAT charged, import duties may apply
product-draft = This is a draft. Only people with this link see it, until { $until }. It cannot be bought yet.
