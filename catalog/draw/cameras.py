"""Cameras in elevation and from the front; their sensors beside known ones. Millimetres."""
from parts import screw

# known sensors: width, height
KNOWN = ((36.0, 24.0), (23.5, 15.6), (17.3, 13.0), (13.2, 8.8), (4.8, 3.6))


def sensor_of(product):
    w = product.num("sensor_width", default={"camera-cooled": 23.5, "camera-planetary": 7.4}.get(product.kind, 4.8))
    return w, product.num("sensor_height", default=w * .66)


def painted(product):
    """A camera's body: in the brand's colour when the chip sees colours, grey when it does not."""
    return "graphite" if "mono" in product.text("sensor") else product.accent


def face(p, x, y, radius, window, sensor, accent, body="black"):
    """The front: mount ring, window and behind it the sensor at its size."""
    p.disc(x, y, radius, body)
    p.dot(x, y, radius * .93, "none", cls="pale", opacity=.5)
    p.disc(x, y, window + radius * .1, "silver")
    p.dot(x, y, window + radius * .02, "#0d1017", cls="l")
    w, h = sensor
    p.add(f'<rect x="{x - w / 2 - 1.6}" y="{y - h / 2 - 1.6}" width="{w + 3.2}" height="{h + 3.2}" fill="#7d6a3a" class="fine"/>')
    p.box(x - w / 2, y - h / 2, w, h, "coating")
    p.gleam(x, y, window * .86)


def planetary(p, product):
    a = product.accent
    b = 15.85
    r, length = 31.0, 44.0
    body = painted(product)
    length += 10 if product.num("resolution") > 4 else 0
    p.shadow(length * .1, length * 2.6, height=14)
    with p.at(0, -r, 0):
        p.turned(0, [(2, r * .95, "black"), (5, r, "black"), (3, r * 1.005, a), (length - 15, r, body), (5, r, "black")])
        p.ribs(8, length - 16, r, 3)
        p.turned(0, [(4, 21.5, "steel"), (11, b, "steel"), (4, b * .94, "steel"), (12, b, "steel"), (1.5, b * .95, "black")], -1)
        p.ribs(-30, 8, b, 5)
        p.box(length - 5, -7, 6, 14, "steel", edge=1, way="")
        p.box(length - 2, 11, 5, 8, "rubber", edge=1, way="")
    x = length + r + 20
    p.shadow(x, r * 2.3, height=12)
    face(p, x, -r, r, b - 1.5, sensor_of(product), a, body)
    for t in ((-.72, -.6), (.72, -.6), (-.72, .6), (.72, .6)):
        screw(p, x + t[0] * r * .9, -r + t[1] * r * .9, 1.6)


def cooled(p, product):
    a = product.accent
    sensor = sensor_of(product)
    r = 45.0 if sensor[0] > 20 else 39.0
    length = 98.0
    body = painted(product)
    p.shadow(length * .45, length * 1.6, height=16)
    ring = max(24.0, sensor[0] * .72 + 4)
    with p.at(0, -r):
        p.turned(0, [(5, ring * .93, "steel"), (2, ring, "black")], -1)
        p.ribs(-5, 5, ring * .93, 3)
        p.turned(0, [(6, r * .96, "black"), (3, r * .98, "silver"), (34, r, body), (2.5, r * .98, "black")])
        x = 45.5
        for i in range(7):  # cooling fins
            p.tube(x + i * 5, 2.6, r * .97, "black")
            p.tube(x + i * 5 + 2.6, 2.4, r * .84, "graphite")
        p.turned(x + 35, [(16, r, body), (3, r * .95, "black")])
        p.box(x + 51, -20, 6, 16, "steel", edge=1, way="")
        p.box(x + 51, 4, 8, 10, "rubber", edge=2, way="")
        p.box(x + 51, 19, 5, 8, "rubber", edge=1, way="")
        p.box(17, -8, 16, 16, "black", edge=2)
        p.dot(25, 0, 2, "#7ad06a")
    x = length + r + 30
    p.shadow(x, r * 2.2, height=14)
    face(p, x, -r, r, ring * .84, sensor, a, body)
    for u, v in ((0, -1), (.866, .5), (-.866, .5)):
        screw(p, x + u * r * .86, -r + v * r * .86, 2.6)


def guide(p, product):
    """A slim camera that slides into a 31.7 mm barrel; with an attr.aperture, a guide telescope carries it."""
    a = product.accent
    aperture = product.num("aperture", default=0)
    if aperture:
        f = product.num("focal_length", default=aperture * 4)
        r = aperture / 2 + 5
        base = r + 30
        p.shadow(-f * .25, f * 1.1, height=22)
        with p.at(0, -base, 180):
            p.turned(0, [(10, 18, "black"), (14, 21, "black"), (4, 21.4, a), (18, 19, "black", r * .95), (f * .55, r * .95, product.tube), (6, r * 1.02, a), (aperture * .8, r * 1.08, "black")])
            p.turned(0, [(6, 15.8, "steel"), (48, 17.5, a), (5, 16, "black")], -1)
            p.box(-62, -5, 8, 10, "steel", edge=1)
        for x in (-f * .16, -f * .46):
            with p.at(x, -base):
                p.tube(-9, 18, r * 1.22, "black", edge=2, cast=2)
                for s in (-1, 1):
                    with p.at(0, s * r * 1.2, -90 * s):
                        p.turned(0, [(5, 2, "steel"), (6, 6, "black")])
            p.path(f"M{x - 9} 0V{-base + r * 1.1}H{x + 9}V0Z", "black", way="x")
        p.box(-f * .62, -13, f * .62, 13, "black", edge=2, way="")
        return
    r = 15.85
    body = painted(product)
    p.shadow(32, 105, height=10)
    with p.at(0, -r - 3):
        p.turned(0, [(2, r * .95, "black"), (28, r, "steel"), (3, r + 3, "black"), (44, r + 3, body), (3, r + 2.6, "black")])
        p.ribs(2, 8, r, 5)
        p.ribs(40, 24, r + 3, 5)
        p.box(80, -6, 6, 12, "steel", edge=1, way="")
    p.shadow(122, 46, height=9)
    face(p, 122, -r - 3, r + 3, r - 2.5, sensor_of(product), a, body)


def sensor_plate(p, product):
    """The sensor, at its scale, beside the outlines of known ones; below it the rule and the pixel, much enlarged."""
    w, h = sensor_of(product)
    for i, (u, v) in enumerate(KNOWN):
        p.path(f"M{-u / 2} {-v / 2}H{u / 2}V{v / 2}H{-u / 2}Z", cls="dash" if i % 2 else "l", fill="#ffffff" if i == 0 else "none", **({"fill_opacity": ".55"} if i == 0 else {}))
    p.add(f'<rect x="{-w / 2 + .35}" y="{-h / 2 + .45}" width="{w}" height="{h}" fill="#1d2331" opacity=".18"/>')
    p.box(-w / 2, -h / 2, w, h, "coating")
    # pixel lines, drawn far too coarse, only to say what it is
    n = 12
    p.path("".join(f"M{-w / 2 + w * i / n} {-h / 2}V{h / 2}" for i in range(1, n)) + "".join(f"M{-w / 2} {-h / 2 + h * i / 8}H{w / 2}" for i in range(1, 8)), cls="pale", opacity=".28")
    p.path(f"M{-w / 2} {-h / 2}H{w / 2}V{h / 2}H{-w / 2}Z", cls="bold")
    p.path(f"M{-w / 2} {-h / 2}L{-w / 2 + w * .42} {-h / 2}L{-w / 2} {h / 2 - h * .2}Z", cls="", fill="#fff", opacity=".16")
    # the Moon as a telescope of 1000 mm puts it on the sensor: 9.1 mm
    p.path("M-18 15.2H18", cls="l")
    p.path("".join(f"M{-18 + i} 15.2v{-1.4 if i % 10 == 0 else -.95 if i % 5 == 0 else -.6}" for i in range(37)), cls="fine")
