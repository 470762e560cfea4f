"""Mounts: equatorial heads, alt-azimuth arms, forks, star trackers and tripods. Millimetres, seen from the west.

`equatorial` and `arm` return where the telescope goes; the composed products are at the end.
"""
import math

from parts import TRIPODS, cable, counterweight, hand_box, hand_screw, knob, screw, tripod

LATITUDE = 46.0


def equatorial(p, top, size, accent, weights=1, motors=2, latitude=LATITUDE, body="black", shaft=300.0):
    """A German equatorial head over the hub at height `top`; gives (x, y, degrees) of the saddle's middle, in the world frame.

    The telescope's frame there is flipped: +x to the pole at the upper left, −y away from the saddle.
    """
    s = size
    t = math.radians(latitude)
    pivot = -top - 112 * s
    # azimuth: base, two hand screws, the fork that carries the polar axis
    with p.at(0, -top - 14 * s, 90):
        p.turned(0, [(16 * s, 64 * s, "black"), (18 * s, 56 * s, body), (8 * s, 60 * s, "steel")])
    for d in (0, 180):
        with p.at(52 * s if d == 0 else -52 * s, -top - 38 * s, d):
            hand_screw(p, 14 * s, 9 * s)
    with p.at(62 * s, pivot + 58 * s, -32):
        hand_screw(p, 34 * s, 11 * s)
    with p.at(0, pivot, 180 - latitude, flip=True):
        # polar axis
        p.turned(-118 * s, [(12 * s, 24 * s, "rubber"), (24 * s, 33 * s, "black"), (20 * s, 44 * s, body), (112 * s, 41 * s, body), (9 * s, 50 * s, "silver"), (9 * s, 47 * s, "black")])
        p.path("".join(f"M{(51 + i % 2) * s} {(-46 + i * 7.6) * s}h{(6 if i % 3 else 8) * s}" for i in range(13)), cls="fine")
        if motors:
            p.box(-72 * s, -62 * s, 96 * s, 44 * s, "graphite", edge=7 * s)
            p.box(-62 * s, -56 * s, 16 * s, 6 * s, accent, edge=2 * s)
            screw(p, 12 * s, -28 * s, 3.5 * s)
        # declination axis: counterweight shaft, housing, saddle
        with p.at(100 * s, 0, -90):
            if weights:
                p.tube(60 * s, shaft * s, 8.5 * s, "steel")
                p.turned((60 + shaft) * s, [(9 * s, 15 * s, "black")])
            else:
                p.turned(58 * s, [(10 * s, 36 * s, "silver"), (8 * s, 28 * s, "black"), (4 * s, 28.4 * s, accent)])
            for i in range(weights):
                with p.at((60 + shaft - 76 - i * 74) * s):
                    counterweight(p, 62 * s, 54 * s, accent)
            p.turned(-78 * s, [(9 * s, 50 * s, "silver"), (40 * s, 42 * s, body), (60 * s, 46 * s, body), (30 * s, 33 * s, "black"), (12 * s, 18 * s, "steel")])
            if motors > 1:
                p.box(-66 * s, -62 * s, 80 * s, 34 * s, "graphite", edge=6 * s)
            p.box(-112 * s, -78 * s, 34 * s, 156 * s, "black", edge=5 * s, way="x")
            for y in (-52, 52):
                knob(p, -96 * s, y * s, 11 * s, accent)
        p.disc(100 * s, 0, 20 * s, body)
        p.disc(100 * s, 0, 12 * s, accent)
    # the fork's near cheek with its bolt
    with p.at(0, pivot):
        p.path(f"M{-44 * s} {74 * s}L{-34 * s} {-8 * s}A{35 * s} {35 * s} 0 0 1 {34 * s} {-8 * s}L{44 * s} {74 * s}Z", body, way="p")
        p.path(f"M{-20 * s} {34 * s}A{40 * s} {40 * s} 0 0 0 {26 * s} {30 * s}", cls="pale")
        p.disc(0, -4 * s, 17 * s, "steel")
        p.disc(0, -4 * s, 8 * s, "black")
    if motors < 2:  # flexible slow-motion shafts
        x, y = -40 * s * math.cos(t), pivot + 10 * s
        p.path(f"M{x + 60 * s} {y + 20 * s}C{x + 120 * s} {y + 60 * s} {x + 150 * s} {y + 110 * s} {x + 150 * s} {y + 170 * s}", cls="cable")
        with p.at(x + 150 * s, y + 165 * s, -88):
            p.turned(0, [(30 * s, 10 * s, "black"), (8 * s, 12 * s, accent)])
    along, out = 100 * s, 112 * s
    return (-along * math.cos(t) + out * math.sin(t), pivot - along * math.sin(t) - out * math.cos(t), 180 - latitude)


def arm(p, top, height, reach, accent, body="black", size=1.0, goto=True):
    """The turning base of a one-armed mount; gives a function that draws the arm in front of the tube, and the pivot's height."""
    s = size
    with p.at(0, -top - 12 * s, 90):
        p.turned(0, [(14 * s, 66 * s, "black"), (4 * s, 60 * s, accent), (44 * s, 64 * s, body), (10 * s, 54 * s, "black")])
        if goto:
            with p.at(0, 0, -90):
                p.box(-30 * s, -48 * s, 26 * s, 14 * s, "red", edge=2 * s)
    pivot = -top - 70 * s - height

    def front():
        w = reach
        p.path(f"M{-w} {-top - 66 * s}C{-w * 1.05} {-top - 66 * s - height * .35} {-w * .86} {pivot + w * .6} {-w * .8} {pivot}A{w * .8} {w * .8} 0 0 1 {w * .8} {pivot}"
               f"C{w * .86} {pivot + w * .6} {w * 1.05} {-top - 66 * s - height * .35} {w} {-top - 66 * s}Z", body, way="x")
        p.path(f"M{-w * .62} {-top - 74 * s}C{-w * .66} {-top - 70 * s - height * .3} {-w * .56} {pivot + w * .8} {-w * .5} {pivot + w * .62}", cls="pale", opacity=".4")
        p.disc(0, pivot, w * .66, "graphite" if body != "graphite" else "silver")
        knob(p, 0, pivot, w * .42, accent)
        if goto:
            with p.at(0, pivot + w * 1.0):
                hand_box(p, accent, min(.8, (height - w * .6) / 175))
        else:
            with p.at(w * .3, -top - 66 * s - height * .3, 10):
                p.turned(0, [(w * .7, 5 * s, "steel"), (90 * s, 4 * s, "black"), (34 * s, 11 * s, "black"), (6 * s, 12 * s, accent)])

    return front, pivot


def leg_style(product, default="aluminium"):
    """The tripod's make, from the attributes."""
    for word, style in (("wood", "wood"), ("ash", "wood"), ("beech", "wood"), ("carbon", "carbon"), ("steel", "steel"), ("alumin", "aluminium")):
        if word in product.text("material", "tripod", "tripod_type", "legs"):
            return style
    if product.accent == "brass" and default == "aluminium":
        return "wood"
    return default


# --- the mounts as products ---------------------------------------------------------------------------------------
def mount_size(product):
    """How large a head is beside one that carries 9 kg."""
    return max(.72, min(1.7, (product.num("payload", default=9) / 9) ** .33))


def mount_tripod(product):
    """Height and spread of the tripod under a mount, millimetres."""
    top = product.tripod_height(560 * mount_size(product) ** .5)
    return top, top * .52


def eq_mount(p, product, only_head=False):
    s = mount_size(product)
    motors = product.motors()
    top, spread = mount_tripod(product)
    style = leg_style(product, "steel" if s > .95 else "aluminium")
    tripod(p, top, spread, style, product.accent, s * .95)
    payload = product.num("payload", default=9)
    body = {"enamel": "enamel", "ivory": "ivory", "graphite": "graphite"}.get(product.tube, "black")
    saddle = equatorial(p, top, s, product.accent, weights=0 if product.says("strain") else 2 if payload > 10 else 1, motors=motors, body=body if not product.says("strain") else "silver", shaft=270)
    if motors and not only_head:
        cable(p, spread * .06, -top - 30 * s, spread * .47, -top * .75, 120 * s)
        with p.at(spread * .47, -top * .75):
            hand_box(p, product.accent, s * .95)
    return saddle


def az_mount(p, product):
    payload = product.num("payload", default=6)
    s = max(.75, min(1.35, (payload / 6) ** .33))
    top, spread = mount_tripod(product)
    goto = product.flag("goto")
    tripod(p, top, spread, leg_style(product), product.accent, s)
    body = {"enamel": "enamel", "ivory": "ivory", "graphite": "graphite"}.get(product.tube, "black")
    if goto:
        front, pivot = arm(p, top, 190 * s, 54 * s, product.accent, body, s, True)
        with p.at(0, pivot, 148, flip=True):   # the saddle on the arm's far side
            p.box(-92 * s, -26 * s, 184 * s, 52 * s, "black", edge=4 * s, way="")
            for x in (-78, 78):
                knob(p, x * s, 0, 13 * s, product.accent)
        front()
        return
    # a T-shaped manual head: saddle on the left, counterweight shaft on the right
    with p.at(0, -top - 12 * s, 90):
        p.turned(0, [(12 * s, 50 * s, "black"), (5 * s, 46 * s, "silver"), (70 * s, 42 * s, body), (6 * s, 45 * s, product.accent), (20 * s, 38 * s, "black")])
    y = -top - 160 * s
    with p.at(0, y, 180):
        p.turned(-64 * s, [(54 * s, 46 * s, body), (80 * s, 49 * s, body), (5 * s, 50 * s, product.accent), (26 * s, 44 * s, "black"), (9 * s, 52 * s, "silver")])
        p.box(110 * s, -86 * s, 30 * s, 172 * s, "black", edge=4 * s, way="x")
        for v in (-58, 58):
            with p.at(140 * s, v * s, 0):
                hand_screw(p, 8 * s, 12 * s)
    with p.at(64 * s, y):
        p.turned(0, [(10 * s, 40 * s, "silver"), (14 * s, 30 * s, "black"), (160 * s, 8 * s, "steel"), (8 * s, 14 * s, "black")])
        with p.at(100 * s):
            counterweight(p, 54 * s, 44 * s, product.accent)
    p.disc(0, y, 26 * s, "graphite")
    knob(p, 0, y, 18 * s, product.accent)
    with p.at(30 * s, -top - 60 * s, -24):
        p.turned(0, [(150 * s, 5 * s, "steel"), (70 * s, 12 * s, "rubber"), (6 * s, 13 * s, product.accent)])


def star_tracker(p, product, wedge=False):
    """A tracker alone, or on its wedge with a ball head and a camera; the legs' upper part belongs to the buyer's tripod."""
    a = product.accent
    if not (wedge or "wedge" in product.options.get("Set", "")):
        return tracker_alone(p, product)
    p.shadow(0, 300)
    with p.at(0, 0, 90):
        p.turned(0, [(10, 62, "black"), (5, 56, "silver"), (22, 52, "black")])
    for d in (0, 180):
        with p.at(50 if d == 0 else -50, -24, d):
            hand_screw(p, 10, 10)
    p.path("M-48 -36H58V-62L22 -150H-14L-48 -92Z", "graphite", way="p")
    p.path("M-30 -50H40M-30 -58H34", cls="pale")
    p.disc(2, -72, 15, "steel")
    p.disc(2, -72, 7, a)
    with p.at(62, -70, -20):
        hand_screw(p, 16, 11)
    body = {"enamel": "enamel", "night": "night", "moss": "moss", "ivory": "ivory"}.get(product.tube, "black")
    with p.at(0, -150, 180 - LATITUDE, flip=True):
        p.box(-74, -52, 104, 104, body, edge=12, way="")
        p.box(-60, -30, 44, 14, "black", edge=4)
        for i in range(3):
            p.dot(-52 + i * 14, -23, 3.2, "#d8301f" if i == 0 else "#8f98a6")
        p.disc(0, 22, 15, "black")
        p.disc(0, 22, 9, "graphite")
        p.turned(-74, [(14, 13, "black"), (8, 16, "rubber")], -1)
        p.turned(30, [(8, 47, "silver"), (14, 44, "black"), (5, 46, a), (12, 30, "black")])
        p.box(69, -44, 14, 88, "graphite", edge=3, way="x")
        with p.at(83):  # ball head and camera
            p.turned(0, [(8, 24, "black"), (26, 21, "black"), (6, 22, a)])
            p.disc(46, 0, 17, "steel")
            with p.at(52, 0, 26):
                p.turned(0, [(10, 12, "black"), (8, 26, "black")])
                with p.at(18, 0):
                    p.box(0, -66, 92, 126, "black", edge=9, way="")
                    p.path("M92 -36L112 -24V22L92 34Z", "black", way="")
                    p.box(6, -66, 80, 126, "rubber", edge=6, way="x")
                    p.disc(72, -52, 8, a)
                    p.tube(0, 0.1, 1, "black")
                    with p.at(46, 60, -90):
                        p.turned(0, [(12, 37, "black"), (40, 35, "black"), (5, 35.6, a), (34, 35, "rubber"), (10, 37, "black")])
                        p.ribs(58, 30, 35, 6)


def tracker_alone(p, product):
    """The tracker without wedge: its body upright on a table, the turning plate on top."""
    a = product.accent
    p.shadow(0, 190, height=16)
    body = {"enamel": "enamel", "night": "night", "moss": "moss", "ivory": "ivory"}.get(product.tube, "black")
    with p.at(0, 0, 90):
        p.turned(0, [(6, 30, "black"), (5, 40, "black")])
        p.box(11, -52, 104, 104, body, edge=12, way="")
        p.box(25, -30, 14, 44, "black", edge=4)
        for i in range(3):
            p.dot(32, -22 + i * 14, 3.2, "#d8301f" if i == 0 else "#8f98a6")
        p.disc(74, 22, 15, "black")
        p.disc(74, 22, 9, "graphite")
        p.turned(115, [(8, 47, "silver"), (14, 44, "black"), (5, 46, a), (8, 30, "black"), (4, 22, "silver"), (9, 4.7, "steel")])


def tripod_product(p, product):
    s = max(.9, min(1.4, (product.num("payload", "load", default=12) / 12) ** .25))
    top = product.tripod_height(850)
    style = leg_style(product, "steel")
    tripod(p, top, top * .46, style, product.accent, s * 1.15)
    with p.at(0, -top - 14 * s, 90):
        p.turned(0, [(10 * s, 62 * s, "black"), (6 * s, 58 * s, "silver"), (5 * s, 60 * s, product.accent), (16 * s, 12 * s, "steel")])


def folded_tripod(p, product):
    """The same tripod, folded, lying along the ground, its length a ruler's."""
    upper, w1, lower, w2, joint = TRIPODS[leg_style(product, "steel")]
    length = product.tripod_height(800) * .86
    p.shadow(length / 2, length * 1.05, height=34)
    for y in (-w1 * 4.6, -w1 * 1.25, -w1 * 2.95):
        with p.at(0, y):
            p.tube(0, length, w1, upper, edge=3)
            p.tube(length, 60, w2, lower)
            p.tube(length + 60, 28, w2, "rubber", end=w2 * .4)
            p.tube(length - 30, 36, w1 * 1.18, joint, edge=4, cast=4)
            screw(p, length - 12, 0, w1 * .4, product.accent)
    p.box(-66, -w1 * 5.9, 76, w1 * 5.9, "black", edge=8, way="")
    p.tube(length * .4, 44, w1 * 3.0, "rubber", y=-w1 * 2.93, edge=5, cast=5)
    p.box(length * .4 + 10, -w1 * 3.6, 24, w1 * 1.4, product.accent, edge=3)
