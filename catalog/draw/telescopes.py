"""Telescopes in side elevation. Millimetres; a tube's frame has +x to the sky and −y its upper side, origin at its balance."""
import math

from mounts import arm, equatorial, leg_style
from parts import diagonal, dovetail, finder, hand_box, knob, rear_focuser, red_dot, rings, screw, side_focuser, tripod
from plate import Plate


def aperture_of(product, default):
    return product.num("aperture", default=default)


def focal_of(product, default):
    return product.num("focal_length", "focal", default=default)


def is_apo(product):
    return any(word in product.text("design") for word in ("apo", "triplet", "ed ", "petzval"))


def has_no_mount(product):
    return product.text("mount_type") == "none"


# --- tubes --------------------------------------------------------------------------------------------------------
def refractor_tube(p, product, handle=True, dot=None):
    """A refractor; gives the depth of its dovetail's lower face below the axis."""
    a, f = aperture_of(product, 90), focal_of(product, 900)
    accent, paint = product.trim, product.tube
    apo = is_apo(product)
    k = min(1.35, max(.62, a / 95))
    r = a * .53
    shield = a * (1.15 if apo else 1.4)
    given = product.num("tube_length")       # with the focuser racked in: body, shield and focuser
    body = max(given - shield * (.6 if apo else .95) - 104 * k, f * .34) if given else max(f - 225 * k, f * .42)
    start = -body * (.5 if apo else .44)
    end = start + body
    if apo:  # a wide sliding dew shield over the tube's front, with an engraved band
        p.tube(start, body, r, paint)
        p.turned(end - shield * .45, [(8, a * .635, "black"), (10, a * .635, accent), (shield * .95, a * .63, accent if "triplet" in product.text("design") else paint), (8, a * .645, "black")])
        screw(p, end - shield * .36, -a * .63, 5, "steel")
    else:
        p.tube(start, body, r, paint)
        p.tube(end - 10 * k, 24 * k, a * .57, accent)
        p.tube(end + 14 * k, shield, a * .62, "black" if paint == "enamel" and product.pick(2) else paint, edge=2)
        p.tube(end + 14 * k + shield - 9 * k, 10 * k, a * .635, "black", edge=2)
    p.tube(start, 7 * k, r * 1.03, accent)
    places = (-body * .16 - 17 * k, body * .16 - 17 * k) if not apo else (-body * .2 - 18 * k, body * .12 - 18 * k)
    depth = rings(p, r, places, 34 * k, accent, "black" if paint != "black" else "graphite")
    if apo and handle:  # a carrying handle between the rings
        y = -r * 1.07
        p.path(f"M{places[0] + 6 * k} {y + 2}V{y - 30 * k}Q{places[0] + 6 * k} {y - 40 * k} {places[0] + 18 * k} {y - 40 * k}H{places[1] + 14 * k}Q{places[1] + 28 * k} {y - 40 * k} {places[1] + 28 * k} {y - 30 * k}V{y + 2}"
               f"H{places[1] + 16 * k}V{y - 24 * k}H{places[0] + 18 * k}V{y + 2}Z", "graphite", way="")
    with p.at(0, depth):
        dovetail(p, max(body * .42, 110 * k), accent if apo and accent != paint else "black")
    with p.at(start + 36 * k, -r):
        if dot if dot is not None else a < 75:
            red_dot(p, accent, .9 * k)
        elif apo:
            p.path(f"M{-6 * k} 2V{-12 * k}H{44 * k}V2Z", "black")
            screw(p, 8 * k, -6 * k, 3 * k)
            screw(p, 30 * k, -6 * k, 3 * k)
        else:
            finder(p, min(50, max(28, a * .42)), paint if paint != "night" else "black", accent)
    with p.at(start, 0, 180, flip=True):
        rear_focuser(p, a, accent, fine=apo)
    return depth + 14


def newtonian_tube(p, product, with_rings=True, with_dot=None):
    """A closed Newtonian; gives the depth of its dovetail below the axis."""
    a = aperture_of(product, 150)
    accent, paint = product.trim, product.tube
    r = a / 2 + max(12, a * .07)
    length = newtonian_length(product)
    back = -length * .42
    k = min(1.35, max(.6, a / 170))
    p.turned(back - 20 * k, [(9 * k, r * .8, "black"), (32 * k, r * 1.045, "black")])
    for y in (-.55, 0, .55):
        p.tube(back - 30 * k, 12 * k, 7 * k, "steel", y=y * r, edge=2)
    p.tube(back + 20 * k, length - 20 * k, r, "carbon" if product.says("carbon") else paint)
    p.tube(back + 22 * k, 8 * k, r * 1.008, accent)
    p.tube(back + length - 16 * k, 26 * k, r * 1.045, "black", edge=3)
    p.tube(back + length - 26 * k, 8 * k, r * 1.008, accent)
    depth = r
    if with_rings:
        depth = rings(p, r, (-length * .15 - 16 * k, length * .13 - 16 * k), 32 * k, accent, "black" if paint != "black" else "graphite")
        with p.at(0, depth):
            dovetail(p, length * .42, accent if product.pick(2) and accent != paint else "black")
    fx = back + length - (a * .62 + 70 * k)
    with p.at(fx, 0, 90):
        side_focuser(p, a, r, accent)
    with p.at(fx - (220 if a > 135 else 104) * k, -r):
        if with_dot if with_dot is not None else a < 140:
            red_dot(p, accent, .95 * max(.7, k))
        else:
            finder(p, 50 if a > 170 else 40, paint if paint in ("enamel", "ivory") else "black", accent, 165 * k)
    return depth + 14


def newtonian_length(product):
    """The tube's length, millimetres: what the focus outside the tube leaves over."""
    a, f = aperture_of(product, 150), focal_of(product, 750)
    given = product.num("tube_length", default=0)
    return given if given > a else max(f - a * .5 + a * .35, a * 1.6) if f > 600 else f * .93 + 30


def schmidt_cassegrain_tube(p, product, with_finder=True):
    a = aperture_of(product, 203)
    accent, paint = product.trim, product.tube
    r = a / 2 + max(9, a * .06)
    length = product.num("tube_length", default=a * 1.72 + 60)
    length = length if a < length < 3 * a else a * 1.72 + 60
    k = a / 203
    back = -length * .46
    # rear cell, its casting drawn in towards the visual back
    p.tube(back, 44 * k, r * .62, "black", end=r * 1.04)
    p.tube(back + 44 * k, 36 * k, r * 1.05, "black", edge=3)
    p.tube(back + 80 * k, length - 130 * k, r, "carbon" if product.says("carbon") else paint)
    p.tube(back + 80 * k, 9 * k, r * 1.006, accent)
    p.tube(back + length - 52 * k, 34 * k, r * 1.05, "black", edge=3)
    p.tube(back + length - 18 * k, 12 * k, r * .99, "graphite")
    p.path(f"M{back + length - 6 * k} {-r * .93}Q{back + length + 5 * k} 0 {back + length - 6 * k} {r * .93}Z", "coating", way="")
    for y in (-.82, .82):
        screw(p, back + length - 35 * k, y * r, 3.4 * k)
        screw(p, back + 62 * k, y * r, 3.4 * k)
    with p.at(0, r * 1.03):
        dovetail(p, length * .92, accent if accent != paint else "graphite", 15 * k)
    for x in (-r * .5, r * .42):
        with p.at(back + (26 if x < 0 else 30) * k, x, 180):
            if x > 0:
                p.turned(0, [(16 * k, 15 * k, "black"), (6 * k, 15.6 * k, accent)])
                p.ribs(2 * k, 13 * k, 15 * k, 3)
    with p.at(back, 0, 180, flip=True):
        p.turned(0, [(22 * k, r * .36, "black"), (8 * k, r * .38, "steel"), (38 * k, 24 * max(k, .8), "silver")])
        with p.at(68 * k):
            diagonal(p, accent, max(.85, min(1.3, k)), 27)
    if with_finder:
        with p.at(back + 60 * k, -r * 1.03):
            red_dot(p, accent, 1.1 * max(.7, k)) if a < 180 else finder(p, 50, "black", accent, 165)
    return r * 1.03 + 15 * k


def maksutov_tube(p, product):
    a = aperture_of(product, 127)
    accent, paint = product.trim, product.tube
    r = a / 2 + max(7, a * .07)
    length = product.num("tube_length", default=a * 2.1 + 55)
    length = length if a < length < 4 * a else a * 2.1 + 55
    k = a / 127
    back = -length * .46
    p.tube(back, 20 * k, r * .8, "black", end=r * 1.02)
    p.tube(back + 20 * k, 24 * k, r * 1.03, "black", edge=3)
    p.tube(back + 44 * k, length - 88 * k, r, paint)
    p.tube(back + 44 * k, 5 * k, r * 1.006, accent)
    p.turned(back + length - 44 * k, [(6 * k, r * 1.01, accent), (30 * k, r * 1.05, "black"), (8 * k, r * 1.0, "graphite")])
    p.path(f"M{back + length} {-r * .88}Q{back + length - 16 * k} 0 {back + length} {r * .88}Z", "coating", way="")
    with p.at(0, r):
        dovetail(p, length * .55, "black" if paint != "black" else "graphite", 13 * k)
    with p.at(back + 6 * k, r * .42, 180):
        p.turned(0, [(18 * k, 12 * k, "black"), (5 * k, 12.5 * k, accent)])
        p.ribs(2 * k, 14 * k, 12 * k, 3)
    with p.at(back, 0, 180, flip=True):
        p.turned(0, [(12 * k, r * .42, "black"), (22 * k, 22 * max(.8, k), "silver")])
        with p.at(34 * k):
            diagonal(p, accent, max(.75, min(1.1, k)), 25)
    with p.at(back + 34 * k, -r * 1.02):
        red_dot(p, accent, max(.7, k)) if a < 150 else finder(p, 40, "black", accent)
    return r + 13 * k


# --- telescopes on their mounts -----------------------------------------------------------------------------------
def on_equatorial(p, product, tube, length, weight):
    """The tube on a German equatorial mount and tripod; weight in kilograms chooses the head."""
    s = max(.62, min(1.5, (weight / 9) ** .33))
    top = product.tripod_height(max(480, min(720, length * .62)))
    tripod(p, top, top * .55, leg_style(product, "steel" if s > .95 else "aluminium"), product.accent, s)
    x, y, degrees = equatorial(p, top, s, product.accent, weights=2 if weight > 9 else 1, motors=product.motors(), body="black" if product.tube != "black" else "graphite", shaft=230)
    with p.at(x, y, degrees, flip=True):
        with p.at(0, -tube_depth(tube, product)):
            tube(p, product)


def tube_depth(tube, product):
    """How deep a tube's dovetail lies, found by drawing it on scrap."""
    return tube(Plate(), product)


def on_arm(p, product, tube, length, altitude, weight, reach=48.0, goto=True, radius=60.0):
    """The tube behind the arm of an alt-azimuth mount."""
    s = max(.66, min(1.35, (weight / 6) ** .33))
    top = product.tripod_height(max(480, min(720, length * .66)))
    tripod(p, top, top * .54, leg_style(product, "steel" if s > 1 else "aluminium"), product.accent, s)
    front, pivot = arm(p, top, max(radius * 1.15 + 40, 130 * s), reach * s, product.accent, "black" if product.tube not in ("black", "graphite") else "silver", s, goto)
    with p.at(0, pivot, 180 - altitude, flip=True):
        tube(p, product)
    front()


def is_equatorial(product):
    return product.says("equatorial", "-eq", " eq", "german") and not product.says("alt-az", "altaz")


def refractor(p, product):
    a, f = aperture_of(product, 90), focal_of(product, 900)
    weight = 1.2 + (a / 60) ** 2.1
    length = f * .95
    if has_no_mount(product):
        return lying(p, product, refractor_tube)
    if is_equatorial(product):
        return on_equatorial(p, product, refractor_tube, length, weight + 2)
    return on_arm(p, product, refractor_tube, length, 38, weight + 1, 42, product.flag("goto"), a * .6)


def newtonian_eq(p, product):
    a = aperture_of(product, 130)
    on_equatorial(p, product, newtonian_tube, newtonian_length(product), 2 + (a / 62) ** 2)


def schmidt_cassegrain(p, product):
    a = aperture_of(product, 203)
    if has_no_mount(product):
        return lying(p, product, schmidt_cassegrain_tube)
    if is_equatorial(product):
        return on_equatorial(p, product, schmidt_cassegrain_tube, a * 2.9, 9 * (a / 203) ** 2)
    on_arm(p, product, schmidt_cassegrain_tube, a * 2.7, 42, 6 * (a / 203) ** 2, 52, True, a * .62)


def maksutov(p, product):
    a = aperture_of(product, 127)
    if has_no_mount(product):
        return lying(p, product, maksutov_tube)
    if is_equatorial(product):
        return on_equatorial(p, product, maksutov_tube, a * 4, 4 * (a / 127) ** 2)
    if product.says("tabletop", "table-top"):
        return tabletop(p, product, maksutov_tube, a / 2 + 9, a * 2.1 + 55)
    on_arm(p, product, maksutov_tube, a * 4, 40, 4.2 * (a / 127) ** 2, 44, product.flag("goto"), a * .62)


def lying(p, product, tube):
    """An optical tube without mount, level, its dovetail on two blocks."""
    scrap = Plate()
    depth = tube(scrap, product)
    a = aperture_of(product, 150)
    drop = 26 + a * .14
    with p.at(0, -drop - depth, 180, flip=True):
        tube(p, product)
    p.shadow(-(scrap.left + scrap.right) / 2, (scrap.right - scrap.left) * .95, height=16 + a * .07)
    for x in (-a * .62, a * .62):
        p.path(f"M{x - a * .24} 0L{x - a * .19} {-drop}H{x + a * .19}L{x + a * .24} 0Z", "wood", way="x")


def ota_newtonian(p, product):
    lying(p, product, newtonian_tube)


def ota_sct(p, product):
    lying(p, product, schmidt_cassegrain_tube)


def boards(product):
    """What a rocker is cut from: Lowland's are birch plywood, others go with the tube."""
    if product.accent == "amber":
        return "wood"
    return {"graphite": "black", "black": "black", "ivory": "walnut", "moss": "walnut"}.get(product.tube, "wood")


# --- Dobsonians ---------------------------------------------------------------------------------------------------
def rocker(p, product, pivot, radius, box, wood, hole="black"):
    """Ground board, feet, bearing and the near side board whose cradle holds a bearing of `radius` at height `pivot`."""
    k = box / 190
    for x in (-.86, .86):
        p.tube(x * box * 1.1 - 26 * k, 52 * k, 12 * k, "rubber", y=-12 * k, edge=5 * k)
    p.tube(-box * 1.22, box * 2.44, 10 * k, wood, y=-34 * k, edge=3 * k)
    p.tube(-box * 1.0, box * 2.0, 4 * k, "black", y=-48 * k)
    p.tube(-box * 1.1, box * 2.2, 10 * k, wood, y=-62 * k, edge=3 * k)


def side_board(p, product, pivot, radius, box, wood):
    top = pivot
    d = (f"M{-box} {-.30 * box - 10}L{-box * .8} {-top * .9}Q{-box * .76} {-top * 1.0} {-box * .62} {-top * 1.02}L{-radius * 1.02} {-top * 1.02}"
         f"A{radius * 1.02} {radius * 1.02} 0 0 0 {radius * 1.02} {-top * 1.02}L{box * .62} {-top * 1.02}Q{box * .76} {-top * 1.0} {box * .8} {-top * .9}L{box} {-.30 * box - 10}Z")
    p.path(d, wood, way="x")
    # grain, a handle hole, screws
    p.path("".join(f"M{-box * .9 + i * box * .3} {-.36 * box}Q{-box * (.84 - i * .26)} {-top * .5} {-box * (.74 - i * .21)} {-top * (.86 if i in (0, 6) else .6 if 1 < i < 5 else .8)}" for i in range(7)), cls="hair")
    h = min(box * .34, top * .16)
    y = -top * .4
    p.path(f"M{-h * 1.5} {y}a{h * .62} {h * .62} 0 0 1 {h * .62} {-h * .62}H{h * .88}a{h * .62} {h * .62} 0 0 1 0 {h * 1.24}H{-h * .88}a{h * .62} {h * .62} 0 0 1 {-h * .62} {-h * .62}Z", "black")
    for x in (-.84, .84):
        screw(p, x * box, -.3 * box - 26, box * .025)


def dobsonian(p, product):
    a = aperture_of(product, 203)
    accent = product.accent
    length = newtonian_length(product)
    r = a / 2 + max(12, a * .07)
    altitude = 54
    wood = boards(product)
    pivot = max(length * .42 * math.sin(math.radians(altitude)) + r * .62 + 60, 330)
    box = r * 1.45
    p.shadow(0, box * 3.4, height=box * .3)
    rocker(p, product, pivot, r * .8, box, wood)
    with p.at(0, -pivot, altitude):
        newtonian_tube(p, product, with_rings=False)
    bearing = r * .78
    side_board(p, product, pivot, bearing, box, wood)
    with p.at(0, -pivot):
        p.disc(0, 0, bearing, "black")
        p.disc(0, 0, bearing * .8, "silver")
        p.path(f"M{-bearing * .8} 0A{bearing * .8} {bearing * .8} 0 0 0 {bearing * .8} 0", cls="hair")
        knob(p, 0, 0, bearing * .4, accent)
    if product.flag("goto"):
        with p.at(box * .55, -pivot * .8):
            hand_box(p, accent, a / 260)


def tabletop(p, product, tube, r, length, altitude=46):
    """A small telescope on one arm of a turning board."""
    wood = boards(product)
    pivot = max(length * .36 * math.sin(math.radians(altitude)) + r * .7 + 40, r * 1.5 + 100)
    box = r * 1.5
    p.shadow(0, box * 3.2, height=box * .3)
    k = box / 130
    for x in (-.9, .9):
        p.tube(x * box - 20 * k, 40 * k, 9 * k, "rubber", y=-9 * k, edge=4 * k)
    p.tube(-box * 1.15, box * 2.3, 9 * k, wood, y=-27 * k, edge=6 * k)
    p.tube(-box * .8, box * 1.6, 3 * k, "silver", y=-39 * k)
    p.tube(-box * 1.05, box * 2.1, 9 * k, wood, y=-51 * k, edge=6 * k)
    with p.at(0, -pivot, altitude):
        tube(p, product)
    w = r * .8
    p.path(f"M{-box * .8} {-60 * k}C{-box * .7} {-pivot * .55} {-w} {-pivot * .7} {-w * .95} {-pivot}A{w * .95} {w * .95} 0 0 1 {w * .95} {-pivot}C{w} {-pivot * .7} {box * .7} {-pivot * .55} {box * .8} {-60 * k}Z", wood, way="x")
    p.path(f"M{-w * .55} {-60 * k - 8}C{-w * .5} {-pivot * .5} {-w * .5} {-pivot * .7} {-w * .45} {-pivot * .8}M{w * .3} {-60 * k - 8}C{w * .3} {-pivot * .5} {w * .4} {-pivot * .6} {w * .4} {-pivot * .78}", cls="hair")
    p.disc(0, -pivot, w * .62, "black")
    knob(p, 0, -pivot, w * .42, product.accent)


def tabletop_dobsonian(p, product):
    a = aperture_of(product, 130)
    length = newtonian_length(product)

    def tube(p, product):
        if not product.says("closed ", "collapsible"):
            return newtonian_tube(p, product, with_rings=False, with_dot=True)
        return collapsible_tube(p, product, length)
    tabletop(p, product, tube, a / 2 + 12, length)


def collapsible_tube(p, product, length):
    """A tube whose front slides out on two rods."""
    a = aperture_of(product, 130)
    r = a / 2 + 12
    back = -length * .42
    k = a / 150
    p.turned(back - 8, [(26 * k, r * 1.04, "black"), (length * .46, r, product.tube), (14 * k, r * 1.04, "black")])
    for y in (-.7, .5):
        p.tube(back + length * .3, length * .62, 7 * k, "steel", y=y * r)
    p.turned(back + length - a * .95, [(10 * k, r * 1.03, "black"), (a * .8, r, product.tube), (12 * k, r * 1.04, "black")])
    with p.at(back + length - a * .55, 0, 90):
        side_focuser(p, a, r, product.accent, .62)
    with p.at(back + length - a * .92, -r):
        red_dot(p, product.accent, .6)
    return r


def truss_dobsonian(p, product):
    a, f = aperture_of(product, 305), focal_of(product, 1500)
    accent = product.accent
    wood = boards(product)
    r = a / 2 + 30
    length = f - a * .5 + 40
    altitude = 56
    k = a / 305
    bearing = r * 1.12
    pivot = bearing + r * .52 + 105 * k
    box = r * 1.3
    lift = 150 * k if "platform" in product.options.get("Set", "") else 0
    if lift:
        p.shadow(0, box * 3.6, height=box * .3)
        platform(p, product, lift, box, k)
    else:
        p.shadow(0, box * 3.2, height=box * .3)
    with p.at(0, -lift):
        truss_instrument(p, product, a, k, r, accent, wood, length, altitude, bearing, pivot, box)


def platform(p, product, height, box, k):
    """An equatorial platform, seen from the side: ground board, the roller's bearer, the curved sector and the board it carries."""
    p.box(-box * 1.3, -34 * k, box * 2.6, 22 * k, "wood", edge=4 * k, way="x")
    for x in (-1.15, 1.15):
        p.tube(x * box - 24 * k, 48 * k, 6 * k, "rubber", y=-6 * k, edge=4 * k)
    p.path(f"M{-box * .98} {-height + 26 * k}H{-box * .42}Q{-box * .5} {-60 * k} {-box * .7} {-58 * k}Q{-box * .9} {-60 * k} {-box * .98} {-height + 26 * k}Z", "wood", way="p")
    p.disc(-box * .7, -46 * k, 13 * k, "steel")
    p.box(-box * .5, -74 * k, 120 * k, 40 * k, "black", edge=5 * k)
    p.disc(-box * .5 + 22 * k, -54 * k, 7 * k, product.accent)
    p.path(f"M{box * .5} {-34 * k}L{box * .62} {-height + 26 * k}H{box * .98}L{box * 1.06} {-34 * k}Z", "wood", way="x")
    p.disc(box * .8, -height + 46 * k, 15 * k, "steel")
    p.disc(box * .8, -height + 46 * k, 7 * k, product.accent)
    p.box(-box * 1.22, -height + 4 * k, box * 2.44, 22 * k, "wood", edge=4 * k, way="x")


def truss_instrument(p, product, a, k, r, accent, wood, length, altitude, bearing, pivot, box):
    """Rocker, mirror box, poles and cage."""
    rocker(p, product, pivot, bearing, box, wood)
    p.box(-box, -pivot + bearing * .25, box * 2, pivot - bearing * .25 - 72 * box / 190, wood, edge=6, way="x")
    with p.at(0, -pivot, altitude):
        # mirror box, poles, upper cage
        p.box(-r * .95, -r, r * 1.75, 2 * r, wood, edge=6, way="")
        p.turned(-r * .95, [(16 * k, r * .7, "black")], -1)
        cage = length - r * .95 - a * .85
        for y1, y2 in ((-.92, -.12), (-.92, -.86), (.92, .12), (.92, .86), (-.06, -.86), (.06, .86)):
            dx, dy = cage - r * .76, (y2 - y1) * r
            with p.at(r * .76, y1 * r, -math.degrees(math.atan2(dy, dx))):
                p.tube(0, math.hypot(dx, dy), 11 * k, "black" if accent not in ("brass",) else "silver")
        for y in (-.92, 0, .92):
            p.box(r * .62, y * r - 18 * k, 46 * k, 36 * k, "black", edge=5 * k)
            screw(p, r * .62 + 22 * k, y * r, 8 * k, accent)
        p.turned(cage, [(22 * k, r * 1.02, wood), (4 * k, r * .96, "black"), (a * .72, r * .95, "black"), (4 * k, r * .96, "black"), (22 * k, r * 1.02, wood)])
        with p.at(cage + a * .45, 0, 90):
            side_focuser(p, a, r, accent, min(1.35, k * 1.1))
        with p.at(cage + a * .02, -r * 1.0):
            finder(p, 50, "black", accent, 150)
    # the cradle's near cheek, and before it the great half-round altitude bearing
    k2 = box / 190
    p.path(f"M{-box} {-72 * k2}V{-pivot + bearing * .62}Q{-box} {-pivot + bearing * .5} {-box * .9} {-pivot + bearing * .5}L{-bearing * .62} {-pivot + bearing * .62}"
           f"Q0 {-pivot + bearing * 1.18} {bearing * .62} {-pivot + bearing * .62}L{box * .9} {-pivot + bearing * .5}Q{box} {-pivot + bearing * .5} {box} {-pivot + bearing * .62}V{-72 * k2}Z", wood, way="x")
    p.path(f"M{-box * .9} {-72 * k2 - 12}H{box * .9}M{-box * .9} {-72 * k2 - 26}H{box * .9}", cls="hair")
    with p.at(0, -pivot, altitude):
        p.path(f"M{bearing * .3} {-bearing * .954}A{bearing} {bearing} 0 1 0 {bearing * .3} {bearing * .954}L{bearing * .22} {bearing * .7}A{bearing * .74} {bearing * .74} 0 1 1 {bearing * .22} {-bearing * .7}Z", "black", way="p")
        p.path(f"M{bearing * .24} {-bearing * .78}A{bearing * .82} {bearing * .82} 0 1 0 {bearing * .24} {bearing * .78}", cls="pale", opacity=".35")
        for t in (112, 146, 180, 214, 248):
            screw(p, bearing * .87 * math.cos(math.radians(t)), bearing * .87 * math.sin(math.radians(t)), 7 * k, accent)
