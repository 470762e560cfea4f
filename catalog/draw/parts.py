"""Parts that several instruments share. Millimetres; each is drawn along +x of the present frame, away from what carries it."""
import math


def screw(p, x, y, radius=4.0, material="steel"):
    p.disc(x, y, radius, material)


def knob(p, x, y, radius, accent, rim="black"):
    """A knob seen along its shaft."""
    p.disc(x, y, radius, rim)
    p.path("".join(f"M{x + radius * .74 * math.cos(t)} {y + radius * .74 * math.sin(t)}L{x + radius * .96 * math.cos(t)} {y + radius * .96 * math.sin(t)}"
                   for t in (i * math.pi / 8 for i in range(16))), cls="pale", opacity=".35")
    p.disc(x, y, radius * 0.5, accent)


def hand_screw(p, length, radius=9.0, material="black"):
    """A hand screw: thread and a grooved head."""
    p.turned(0, [(length, radius * .35, "steel"), (radius * 1.3, radius, material)])
    p.ribs(length, radius * 1.3, radius, 3)


def eyepiece(p, accent, size=1.0, barrel=0.0):
    """An eyepiece of ordinary size, its shoulder at 0."""
    if barrel:
        p.tube(-barrel, barrel, 15.8 * size, "steel")
    p.turned(0, [(10 * size, 17 * size, "steel"), (26 * size, 20.5 * size, "black"), (5 * size, 21.2 * size, accent), (18 * size, 20.5 * size, "rubber"), (9 * size, 20 * size, "rubber", 17 * size)])
    p.ribs(44 * size, 13 * size, 20.5 * size, 4)


def diagonal(p, accent, size=1.0, half=26.0):
    """A star diagonal on a drawtube that ends at 0, with an eyepiece towards −y."""
    h = half * size
    p.tube(0, 16 * size, h * 1.12, "black", edge=2)
    screw(p, 8 * size, -h * 1.05, 4.5 * size)
    x = 16 * size
    p.path(f"M{x} {-h}H{x + h * 2.05}V{-h * .12}L{x + h * .94} {h}H{x}Z", "graphite")
    p.path(f"M{x + h * 2.05} {-h * .12}L{x + h * .94} {h}l{-h * .2} {-h * .2}L{x + h * 1.84} {-h * .32}Z", "black")
    with p.at(16 * size + h * 1.02, -h, 90):
        p.turned(0, [(5 * size, h * .98, "graphite"), (14 * size, h * .9, "black")])
        screw(p, 12 * size, h * .8, 4 * size)
        with p.at(19 * size):
            eyepiece(p, accent, size * (1.05 if half < 30 else 1.25))


def rear_focuser(p, aperture, accent, travel=42.0, fine=True, eyepiece_size=None):
    """A refractor's focuser behind the tube: cone, body with its knobs, drawtube, diagonal, eyepiece. Gives nothing back."""
    k = min(1.35, max(0.62, aperture / 95))
    r = aperture * 0.53
    body = max(30 * k, min(r * .8, 46 * k))
    x = p.turned(0, [(10 * k, r * 1.04, "black"), (26 * k, r * 1.0, "black", body), (62 * k, body, "black"), (6 * k, body * 1.05, accent)])
    p.box(x - 64 * k, body * .5, 50 * k, body * .85, "graphite", edge=3 * k)
    knob(p, x - 38 * k, body * 1.0, 19 * k, accent)
    if fine:
        p.disc(x - 38 * k, body * 1.0, 4.5 * k, "steel")
    tube = min(body * .84, 29 * k)
    p.tube(x, travel * k, tube, "silver")
    p.path("".join(f"M{x + i * 5 * k + 5} {-tube * .2}v{tube * (.3 if i % 2 else .45)}" for i in range(int(travel * k / (5 * k)) - 1)), cls="fine")
    p.turned(x + travel * k, [(15 * k, tube * 1.13, "black")])
    with p.at(x + travel * k + 15 * k):
        diagonal(p, accent, eyepiece_size or max(.75, min(1.15, k)))


def side_focuser(p, aperture, radius, accent, size=None):
    """A Newtonian's focuser standing on the tube (frame: x outwards, origin on the tube's axis)."""
    k = size or min(1.35, max(0.6, aperture / 170))
    r = radius
    p.path(f"M{r * .94} {-52 * k}H{r + 6 * k}L{r + 20 * k} {-38 * k}V{38 * k}L{r + 6 * k} {52 * k}H{r * .94}Z", "black")
    for s in (-1, 1):
        screw(p, r + 5 * k, s * 44 * k, 3 * k)
    x = p.turned(r + 20 * k, [(46 * k, 33 * k, "black"), (5 * k, 34.5 * k, accent)])
    p.ribs(r + 52 * k, 12 * k, 33 * k, 3)
    p.box(r + 24 * k, 12 * k, 28 * k, 34 * k, "graphite", edge=3 * k)
    knob(p, r + 38 * k, 40 * k, 17 * k, accent)
    p.turned(x, [(26 * k, 27 * k, "silver"), (14 * k, 30 * k, "black")])
    screw(p, x + 33 * k, 27 * k, 3.5 * k)
    with p.at(x + 40 * k):
        eyepiece(p, accent, max(.72, k * 1.0))


def finder(p, aperture=50.0, tube="black", accent="steel", length=None, straight=True):
    """A finder along +x (to the sky), standing on y = 0 and below it its shoe; its own axis lies above."""
    d = aperture / 50
    n = length or 200 * d
    axis = -52 * d
    for x in (n * .16, n * .56):
        p.path(f"M{x} 4L{x + 6 * d} {axis + 10 * d}H{x + 22 * d}L{x + 28 * d} 4Z", "black")
    p.path(f"M{n * .1} 3H{n * .78}L{n * .75} {-9 * d}H{n * .13}Z", "black")
    with p.at(0, axis):
        eyepiece = [(8 * d, 15 * d, "rubber"), (22 * d, 13 * d, "black")] if straight else []
        p.turned(-34 * d if straight else -4 * d, [*eyepiece, (14 * d, 17 * d, "black"), (n * .72, 18 * d, tube), (8 * d, 18 * d, "black", 28 * d), (46 * d, 28 * d, "black")])
        for x in (n * .16 + 6 * d, n * .56 + 6 * d):
            p.tube(x, 14 * d, 25 * d, "black", edge=3 * d)
            for s in (-1, 1):
                p.box(x + 4 * d, s * 25 * d - (10 * d if s < 0 else 0), 6 * d, 10 * d, "steel", edge=1)
        p.ribs(n * .72 + 26 * d, 30 * d, 28 * d, 3)


def red_dot(p, accent="crimson", size=1.0):
    """A red-dot finder on y = 0, looking along +x."""
    k = size
    p.path(f"M0 4L{4 * k} {-15 * k}H{66 * k}L{70 * k} 4Z", "graphite", way="x")
    p.path(f"M{2.6 * k} {-5 * k}H{67.4 * k}", cls="fine")
    p.path(f"M{-8 * k} {-15 * k}H{80 * k}Q{92 * k} {-17 * k} {94 * k} {-26 * k}L{95 * k} {-37 * k}H{34 * k}Q{20 * k} {-37 * k} {12 * k} {-33 * k}L{-8 * k} {-29 * k}Q{-12 * k} {-22 * k} {-8 * k} {-15 * k}Z", "black")
    p.path(f"M{-4 * k} {-24 * k}H{88 * k}", cls="pale", opacity=".3")
    p.path(f"M{70 * k} {-36 * k}L{75 * k} {-72 * k}Q{76 * k} {-77 * k} {81 * k} {-77 * k}H{88 * k}Q{93 * k} {-77 * k} {93 * k} {-72 * k}L{95 * k} {-36 * k}Z", "rubber", way="x")
    p.path(f"M{75.5 * k} {-40 * k}L{80 * k} {-69 * k}Q{80.4 * k} {-71.6 * k} {83 * k} {-71.6 * k}H{86 * k}Q{88.4 * k} {-71.6 * k} {88.5 * k} {-69 * k}L{89.6 * k} {-40 * k}Z", "glass", way="p")
    p.dot(84 * k, -57 * k, 1.5 * k, "#d8301f")
    p.path(f"M{78.5 * k} {-45 * k}L{82 * k} {-67 * k}", cls="gleam")
    knob(p, 6 * k, -24 * k, 7.5 * k, accent)
    p.disc(40 * k, -24 * k, 4 * k, "steel")
    p.path(f"M{37.4 * k} {-24 * k}h{5.2 * k}", cls="l")
    for x in (16, 56):
        p.disc(x * k, -9.6 * k, 2.4 * k, "steel")


def dovetail(p, length, material="black", height=14.0):
    """A dovetail bar below y = 0, its middle at x = 0."""
    h = length / 2
    p.path(f"M{-h} 0H{h}V{height * .45}L{h - 3} {height}H{-h + 3}L{-h} {height * .45}Z", material)
    p.line(-h, height * .45, h, height * .45)
    for x in (-h * .86, -h * .5, h * .5, h * .86):
        screw(p, x, height * .24, 2.4)


def rings(p, radius, places, width, accent, material="black"):
    """Tube rings at these places along the axis, closed by a screw on the upper side, their feet below; gives the foot's depth."""
    foot = radius * 1.09 + 8
    for x in places:
        p.path(f"M{x + width * .1} {radius * .9}H{x + width * .9}V{foot}H{x + width * .1}Z", material)
        p.tube(x, width, radius * 1.075, material, edge=min(4, width * .15), cast=width * .12)
        with p.at(x + width / 2, -radius * 1.06, 90):
            hand_screw(p, width * .22, width * .22)
        p.path(f"M{x + width * .28} {-radius * .7}V{radius * .7}M{x + width * .72} {-radius * .7}V{radius * .7}", cls="pale", opacity=".18")
    return foot


def counterweight(p, length, radius, accent):
    p.tube(0, length, radius, "graphite", edge=radius * .12)
    p.tube(length * .44, length * .12, radius * 1.005, accent)
    screw(p, length * .5, 0, radius * .2, "steel")


def hand_box(p, accent, size=1.0):
    """A hand controller hanging from (0, 0)."""
    w, h = 62 * size, 132 * size
    p.box(-w / 2, 0, w, h, "black", edge=10 * size)
    p.box(-w * .38, 12 * size, w * .76, 26 * size, "moss", edge=3 * size)
    p.path(f"M{-w * .3} {19 * size}H{w * .26}M{-w * .3} {27 * size}H{w * .1}", cls="fine")
    for row in range(4):
        for col in range(3):
            p.disc((col - 1) * w * .27, (54 + row * 18) * size, 5.6 * size, accent if row == 0 and col == 1 else "graphite")


def cable(p, x1, y1, x2, y2, sag):
    """A hanging cable."""
    p.path(f"M{x1} {y1}C{x1} {y1 + sag} {x2} {y2 + sag} {x2} {y2}", cls="cable")


TRIPODS = {  # style: upper leg, half width, lower leg, half width, joint
    "aluminium": ("silver", 17, "steel", 12, "black"),
    "steel": ("steel", 23, "steel", 17, "black"),
    "wood": ("wood", 24, "wood", 15, "brass"),
    "carbon": ("carbon", 16, "carbon", 12, "black"),
    "black": ("black", 18, "graphite", 13, "black"),
}


def tripod(p, top, spread, style="aluminium", accent="amber", size=1.0, tray=True):
    """Three legs from a hub at height `top` over (0, 0) to the ground; the middle one comes towards the eye."""
    upper, w1, lower, w2, joint = TRIPODS[style]
    w1, w2 = w1 * size, w2 * size
    feet = (-spread, spread, spread * 0.1)
    for foot in feet:
        p.shadow(foot, 150 * size)

    def leg(foot):
        length = math.hypot(foot, top)
        with p.at(0, -top, math.degrees(math.atan2(-top, foot))):
            p.tube(length * .45, length * .52, w2, lower)
            p.tube(length * .962, length * .038, w2 * .95, "rubber", end=w2 * .4)
            p.tube(12 * size, length * .52, w1, upper, edge=2)
            if style == "wood":
                p.line(20, 0, length * .5, 0)
            p.tube(length * .49, 36 * size, w1 * 1.22, joint, edge=4 * size, cast=5 * size)
            screw(p, length * .49 + 18 * size, 0, w1 * .42, accent)
            p.tube(12 * size, 26 * size, w1 * 1.15, joint, edge=3 * size)

    leg(feet[0])
    leg(feet[1])
    if tray:
        y, half = -top * .49, spread * .47
        for s in (-1, 1):
            p.path(f"M0 {y + 10 * size}L{s * half} {y}", cls="bold")
        p.box(-half * .62, y - 5 * size, half * 1.24, 10 * size, "black", edge=4 * size, way="")
    leg(feet[2])
    if tray:
        p.disc(0, -top * .49 + 3 * size, 9 * size, accent)
    # the hub hides the leg's ends
    p.path(f"M{-52 * size} {-top - 16 * size}H{52 * size}L{44 * size} {-top + 20 * size}H{-44 * size}Z", "black", way="x")

