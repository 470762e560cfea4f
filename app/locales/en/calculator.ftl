# The eyepiece and camera calculator.

calculator-title = Eyepiece and camera calculator
calculator-description = Magnification, field of view, exit pupil and image scale for any telescope with any eyepiece, Barlow lens, reducer or camera, drawn to scale.
calculator-lead = Choose a telescope, then an eyepiece or a camera, to see how much magnification and how much sky they give. Everything is calculated from focal lengths and apertures; your own equipment works as well.
calculator-telescope = Telescope
calculator-eyepiece = Eyepiece
calculator-barlow = Barlow lens or reducer
calculator-camera = Camera
calculator-model = Model
calculator-own-telescope = Another telescope …
calculator-own-eyepiece = Another eyepiece …
calculator-own-barlow = Another factor …
calculator-own-camera = Another camera …
calculator-own-group = Not in our shop
calculator-boxed = Supplied with the telescope
calculator-no-eyepiece = No eyepiece
calculator-no-barlow = None
calculator-no-camera = No camera
calculator-barlows = Barlow lenses and reducers
calculator-cameras = Cameras
calculator-button = Calculate
calculator-aperture-hint = In millimetres, or in inches such as 8″
calculator-focal-length-hint = In millimetres
calculator-eyepiece-hint = In millimetres; it is printed on the eyepiece
calculator-apparent-field-hint = In degrees, from the maker’s description
calculator-factor-hint = More than 1 for a Barlow lens, less for a reducer, such as 0.63
calculator-sensor-hint = In millimetres
calculator-pixel-hint = In micrometres (µm)

field-aperture = Aperture
field-focal-length = Focal length
field-eyepiece-focal-length = Focal length
field-apparent-field = Apparent field
field-factor = Factor
field-sensor-width = Sensor width
field-sensor-height = Sensor height
field-pixel-size = Pixel size

error-telescope-invalid = We don’t know this telescope. Choose one from the list, or enter the numbers of your own.
error-aperture-missing = Enter the telescope’s aperture, such as 203 mm or 8″.
error-aperture-invalid = Enter an aperture between 20 and 2,000 mm, such as 203 mm or 8″.
error-focal-length-missing = Enter the telescope’s focal length, such as 1200 mm.
error-focal-length-invalid = Enter a focal length of the telescope between 50 and 30,000 mm, such as 1200.
error-focal-length-mistyped = Check the telescope’s focal length: it doesn’t go with the aperture. Are the two numbers swapped?
error-eyepiece-invalid = We don’t know this eyepiece. Choose one from the list, or enter the numbers of your own.
error-eyepiece-mistyped = That eyepiece doesn’t come with this telescope. Choose another from the list.
error-eyepiece-focal-length-missing = Enter the eyepiece’s focal length, such as 25 mm.
error-eyepiece-focal-length-invalid = Enter a focal length of the eyepiece between 1 and 100 mm, such as 25.
error-apparent-field-missing = Enter the eyepiece’s apparent field, such as 52°. For a plain eyepiece, 50° is close.
error-apparent-field-invalid = Enter an apparent field between 20° and 130°, such as 52.
error-barlow-invalid = We don’t know this Barlow lens. Choose one from the list, or enter its factor.
error-factor-missing = Enter the factor, such as 2 for a Barlow lens or 0.63 for a reducer.
error-factor-invalid = Enter a factor between 0.25 and 8, such as 2 for a Barlow lens or 0.63 for a reducer.
error-camera-invalid = We don’t know this camera. Choose one from the list, or enter the numbers of your own.
error-sensor-width-missing = Enter the width of the sensor, such as 23.5 mm.
error-sensor-width-invalid = Enter a width of the sensor between 1 and 110 mm, such as 23.5.
error-sensor-height-missing = Enter the height of the sensor, such as 15.7 mm.
error-sensor-height-invalid = Enter a height of the sensor between 1 and 110 mm, such as 15.7.
error-pixel-size-missing = Enter the size of a pixel, such as 3.76 µm.
error-pixel-size-invalid = Enter a pixel size between 0.5 and 50 µm, such as 3.76.

## The answer
answer-title = What you will see
answer-title-photo = What the camera records
answer-title-telescope = What this telescope can do
answer-example = An example: the { $name }. Choose your own telescope in the form.
answer-own = Your telescope
answer-setup = { $name }: { $aperture } aperture, { $length } focal length, { $ratio }
answer-choose = Choose an eyepiece or a camera to see its field.
answer-no-telescope = Enter the numbers of your telescope to see what it shows.
answer-wrong = The result appears here once the marked fields are corrected.
answer-absurd = These focal lengths give a field of more than 60°, which is more than any telescope shows. Check the numbers you entered.
answer-eyepiece = Through the eyepiece
answer-camera = With the camera
answer-telescope = The telescope itself
answer-products = The equipment in our shop
answer-link = Link to this result

answer-magnification = Magnification
answer-magnification-term = How many times larger things look than with the naked eye: the telescope’s focal length divided by the eyepiece’s.
answer-field = True field
answer-field-term = The piece of sky you see at once, calculated from the apparent field and the magnification. It is right to about a tenth. The full Moon is half a degree wide.
answer-field-stop-term = The piece of sky you see at once, calculated from the diameter of the eyepiece’s field stop. The full Moon is half a degree wide.
answer-pupil = Exit pupil
answer-pupil-term = The width of the beam that leaves the eyepiece. The pupil of your eye opens to 7 mm at most, and less as you grow older.
answer-ratio = Focal ratio
answer-ratio-term = Focal length divided by aperture, with the Barlow lens or reducer. Fast telescopes, f/5 and below, need better eyepieces.
answer-frame = Field
answer-frame-term = The piece of sky in the picture, width by height: the size of the sensor seen from the distance of the focal length.
answer-scale = Image scale
answer-scale-value = { $scale }″ per pixel
answer-scale-term = The angle that one pixel covers. On most nights the air blurs stars to 2″ to 4″.
answer-effective = Focal length
answer-effective-term = The telescope’s focal length with the Barlow lens or reducer.
answer-planets = Focal ratio for planets
answer-planets-term = Five times the pixel size in µm. At this focal ratio the pixels record everything the aperture resolves in moments of steady air.
answer-highest = Highest useful magnification
answer-highest-term = Twice the aperture in millimetres, or less where the maker says so. Beyond that the image gets larger but shows no more.
answer-star = Faintest star
answer-star-term = The faintest star that a practised eye can see with it under a dark sky: 2.7 + 5 × log₁₀ of the aperture in mm.
answer-dawes = Dawes’ limit
answer-dawes-term = The closest pair of equally bright stars that it separates: 116″ divided by the aperture in mm.
answer-rayleigh = Rayleigh limit
answer-rayleigh-term = The same by theory, for green light: 138″ divided by the aperture in mm.
answer-light = Light grasp
answer-light-term = How much more light it gathers than an eye with a pupil of 7 mm.

## The verdict
verdict-too-strong = Too much: { $highest } is the most this telescope can use. Beyond that the image gets larger and dimmer, not sharper.
verdict-too-wide = The exit pupil is wider than the 7 mm of your own pupil in the dark, so some of the light is lost. An eyepiece with a shorter focal length uses the whole aperture.
verdict-wide-fields = Low magnification and a wide field: right for finding objects, for large nebulae and for open clusters.
verdict-deep-sky = Right for most of the deep sky: galaxies, nebulae and star clusters.
verdict-detail = Right for the Moon, planets and globular clusters.
verdict-high-power = High magnification for the Moon, planets and double stars, on nights with steady air.
verdict-air = Over most places the air allows more than 250× on only a few nights a year.
verdict-whole = { $body ->
    [sun] The whole Sun fits into the view.
   *[moon] The whole Moon fits into the view. { $times } Moons would fit side by side.
}
verdict-part = { $body ->
    [sun] You see part of the Sun: { $percent }% of its width.
   *[moon] You see part of the Moon: { $percent }% of its width.
}
verdict-well-sampled = Well sampled: on an ordinary night a star’s image covers about two to three pixels.
verdict-over-sampled = More pixels than an ordinary night needs: the air blurs stars over several of them, and the picture is larger without showing more. For video of the Moon and planets this is right, up to { $ratio }.
verdict-over-planets = More pixels than the aperture can use, even for planets: with pixels of this size, { $ratio } is enough. A shorter focal length makes the picture brighter.
verdict-under-sampled = Few pixels for the sharpness of the telescope: stars cover less than two and look square. Smaller pixels or a Barlow lens record more detail; for wide fields it does no harm.
verdict-frame-whole = { $body ->
    [sun] The whole Sun fits into the picture.
   *[moon] The whole Moon fits into the picture.
}
verdict-frame-part = { $body ->
    [sun] The Sun is larger than the picture.
   *[moon] The Moon is larger than the picture.
}
verdict-sun-only = This telescope is for the Sun only.

## The drawing
drawing-alt-eyepiece = A circle { $field } across, the view through the eyepiece, with { $body } to the same scale.
drawing-alt-camera = A frame of { $frame }, the camera’s picture, with { $body } to the same scale.
drawing-alt-both = A circle { $field } across, the view through the eyepiece, and a frame of { $frame }, the camera’s picture, with { $body } to the same scale.
drawing-moon = the full Moon
drawing-sun = the Sun
drawing-caption-eyepiece = To scale: the circle is what you see through the eyepiece, the disc is { $body }.
drawing-caption-camera = To scale: the frame is the camera’s picture, the disc is { $body }.
drawing-caption-both = To scale: the circle is what you see through the eyepiece, the frame is the camera’s picture, the disc is { $body }.

## Links to it
calculator-link-telescope = Try other eyepieces, a Barlow lens or a camera with it
calculator-link-other = See what it shows with your telescope
