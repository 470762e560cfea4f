"""Alternative texts: short and true, one for each plate."""

WORD = {
    "refractor": "refractor", "newtonian-eq": "Newtonian on an equatorial mount", "dobsonian": "Dobsonian", "tabletop-dobsonian": "tabletop Dobsonian", "truss-dobsonian": "truss Dobsonian",
    "sct": "Schmidt–Cassegrain", "mak": "Maksutov", "ota-newtonian": "Newtonian tube", "ota-sct": "Schmidt–Cassegrain tube", "solar-telescope": "hydrogen-alpha telescope",
}
PAINT = {"enamel": "White", "night": "Night-blue", "graphite": "Grey", "ivory": "Ivory", "black": "Black", "moss": "Green", "amber": "Amber", "teal": "Teal"}
FIRST = {
    "cleaning-kit": "{name}: blower, brush and what belongs to them, standing", "case": "{name}, closed, from the front", "power-tank": "{name}: a grey box with handle, charge display and sockets",
    "dew-heater": "{name} round a white dew shield, with its regulator", "observing-chair": "{name}: ash frame with a padded seat set in notches, from the side", "mug": "{name}: white enamel with a blue rim and the full Moon",
    "globe": "{name} on a wooden foot, held by a brass half ring", "meteorite": "{name}: a dark pitted iron on its wooden box", "planisphere": "{name}: blue ring of dates, the evening sky in its window", "solar-film": "{name}: a silvery sheet with a lifted corner, and a disc cut from it in a card ring",
    "eclipse-glasses": "{name}: red card frame with two dark windows, from the front", "flashlight": "{name}, with its red light", "red-dot": "{name}, from the side and from behind", "tripod": "{name}, standing", "star-tracker": "{name} on its wedge with a camera, from the side",
}
SENSOR = "Sensor of {name} at its scale, beside the outlines of full frame, APS-C, Four Thirds, 1-inch and 1/3-inch"
SECOND = {
    "camera-planetary": SENSOR, "camera-cooled": SENSOR, "guide-camera": SENSOR,
    "eyepiece": "Section of {name}: the lens groups and the light from three points of the field to the eye", "zoom-eyepiece": "Section of {name}: the lens groups and the light to the eye",
    "barlow": "Section of {name}: the converging light before and after the lens, the focus moved back", "filter": "Transmission of {name} over the visible spectrum, with the lines of nebulae and street lamps",
    "solar-filter": "How much light {name} lets through, in steps of ten, and the Sun behind it", "solar-film": "How much light {name} lets through, in steps of ten, and the Sun behind it",
    "eclipse-glasses": "A solar eclipse from first to last contact, as seen through {name}", "book": "{name}, lying open", "chart": "A part of {name}, enlarged", "planisphere": "The horizon windows for 50°, 40° and 30° north",
    "poster": "A corner of {name}, enlarged", "print": "A corner of {name}, enlarged", "finder": "Section of {name} and its field with cross hairs", "red-dot": "How {name} works: a lamp and a window that mirrors its light to the eye",
    "diagonal": "Section of {name} with the light's path", "flashlight": "The light of {name} over the spectrum, beside what the eye sees by night and by day", "cleaning-kit": "Three steps of cleaning a lens: blow, brush, wipe outwards from the middle",
    "case": "{name}, open, from above", "dew-heater": "Section of a dew shield: the warmed glass stays clear", "power-tank": "Hours that {name} lasts with five usual consumers", "adapter": "Section of {name} in use",
    "collimator": "The beam through a Newtonian, and the view before and after aligning", "observing-chair": "{name} beside a standing person, its seat heights marked", "mug": "The other side of {name}: the Moon's phases through a month",
    "globe": "Near side and far side of the Moon as {name} shows them", "meteorite": "Etched slice of {name} with crossing bands, over a rule in millimetres", "tripod": "{name}, folded, lying",
    "binocular-roof": "Section of one barrel of {name}: objective, roof prisms, eyepiece", "binocular-porro": "Section of one barrel of {name}: objective, Porro prisms, eyepiece", "binocular-giant": "Section of one barrel of {name}: objective, Porro prisms, eyepiece",
    "eq-mount": "{name} with its two axes and the circle its tube sweeps", "az-mount": "{name} with a tube at several heights", "star-tracker": "{name} with its polar axis", "solar-telescope": "Section of {name}, and its narrow window in the dark hydrogen line",
}


def first(product):
    """The first plate in words."""
    kind, name = product.kind, product.name
    if kind in WORD:
        a = product.num("aperture", default=0)
        mount = product.text("mount_type")
        where = {"equatorial": " on an equatorial mount and tripod", "goto equatorial": " on a motorised equatorial mount and tripod", "altazimuth": " on an altazimuth mount and tripod", "goto altazimuth": " on a motorised one-armed mount and tripod", "none": ", without mount"}.get(mount, "")
        paint = "" if kind == "solar-telescope" else PAINT.get(product.tube, "") + " "
        if "triplet" in product.text("design") and product.tube == "enamel":
            paint = "White and blue "
        words = f"{paint}{a:.0f} mm {WORD[kind].replace(' on an equatorial mount', '')}{where}, from the side"
        return words[0].upper() + words[1:]
    if kind.startswith("binocular"):
        return f"{name}, {product.num('magnification'):.0f}×{product.num('objective'):.0f}, from above"
    if kind.startswith("camera") or kind in ("guide-camera", "filter", "barlow", "zoom-eyepiece", "solar-filter", "adapter", "collimator"):
        return f"{name}, from the side and from the front"
    if kind == "eyepiece":
        return f"{name}: " + ("three focal lengths of the series standing, and the view into the eye lens" if product.num("focal_length_min") and not product.num("focal_length") else "standing, and the view into the eye lens")
    if kind in FIRST:
        return FIRST[kind].format(name=name)
    if kind == "book":
        return f"Cover of {name}"
    return f"{name}" + (", whole" if kind in ("chart", "poster", "print") else ", from the side" if kind.endswith("mount") or kind in ("tripod", "star-tracker", "finder", "diagonal", "red-dot") else "")


def alternative(product, number, size):
    """The alternative text of plate `number`."""
    if number == 1:
        return first(product)
    if number == 2:
        if product.kind in SECOND:
            return SECOND[product.kind].format(name=product.name)
        return f"Light path of {product.name}, in section, with the aperture beside the eye's pupil"
    return f"{product.name} beside a standing person" if size == "person" else f"{product.name} beside a hand and a rule marked in centimetres"
