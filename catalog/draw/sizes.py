"""Third plates (beside a person or a hand), series of eyepieces, and the reach of mounts. Millimetres."""
import math

import eyepieces
import mounts
from figure import hand, person, rule
from plate import Plate
from product import Product

# on a table: the height at which small telescopes and things are set beside a person
TABLE = 720.0
ON_TABLE = {"tabletop-dobsonian", "ota-newtonian", "ota-sct", "binocular-giant", "solar-telescope", "globe"}
ON_WALL = {"chart", "poster", "print"}


def extent(draw, product):
    """Left, top, right, bottom of a drawing."""
    p = Plate()
    draw(p, product)
    return p.left, p.top, p.right, p.bottom


def table(p, left, right):
    """A plain table under things from `left` to `right`."""
    m = 90
    p.shadow((left + right) / 2, right - left + 260, height=34)
    p.box(left - m, -TABLE, right - left + 2 * m, 30, "wood", edge=3, way="")
    for x in (left - m + 40, right + m - 40):
        p.path(f"M{x - 24} {-TABLE + 30}L{x - 14} 0H{x + 14}L{x + 24} {-TABLE + 30}Z", "wood", way="x")


def beside_person(p, product, draw):
    """The thing as it is used, beside a standing person: on the ground, on a table or on the wall."""
    product.legs_out = True
    left, top, right, bottom = extent(draw, product)
    if product.kind in ON_WALL:
        person(p, left - 420, 1720, 1)
        lift = -1560 + (bottom - top) / 2
        with p.at(0, min(-500, lift)):
            floor = len(p.floor)
            draw(p, product)
            del p.floor[floor:]
        return
    lifted = product.kind in ON_TABLE or (bottom - top < 480 and product.kind in ("refractor", "mak", "sct"))
    if lifted:
        table(p, left, right)
        person(p, left - 460, 1720, 1)
        with p.at(0, -TABLE):
            draw(p, product)
    else:
        person(p, left - 300 if top < -900 else left - 360, 1720, 1)
        draw(p, product)


def beside_hand(p, product, draw):
    """The thing beside a hand, over a steel rule with a long mark each five centimetres."""
    left, top, right, bottom = extent(draw, product)
    draw(p, product)
    x = left - 76
    hand(p, x, 0)
    p.shadow(x, 120, height=8, opacity=.16)
    reach = max(200.0, math.ceil((right - x + 60) / 50) * 50)
    rule(p, x - 60, 18, reach, 10, 20)


def member(product, focal):
    """One eyepiece of a series as a product of its own."""
    row = {**product.row, "attr.focal_length": str(focal), "attr.focal_length_min": "", "attr.focal_length_max": ""}
    return Product(row, product.accent)


def series(p, product):
    """A single eyepiece with the view into its lens, or a whole series with the longest seen from above."""
    low, high = product.num("focal_length_min"), product.num("focal_length_max")
    if not low or product.num("focal_length"):
        return eyepieces.eyepiece(p, product)
    x, before = 0.0, 0.0
    last = None
    for focal in product.focal_lengths():
        one = member(product, focal)
        s = eyepieces.sizes(one)
        radius = max(s[7], s[5] / 2 + 4, s[7] * .78)
        x += before + radius + (10 if before else 0)
        with p.at(x, 0):
            eyepieces.profile(p, one)
        before = radius
        last = (radius, s[5], max(s[5] / 2 + 4, s[7] * .78))
    radius, lens, cup = last
    x += before + radius + 12
    p.shadow(x, radius * 2.4, height=radius * .36)
    eyepieces.eye_end(p, x, -radius, radius, lens, cup, product.accent)


def mount_reach(p, product):
    """The mount with its axes, the tube it carries at several positions, and the circle that it needs."""
    payload = product.num("payload", default=8)
    if product.kind == "star-tracker":
        mounts.star_tracker(p, product, wedge=True)
        with p.at(0, -150, 180 - mounts.LATITUDE):
            p.line(-150, 0, 330, 0, "axis")
            p.path("M300 -26A60 26 0 0 1 300 26", cls="ray")
            p.path("M292 14L300 27L310 17", cls="ray")
        return
    radius = 62 + payload * 2.6
    length = 430 + payload * 22
    if product.kind == "az-mount":
        mounts.az_mount(p, product)
        s = max(.75, min(1.35, (payload / 6) ** .33))
        top, _ = mounts.mount_tripod(product)
        goto = product.flag("goto")
        y = -top - (70 * s + 190 * s if goto else 160 * s)
        p.line(0, 30, 0, y - length * .75, "axis")
        if not goto:   # the saddle is at the left: the tube, level and towards the eye, and upright
            x = -140 * s - radius - 10
            p.line(-length * .8, y, 330 * s, y, "axis")
            p.dot(x, y, radius, "#8fb0d8", .2)
            p.dot(x, y, radius, "none", cls="dash")
            with p.at(x, y, 90):
                ghost(p, length, radius, .4)
            p.path(f"M{-60 * s} {y - length * .5}A{60 * s} {18 * s} 0 1 1 {52 * s} {y - length * .5 + 10 * s}", cls="ray")
            p.path(f"M{40 * s} {y - length * .5 - 6 * s}L{51 * s} {y - length * .5 + 11 * s}L{66 * s} {y - length * .5 + 2 * s}", cls="ray")
            return
        for altitude, o in ((15, .6), (75, .3)):
            with p.at(0, y, 180 - altitude, flip=True):
                ghost(p, length, radius, o)
        arc(p, 0, y, length * .62, 90, 180)
        return
    x, y, degrees = mounts.eq_mount(p, product, only_head=True)
    s = mounts.mount_size(product)
    top, _ = mounts.mount_tripod(product)
    pivot = -top - 112 * s
    with p.at(0, pivot, 180 - mounts.LATITUDE, flip=True):
        p.line(-length * .55, 0, length * .95, 0, "axis")
        p.line(100 * s, 420 * s, 100 * s, -length * .5 - 130 * s, "axis")
        p.path(f"M{length * .88} -62A24 62 0 1 1 {length * .88 - 14} 50", cls="ray")
        p.path(f"M{length * .88 - 32} 40L{length * .88 - 15} 51L{length * .88 - 20} 71", cls="ray")
        with p.at(100 * s, -112 * s - radius - 16):
            ghost(p, length, radius, .6)
    # turned in declination, the tube's ends stay within this circle
    t = math.radians(mounts.LATITUDE)
    cx, cy = -100 * s * math.cos(t) + (112 * s + radius + 16) * math.sin(t), pivot - 100 * s * math.sin(t) - (112 * s + radius + 16) * math.cos(t)
    reach = math.hypot(length / 2, radius)
    p.dot(cx, cy, reach, "none", cls="dash")
    p.dot(cx, cy, 6, "#c8811c")
    arc(p, cx, cy, reach * 1.0, 100, 160)


def ghost(p, length, radius, opacity):
    """The outline of a tube."""
    p.path(f"M{-length / 2} {-radius}H{length / 2}V{radius}H{-length / 2}ZM{length / 2 - 20} {-radius}V{radius}M{-length / 2 + 26} {-radius}V{radius}", cls="dash", fill="#8fb0d8", fill_opacity=f"{opacity * .35:.2f}", opacity=f"{min(1, opacity + .3):.2f}")


def arc(p, x, y, r, start, end):
    """An arc with an arrow head at its end, degrees counter-clockwise from the right."""
    a, b = math.radians(start), math.radians(end)
    p.path(f"M{x + r * math.cos(a)} {y - r * math.sin(a)}A{r} {r} 0 0 0 {x + r * math.cos(b)} {y - r * math.sin(b)}", cls="ray")
    for d in (-2.7, 2.7):
        q = b + math.pi / 2 + d
        p.path(f"M{x + r * math.cos(b)} {y - r * math.sin(b)}l{r * .06 * math.cos(q)} {-r * .06 * math.sin(q)}", cls="ray")
