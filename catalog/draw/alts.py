"""Alternative texts: short and true, one for each plate."""

import paths

WORD = {
    "refractor": "refractor", "newtonian-eq": "Newtonian on an equatorial mount", "dobsonian": "Dobsonian", "tabletop-dobsonian": "tabletop Dobsonian", "truss-dobsonian": "truss Dobsonian",
    "sct": "Schmidt–Cassegrain", "mak": "Maksutov", "ota-newtonian": "Newtonian tube", "ota-sct": "Schmidt–Cassegrain tube", "solar-telescope": "hydrogen-alpha telescope",
}
PAINT = {"enamel": "White", "night": "Night-blue", "graphite": "Grey", "ivory": "Ivory", "black": "Black", "moss": "Green", "amber": "Amber", "teal": "Teal", "slate": "Grey-blue"}
COUNT = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
FIRST = {
    "cleaning-kit": "{name}: blower, brush and what belongs to them, standing", "case": "{name}, closed, from the front", "power-tank": "{name}: a grey box with handle, charge display and sockets",
    "dew-heater": "{name} round a white dew shield, with its regulator", "observing-chair": "{name}: ash frame with a padded seat set in notches, from the side", "mug": "{name}: white enamel with a blue rim and the full Moon",
    "globe": "{name} on a wooden foot, held by a brass half ring", "meteorite": "{name} of {weight}, etched, with crossing bands, over a rule in millimetres", "planisphere": "{name} for {latitude}: months round the rim, hours inside them, and the evening sky in a window marked north, east, south and west", "solar-film": "{name}: a silvery sheet with a lifted corner, and a disc cut from it in a card ring",
    "eclipse-glasses": "{name}: red card frame with two dark windows, from the front", "flashlight": "{name}, with its red light", "red-dot": "{name}, from the side and from behind", "tripod": "{name}, standing", "star-tracker": "{name}{set}, from the side",
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
    "globe": "Near side and far side of the Moon as {name} shows them", "meteorite": "A whole dark pitted iron, from which such slices are cut", "tripod": "{name}, folded, lying",
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
        paint = "" if kind in ("solar-telescope", "truss-dobsonian") else PAINT.get(product.tube, "") + " "
        if "triplet" in product.text("design") and product.tube == "enamel":
            paint = "White and blue "
        if where and product.motors() == 1:
            where = where.replace("equatorial mount", "equatorial mount with one motor")
        if kind == "truss-dobsonian":
            where = " of black poles and birch plywood" + (" on a tracking platform" if "platform" in product.options.get("Set", "") else "")
        words = f"{paint}{a:.0f} mm {WORD[kind].replace(' on an equatorial mount', '')}{where}, from the side"
        return words[0].upper() + words[1:]
    if kind.startswith("binocular"):
        colour = f", {product.options['Colour'].lower()}" if "Colour" in product.options else ""
        return f"{name}, {product.num('magnification'):.0f}×{product.num('objective'):.0f}{colour}, from above"
    if kind.startswith("camera") or kind in ("guide-camera", "filter", "barlow", "zoom-eyepiece", "solar-filter", "adapter", "collimator"):
        return f"{name}, from the side and from the front"
    if kind == "eyepiece":
        if product.num("focal_length_min") and not product.num("focal_length"):
            return f"{name}: the {COUNT[len(product.focal_lengths())]} focal lengths of the series standing, and the view into the eye lens"
        focal = f" of {product.attributes['focal_length']} mm" if product.variant else ""
        return f"{name}{focal}: standing, and the view into the eye lens"
    if kind in FIRST and "Length" not in product.options:
        words = {"weight": product.options.get("Weight", "").lower(), "latitude": product.options.get("Latitude", "")}
        words["set"] = ", on its wedge with polar scope and a camera" if product.variant else ", alone"
        return FIRST[kind].format(name=name, **words)
    if kind == "finder" and "View" in product.options:
        return f"{name}, {product.options['View'].lower()}, from the side"
    if kind in ("eq-mount", "az-mount") and product.options:
        motors = {0: "by hand", 1: "with one motor", 2: "with two motors"}[product.motors()]
        return f"{name}, {motors}, from the side"
    if kind == "case" and "Length" in product.options:
        return f"{name} of {product.options['Length']}, closed, from the front"
    if "Finish" in product.options:
        return f"{name}, whole, " + ("unfolded, with its creases" if product.options["Finish"] == "Folded" else "flat")
    if kind == "book":
        return f"Cover of {name}"
    return f"{name}" + (", whole" if kind in ("chart", "poster", "print") else ", from the side" if kind.endswith("mount") or kind in ("tripod", "star-tracker", "finder", "diagonal", "red-dot") else "")


def alternative(product, number, size):
    """The alternative text of plate `number`."""
    if number == 1:
        return first(product)
    if number == 2:
        if product.kind == "finder" and "View" in product.options:
            return f"Section of {product.name} in its straight version, and its field with cross hairs"
        if product.kind in SECOND:
            return SECOND[product.kind].format(name=product.name)
        section, below = paths.legend(product)
        return f"Light path of {product.name}: {section}. Below it, to the same scale: {below}"
    which = product.options.get("Mount") or product.options.get("Set")
    name = f"{product.name} ({which.lower()})" if which else product.name
    return f"{name} beside a standing person" if size == "person" else f"{name} beside a hand and a rule marked in centimetres"
