"""Small things: finders, diagonals, adapters, lamps, bags, gifts. Millimetres."""
import math

import parts
import stars
from filters import spectrum
from parts import hand_screw, screw
from plate import RAY


# --- finders and diagonals ----------------------------------------------------------------------------------------
def finder(p, product):
    d = product.num("objective", default=50)
    p.shadow(90, 260, height=16)
    p.box(18, -12, 140, 12, "black", edge=3, way="")
    if "Right" not in product.options.get("View", ""):
        with p.at(0, -10):
            parts.finder(p, d, "black", product.accent)
        return
    with p.at(0, -10):
        parts.finder(p, d, "black", product.accent, straight=False)
        # in place of the straight eyepiece a prism housing, and the eyepiece upwards
        k = d / 50
        with p.at(0, -52 * k):
            p.path(f"M{2 * k} {-18 * k}V{18 * k}H{-22 * k}L{-44 * k} {-4 * k}V{-20 * k}H{2 * k}Z", "black", way="p")
            p.path(f"M{-22 * k} {18 * k}L{-44 * k} {-4 * k}l{4 * k} {-3 * k}L{-19 * k} {13 * k}Z", "graphite")
            screw(p, -6 * k, 8 * k, 2.4 * k)
            with p.at(-21 * k, -20 * k, 90):
                p.turned(0, [(6 * k, 19 * k, "black"), (4 * k, 17 * k, product.accent), (20 * k, 16 * k, "black"), (14 * k, 18 * k, "rubber"), (6 * k, 18 * k, "rubber", 15 * k)])
                p.ribs(31 * k, 11 * k, 18 * k, 4)


def finder_path(p, product):
    """Objective, cross hairs in the focus, eyepiece."""
    d, m = product.num("objective", default=50), product.num("magnification", default=9)
    f = d * 3.6
    fe = f / m
    r = d / 2
    p.line(-f * .35, 0, f + fe + 60, 0, "axis")
    for s in (-1, 1):
        p.path(f"M-30 {s * (r + 2)}H26L44 {s * 19}H{f - 4}V{s * (fe * .5 + 5)}H{f + fe + 14}V{s * (fe * .5 + 8)}H{f - 4}V{s * 22}H42L24 {s * (r + 5)}H-30Z", cls="cut")
    p.flat(f"M{-f * .35} {-r * .94}H0L{f} 0L0 {r * .94}H{-f * .35}Z", "#e7b55f", .3)
    for e in (-.94, -.47, 0, .47, .94):
        p.path(f"M{-f * .35} {e * r}H0L{f} 0L{f + fe} {-e * r / m}H{f + fe + 46}", cls="ray")
    p.path(f"M-6 {-r}Q-12 0 -6 {r}H0Q6 0 0 {-r}Z", "glass", way="p")
    p.path(f"M1 {-r}Q7 0 1 {r}H5Q4 0 5 {-r}Z", "glass", way="p")
    p.path(f"M{f} -11V11", cls="bold")
    for x in (f + fe - 4, f + fe + 3):
        h = fe * .42 + 2
        p.path(f"M{x} {-h}Q{x - 4} 0 {x} {h}h3Q{x + 7} 0 {x + 3} {-h}Z", "glass", way="p")
    # what is seen: the field with cross hairs, the Pleiades beside them
    y, q = r + 26 + 46, 46
    p.dot(f * .5, y, q, "#141b30", cls="l")
    pr = stars.stereographic(3.79, 24.1, q / math.tan(math.radians(product.num("real_field", default=5.2) / 4)) / 2)
    with p.clipped(f"M{f * .5 - q} {y}a{q} {q} 0 1 0 {2 * q} 0a{q} {q} 0 1 0 {-2 * q} 0Z"):
        stars.sky(p, lambda a, b: (pr(a, b)[0] + f * .5, pr(a, b)[1] + y, pr(a, b)[2]), lambda u, v: (u - f * .5) ** 2 + (v - y) ** 2 < q * q, 2.9, grid=False, milky=False, figures=False, faint=6)
        p.path(f"M{f * .5 - q} {y}h{2 * q}M{f * .5} {y - q}v{2 * q}", cls="pale")


def red_dot(p, product):
    """From the side, and from behind as the eye sees it."""
    p.shadow(45, 120, height=9)
    parts.red_dot(p, product.accent)
    p.box(6, -5, 58, 5, "black", edge=1, way="")
    x = 138
    p.shadow(x, 60, height=8)
    p.path(f"M{x - 17} 0L{x - 21} -15H{x + 21}L{x + 17} 0Z", "graphite", way="x")
    p.box(x - 19, -38, 38, 23, "black", edge=5, way="x")
    p.path(f"M{x - 17} -38V-64Q{x - 17} -77 {x - 4} -77H{x + 4}Q{x + 17} -77 {x + 17} -64V-38Z", "rubber", way="x")
    p.path(f"M{x - 13} -41V-63Q{x - 13} -73 {x - 3} -73H{x + 3}Q{x + 13} -73 {x + 13} -63V-41Z", "sky", way="p")
    for u, v, r in ((-8, -66, .7), (6, -62, .5), (-5, -50, .5), (8, -48, .8), (-9, -57, .4), (2, -68, .4), (5, -54, .35)):
        p.dot(x + u, v, r, "#f3ead2")
    p.dot(x, -57, 1.5, "#d8301f")
    p.dot(x, -57, 3, "#d8301f", .3)
    with p.at(x + 19, -25):
        p.turned(0, [(3, 4, "steel"), (7, 7.5, "black"), (2, 7.7, product.accent)])
    p.disc(x, -26, 3.4, "steel")


def red_dot_path(p, product):
    """A lamp, a curved window that sends its light to the eye parallel: the dot seems to lie among the stars."""
    from eyepieces import eye
    with p.faded(.5):
        with p.at(-44, 58, 0):
            parts.red_dot(p, product.accent)
    p.line(-96, 0, 130, 0, "axis")
    for y in (-8, 0, 8):
        p.path(f"M120 {y}H40", cls="ray")
        p.path(f"M-36 34L{40 + (64 - y * y) * .02} {y}H-70", cls="ray", style="stroke:#b0343c")
        p.path(f"M40 {y}H120", cls="dash", style="stroke:#b0343c")
    p.path("M38 -19Q44 0 38 19L41.5 19Q48 0 41.5 -19Z", "glass", way="p")
    p.dot(-36, 34, 2.4, "#d8301f")
    p.dot(-36, 34, 5, "#d8301f", .25)
    with p.at(-74, 0, 180):
        eye(p, 0, 3)
    for x, y, r in ((124, -24, 1.5), (134, 9, 1.0), (128, 26, 1.3), (138, -7, .8), (116, 34, .9), (112, -34, .9)):
        p.dot(x, y, r, "#1d2331")
    p.dot(128, 0, 2.2, "#d8301f")


def diagonal(p, product):
    """A star diagonal: nose, housing, clamp; or, for the Sun, a wedge with its light trap."""
    wedge = product.says("wedge", "herschel")
    a = product.accent
    h = 27.0 if not product.text("barrel").startswith("1.25") or wedge else 27.0
    p.shadow(20, 130, height=12)
    with p.at(0, -h - 4):
        p.turned(-58, [(2, 24, "steel"), (14, 25.3, "steel"), (5, 24, "steel"), (18, 25.3, "steel"), (4, h + 3, a), (15, h + 4, "black")])
        p.path(f"M0 {-h}H56V-6L23 {h}H0Z", "graphite", way="p")
        p.path(f"M56 -6L23 {h}L15 {h - 1}L50 -13Z", "black", way="p")
        for u, v in ((46, 0), (26, 20)):
            screw(p, u, v, 2.4)
        p.path("M4 20H14M4 -20H48", cls="pale")
        with p.at(22, -h, 90):
            p.turned(0, [(4, 29, a), (18, 28, "graphite"), (3, 27, "steel"), (20, 29, "black"), (2, 27, "graphite")])
            p.ribs(28, 14, 29, 5)
            with p.at(34, 29, -90):
                hand_screw(p, 5, 5)
        if wedge:
            p.box(46, -20, 42, 38, "black", edge=3, way="")
            p.path("".join(f"M{52 + i * 5} -16v30" for i in range(7)), cls="pale")
            p.box(88, -15, 5, 28, "ivory", edge=1, way="")


def diagonal_path(p, product):
    """The mirror at 45° — or the wedge's bare glass, which sends on a twentieth and lets the rest out behind."""
    wedge = product.says("wedge", "herschel")
    p.line(-170, 0, 74, 0, "axis")
    p.line(0, 20, 0, -150, "axis")
    for s in (-1, 1):
        p.path(f"M-110 {s * 25}H-34V{s * 28}H-110Z", cls="cut")
        p.path(f"M{s * 25} -34V-104h{s * 3}V-34Z", cls="cut")
    p.path("M-34 28H-14L36 -22V-34H40V-20L-12 32H-34Z", cls="cut") if not wedge else p.path("M-34 28H54V31H-34ZM31 -34H54V-31H31Z", cls="cut")
    p.flat("M-170 -12.5L9.3 -9.3L-9.3 9.3L-170 12.5Z", "#e7b55f", .3)
    p.flat("M9.3 -9.3L0 -130L-9.3 9.3Z", "#e7b55f", .3)
    for e in (-1, -.5, 0, .5, 1):
        y = e * 12.5
        at = e * 9.3
        p.path(f"M-170 {y}L{-at} {at}L0 -130L{e * 1.6} -150", cls="ray")
        if wedge:
            p.path(f"M{-at} {at}L{8 - at} {at * .98}L74 {at * .7 + 6}", cls="ray", opacity=".75")
    if wedge:
        p.path("M-25 25L25 -25L38 -21L-21 29Z", "glass", way="p")
        p.path("M60 -18V30H80V-18Z", "black", way="p")
        p.path("".join(f"M{64 + i * 4} -14V26" for i in range(4)), cls="pale")
        p.box(-20, -70, 40, 5, "graphite", way="")
    else:
        p.path("M-25 25L25 -25L31 -19L-19 31Z", "mirror", way="p")
    p.dot(0, -130, 2, RAY)


# --- barrels, adapters, collimators -------------------------------------------------------------------------------
def adapter(p, product):
    if product.says("phone"):
        return phone_holder(p, product)
    a = product.accent
    p.shadow(20, 130, height=10)
    with p.at(0, -27):
        p.turned(-32, [(2, 15, "steel"), (10, 15.85, "steel"), (4, 15, "steel"), (12, 15.85, "steel"), (4, 23, "black", 25.4), (12, 25.4, "steel"), (4, 24.3, "steel"), (8, 25.4, "steel"), (3, 27, a), (14, 27, "black"), (7, 20.8, "steel")])
        p.ribs(27, 12, 27, 6)
        p.ribs(42, 6, 20.8, 7)
    x = 92
    p.shadow(x, 56, height=9)
    p.disc(x, -27, 27, "black")
    p.disc(x, -27, 21, "silver")
    p.dot(x, -27, 19.4, "#0d1017", cls="l")
    for r in (20.6, 20.0):
        p.dot(x, -27, r, "none", cls="fine")
    p.gleam(x, -27, 24, 200, 250)


def phone_holder(p, product):
    a = product.accent
    p.shadow(20, 160, height=12)
    # the phone upright in its clamp, an eyepiece behind the camera
    p.box(-36, -158, 74, 152, "black", edge=10)
    p.box(-32, -150, 66, 136, "sky", edge=5)
    stars.moon(p, 1, -88, 27)
    p.box(-46, -112, 12, 44, "graphite", edge=4, way="")
    p.box(36, -112, 12, 44, "graphite", edge=4, way="")
    p.box(-46, -20, 94, 20, "graphite", edge=5, way="")
    p.box(-8, -20, 20, 8, a, edge=2)
    with p.at(48, -90, 0):
        hand_screw(p, 10, 9)
    # from the side: clamp, phone, eyepiece
    x = 108
    p.shadow(x + 22, 90, height=9)
    p.box(x - 4, -158, 9, 152, "black", edge=3, way="x")
    p.box(x - 8, -22, 54, 22, "graphite", edge=5, way="")
    p.box(x + 5, -118, 8, 60, "graphite", edge=3, way="x")
    with p.at(x + 13, -88):
        p.turned(0, [(10, 24, "graphite"), (3, 24.4, a), (22, 20, "rubber"), (24, 20, "black"), (4, 16.5, "black"), (26, 15.85, "steel")])
        p.ribs(15, 16, 20, 5)
        with p.at(5, -24, 90):
            hand_screw(p, 6, 6)


def adapter_path(p, product):
    if product.says("phone"):
        return phone_path(p, product)
    # section: nose, thread, camera at its 55 mm
    p.line(-110, 0, 110, 0, "axis")
    for s in (-1, 1):
        p.path(f"M-80 {s * 21}H-8V{s * 18.8}H20V{s * 21}H12V{s * 27}H-10V{s * 25.4}H-80Z", cls="cut")
        p.path(f"M12 {s * 20.9}H20V{s * 28}H34V{s * 40}H92V{s * 44}H28V{s * 32}H14Z", "graphite", way="")
        p.path("".join(f"M{12.5 + i * 1.5} {s * 18.8}l.75 {s * 1.6}l.75 {-s * 1.6}" for i in range(5)), cls="pale")
    p.flat("M-110 -16L75 0L-110 16Z", "#e7b55f", .3)
    for e in (-1, -.5, 0, .5, 1):
        p.path(f"M-110 {e * 16}L75 0", cls="ray")
    p.box(75, -12, 4, 24, "coating", way="")
    p.path("M20 58H75M20 54V62M75 54V62", cls="l")
    p.path("".join(f"M{20 + i * 5} 58v{-3 if i % 2 else -4.5}" for i in range(12)), cls="fine")
    p.dot(75, 0, 1.4, RAY)


def phone_path(p, product):
    """Telescope's focus, eyepiece, exit pupil, and the phone's lens with its pupil at the same place."""
    p.line(-90, 0, 92, 0, "axis")
    p.flat("M-90 -9L-30 0L-90 9Z", "#e7b55f", .3)
    for e in (-1, -.5, 0, .5, 1):
        p.path(f"M-90 {e * 9}L-30 0L-4 {-e * 4}H52L58 {-e * 3.4}L66 0", cls="ray")
    p.dot(-30, 0, 1.2, RAY)
    for s in (-1, 1):
        p.path(f"M-62 {s * 13.6}H-18V{s * 17}H14V{s * 14}H-14V{s * 15.8}H-62Z", cls="cut")
        p.path(f"M8 {s * 17.5}H40V{s * 24}H2V{s * 20}H8Z", "graphite", way="")
    for x, h in ((-8, 11), (-1, 12)):
        p.path(f"M{x} {-h}Q{x - 5} 0 {x} {h}h4Q{x + 9} 0 {x + 4} {-h}Z", "glass", way="p")
    p.path("M52 -4.2Q47 0 52 4.2H55Q58 0 55 -4.2Z", "glass", way="p")
    p.path("M48 -70H58V-6H48ZM48 6H58V70H48ZM58 -70H70V70H58Z", "black", way="x")
    p.box(66, -4, 2, 8, "coating", way="")
    p.path("M50 -5V5", cls="bold")


def collimator(p, product):
    a = product.accent
    laser = product.says("laser")
    p.shadow(0, 70, height=8)
    with p.at(0, 0, 90):
        if laser:
            x = p.turned(0, [(2, 15, "steel"), (12, 15.85, "steel"), (4, 14.8, "steel"), (14, 15.85, "steel"), (4, 25, a), (22, 25.4, "steel"), (3, 27, "black"), (40, 27, "black"), (3, 27.2, a), (9, 22, "black", 18)])
            p.box(40, -14, 20, 28, "ivory", edge=2)
            p.path("M42 -12L58 12M58 -12L42 12", cls="fine")
            p.dot(50, 0, 2.4, "#d8301f")
            for y in (-27, 27):
                with p.at(84, y, 90 if y < 0 else -90):
                    hand_screw(p, 1.5, 2.6, "steel")
        else:
            p.turned(0, [(2, 15.2, "steel"), (44, 15.85, "steel"), (5, 18, a), (34, 17.5, "black"), (3, 18, "black"), (4, 14, "black")])
            p.path("M52 -11A11 11 0 0 1 74 -11Q78 0 74 11A11 11 0 0 1 52 11Q48 0 52 -11Z", fill="#11141b")
            p.path("M54 12L73 -12L76 8Q70 14 60 14Z", "silver", way="p")
    # from above
    x = 66
    r = 27 if laser else 18
    p.shadow(x, r * 2, height=6)
    p.disc(x, -r, r, "black")
    if laser:
        p.disc(x, -r, 9, "graphite")
        p.path(f"M{x - 6} {-r}H{x + 6}M{x} {-r - 6}V{-r + 6}", cls="pale")
        for t in (90, 210, 330):
            screw(p, x + 20 * math.cos(math.radians(t)), -r - 20 * math.sin(math.radians(t)), 2.4)
    else:
        p.dot(x, -r, 13, "#2b303b", cls="l")
        p.dot(x, -r, 10, "#cfd6dc", cls="l")
        p.dot(x, -r, 1.6, "#11141b")
        p.dot(x, -r, 6, "none", cls="fine")


def collimator_path(p, product):
    """Left: the beam in a Newtonian, out to the mirror and back. Right: what is seen when it is aligned."""
    laser = product.says("laser")
    r, tube = 70.0, 84.0
    xd = -250.0
    p.path(f"M-330 {-tube}H{xd - 20}V{-tube - 4}H-330ZM{xd + 20} {-tube}H24V{-tube - 4}H{xd + 20}ZM-330 {tube}H24V{tube + 4}H-330Z", cls="cut")
    p.path(f"M-4 {-r}Q4 0 -4 {r}H14V{-r}Z", "mirror", way="p")
    p.path(f"M{xd - 20} -20L{xd + 20} 20L{xd + 14} 26L{xd - 26} -14Z", "mirror", way="p")
    colour = "stroke:#d8301f" if laser else ""
    p.path(f"M{xd} {-tube - 92}V0H0", cls="ray", **({"style": colour} if laser else {}))
    p.path(f"M0 1.6H{xd + 2}V{-tube - 92}", cls="ray", opacity=".6", **({"style": colour} if laser else {}))
    with p.at(xd, -tube - 30, 90):
        p.turned(-20, [(20, 20, "silver"), (12, 24, "black"), (34, 17, "black"), (3, 17.4, product.accent), (10, 14, "black")])
    y = -10
    for x, off in ((150, 13), (300, 0)):
        p.dot(x, y, 62, "#2b303b", cls="l")
        p.dot(x, y, 54, "#cfd6dc", cls="l")
        p.dot(x + off, y - off * .6, 30, "#e9eef2", cls="l")
        p.dot(x, y, 5.5, "none", cls="l")
        if laser:
            p.dot(x + off * 1.2, y + off, 4, "#d8301f")
        else:
            p.dot(x + off * 1.2, y + off, 2.4, "#11141b")
            p.path(f"M{x - 20} {y}h40M{x} {y - 20}v40", cls="hair")
    p.path(f"M218 {y}H232M227 {y - 5}L232 {y}L227 {y + 5}", cls="l")


# --- lamps, warmth, power -----------------------------------------------------------------------------------------
def flashlight(p, product):
    a = product.accent
    if product.says("headlamp"):
        p.shadow(0, 190, height=12)
        p.path("M-96 -30C-104 -150 104 -150 96 -30", cls="", fill="none", stroke="#2b303b", stroke_width=17, stroke_linecap="round")
        p.path("M-96 -30C-104 -150 104 -150 96 -30", cls="", fill="none", stroke="#8f2c34", stroke_width=3)
        p.see((-106, -126), (106, -126))
        p.path("M-98 -10C-90 -4 -40 0 0 0S90 -4 98 -10V-34C90 -28 40 -24 0 -24S-90 -28 -98 -34Z", "rubber", way="x")
        p.path("M-92 -22C-60 -14 -30 -12 -32 -12M92 -22C60 -14 30 -12 32 -12", cls="", fill="none", stroke="#8f2c34", stroke_width=3)
        p.box(-33, -40, 66, 40, "black", edge=10)
        p.disc(-12, -20, 14.5, "graphite")
        p.disc(-12, -20, 11.5, "red")
        p.gleam(-12, -20, 8)
        p.disc(17, -20, 8, "graphite")
        p.disc(17, -20, 5.8, "glass")
        p.box(-10, -45, 20, 5, a, edge=2)
        return
    if product.says("book"):
        p.shadow(0, 150, height=12)
        p.path("M-56 0L-40 -26H30L44 0Z", "black", way="p")
        p.box(-34, -34, 58, 10, a, edge=4, way="")
        p.path("M20 -30C60 -70 10 -150 -20 -190C-44 -224 -80 -236 -104 -224", cls="", fill="none", stroke="#2b303b", stroke_width=9, stroke_linecap="round")
        p.path("M20 -30C60 -70 10 -150 -20 -190C-44 -224 -80 -236 -104 -224", cls="", fill="none", stroke="#747c8a", stroke_width=2.4, stroke_linecap="round", stroke_dasharray="2 3")
        p.see((-112, -236), (46, 0))
        with p.at(-100, -226, 206):
            p.box(-8, -11, 64, 22, "black", edge=8, way="")
            p.box(4, 9, 46, 5, "red", edge=2)
        p.flat("M-108 -190L-160 -10H-66Z", "#d8301f", .16)
        p.path("M-170 0H-62V-5H-170Z", "paper", way="x")
        p.path("M-170 -5H-62V-9H-170Z", "paper", way="x")
        return
    p.shadow(55, 130, height=8)
    with p.at(0, -15):
        p.turned(0, [(4, 9, "black", 11), (10, 12, a), (56, 11.4, "black"), (4, 12, a), (10, 12, "black", 15), (22, 15, "black"), (4, 15.2, a), (2, 14, "black")])
        p.ribs(20, 44, 11.4, 15)
        p.ribs(88, 16, 15, 5)
        p.box(74, -13.5, 12, 3, "red", edge=1)
        p.path("M0 -4C-14 -6 -22 4 -14 12S2 14 -2 5", cls="cable", style="stroke:#8f2c34")
        p.see((-20, 14))
    x = 146
    p.shadow(x, 32, height=6)
    p.disc(x, -15, 15, "black")
    p.disc(x, -15, 12.6, "red")
    p.disc(x, -15, 4, "crimson")
    p.gleam(x, -15, 10)


def lamp_light(p, product):
    """Why red: the sensitivity of the eye's rods (grey) and cones (blue) and the lamp's own light, over the spectrum."""
    w, h = 1000.0, 540.0
    nm0 = product.num("colour_of_light", default=630)
    at = lambda nm: (nm - 380) / 370 * w
    spectrum(p, 0, 34, w, 46)
    bell = lambda nm, c, s1, s2: math.exp(-((nm - c) / (s1 if nm < c else s2)) ** 2)
    for f, colour, fill in ((lambda n: bell(n, 507, 58, 52), "#596373", .3), (lambda n: bell(n, 555, 62, 60), "#324d8b", .12), (lambda n: .96 * bell(n, nm0, 13, 11), "#c0281b", .5)):
        d = "M" + "L".join(f"{at(n):.0f} {-h * f(n):.1f}" for n in range(380, 751, 4))
        p.flat(d + "V0H0Z", colour, fill)
        p.add(f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="5"/>')
    p.path(f"M0 {-h * 1.06}V0H{w}", cls="bold")
    p.path("".join(f"M{at(nm)} 0v{14 if nm % 50 == 0 else 8}" for nm in range(380, 751, 10)), cls="l")
    p.see((-20, -h * 1.08), (w + 20, 90))


def dew_heater(p, product):
    """A heating strap wound round a dew shield, with its cable and regulator; and laid flat."""
    a = product.accent
    p.shadow(0, 360, height=26)
    with p.at(-150, -96):
        p.tube(0, 240, 86, "enamel")
        p.tube(-14, 22, 90, "black", edge=3)
        p.tube(70, 62, 91, "rubber", edge=5, cast=5)
        p.tube(76, 4, 91.3, a)
        p.tube(122, 4, 91.3, a)
        p.box(84, -40, 34, 46, "black", edge=5)
        p.path("M92 -34V0M100 -34V0M108 -34V0", cls="pale")
        p.path("M101 6C104 60 150 96 210 92S286 84 300 60", cls="cable")
        p.path("M-14 -84A12 84 0 0 0 -14 84", "coating", way="p")
    p.box(142, -62, 46, 62, "black", edge=7)
    p.disc(165, -36, 14, "graphite")
    p.path("M165 -36L172 -46", cls="pale")
    p.dot(165, -10, 3, "#d8301f")
    p.path("M188 -30C214 -30 206 -6 226 -6H250", cls="cable")
    p.box(246, -12, 24, 12, "steel", edge=2, way="")


def dew_heater_path(p, product):
    """The glass kept a little above the dew point: the strap's warmth in section, the dew on the shield beside it."""
    r = 90.0
    p.line(-250, 0, 190, 0, "axis")
    for s in (-1, 1):
        p.path(f"M-220 {s * (r + 8)}H20V{s * (r + 13)}H-220Z", cls="cut")
        p.path(f"M0 {s * (r + 1)}H190V{s * (r + 6)}H0Z", cls="cut")
        p.path(f"M-40 {s * (r + 14)}H14V{s * (r + 24)}H-40Z", "crimson", way="")
        p.path("".join(f"M{-36 + i * 9} {s * (r + 17)}v{s * 4}" for i in range(6)), cls="pale")
        for i in range(4):
            p.path(f"M{-32 + i * 13} {s * (r + 4)}q{-6} {-s * 12} 0 {-s * 24}q6 {-s * 12} 0 {-s * 24}", cls="ray", style="stroke:#c93b22")
        for i in range(14):
            p.dot(-214 + i * 11.5, s * (r + 17 + (i * 7 % 5)), 2.2 + (i * 3 % 4) * .5, "#9dbfd4", .9, cls="")
    p.path(f"M-12 {-r}Q-34 0 -12 {r}H0Q14 0 0 {-r}Z", "glass", way="p")
    p.path(f"M2 {-r}Q16 0 2 {r}H12Q9 0 12 {-r}Z", "glass", way="p")
    for h in (-.8, -.4, 0, .4, .8):
        p.path(f"M-250 {h * r}H0L190 {h * r * .76}", cls="ray", opacity=".7")


def power_tank(p, product):
    a = product.accent
    w, h = 220.0, 120.0
    p.shadow(w / 2, w * 1.2, height=18)
    p.path(f"M46 {-h}V-142Q46 -162 66 -162H{w - 66}Q{w - 46} -162 {w - 46} -142V{-h}H{w - 60}V-140Q{w - 60} -148 {w - 68} -148H68Q60 -148 60 -140V{-h}Z", "black", way="")
    p.box(0, -h, w, h, "graphite", edge=12, way="x")
    p.box(0, -h, w, 18, "black", edge=8)
    p.box(0, -16, w, 16, "rubber", edge=7)
    p.box(18, -94, 92, 46, "black", edge=5)
    for i in range(5):
        p.box(26 + i * 15.5, -84, 11, 26, a if i < 4 else "black", edge=2)
    for i in range(3):
        p.disc(136 + i * 28, -74, 11, "black")
        p.disc(136 + i * 28, -74, 6, "silver")
        p.dot(136 + i * 28, -74, 2.2, "#1d2331")
    for i in range(3):
        p.box(128 + i * 28, -46, 17, 9, "black", edge=2)
    p.disc(34, -32, 8, "red")
    p.path("M56 -32H108M56 -26H92", cls="pale")


def power_path(p, product):
    """What a charge gives: hours for the usual consumers, as bars one hour to a mark."""
    wh = product.num("power", default=240)
    loads = ((6, "crimson"), (8, "plum"), (14, "slate"), (26, "night"), (54, "brass"))
    p.path("".join(f"M{t * 40} 30V-410" for t in range(0, 25, 4)), cls="hair")
    for i, (watts, colour) in enumerate(loads):
        hours = min(24, wh * .9 / watts)
        p.box(0, -60 - i * 80, hours * 40, 46, colour, edge=4, way="")
        if wh * .9 / watts > 24:
            p.path(f"M{24 * 40 - 26} {-66 - i * 80}l18 58M{24 * 40 - 14} {-66 - i * 80}l18 58", cls="pale", style="stroke-width:7;opacity:1")
    icons = -70
    for i in range(5):
        cy = -37 - i * 80
        if i == 0:
            p.box(icons - 26, cy - 10, 52, 20, "rubber", edge=8, way="")
        elif i == 1:
            p.disc(icons, cy, 20, "plum")
            p.dot(icons, cy, 10, "#0d1017", cls="l")
        elif i == 2:
            p.box(icons - 12, cy - 22, 24, 44, "black", edge=5)
            p.box(icons - 8, cy - 16, 16, 12, "moss", edge=1)
        elif i == 3:
            with p.at(icons, cy, 40):
                p.box(-22, -12, 40, 24, "graphite", edge=4, way="")
                p.box(-4, 12, 8, 18, "steel", way="x")
        else:
            p.box(icons - 26, cy - 18, 52, 32, "black", edge=3)
            p.box(icons - 22, cy - 14, 44, 24, "sky", edge=1)
            p.path(f"M{icons - 32} {cy + 18}H{icons + 32}", cls="bold")
    p.path("M0 -420V30H980", cls="bold")
    p.path("".join(f"M{t * 40} 30v{12 if t % 4 == 0 else 7}" for t in range(25)), cls="l")


# --- care, bags, furniture ----------------------------------------------------------------------------------------
def blower(p, x, accent, k=1.0):
    with p.at(x, 0):
        p.path(f"M{-9 * k} {-92 * k}C{-30 * k} {-86 * k} {-32 * k} {-40 * k} {-24 * k} {-16 * k}L{-30 * k} 0H{-12 * k}L0 {-8 * k}L{12 * k} 0H{30 * k}L{24 * k} {-16 * k}C{32 * k} {-40 * k} {30 * k} {-86 * k} {9 * k} {-92 * k}Z", "rubber", way="x")
        p.path(f"M{-9 * k} {-92 * k}L{-3.2 * k} {-150 * k}H{3.2 * k}L{9 * k} {-92 * k}Z", accent, way="x")
        p.path(f"M{-26 * k} {-52 * k}Q0 {-46 * k} {26 * k} {-52 * k}M{-25 * k} {-60 * k}Q0 {-54 * k} {25 * k} {-60 * k}", cls="pale", opacity=".4")


def brush(p, x, accent):
    """A lens pen standing, brush upwards."""
    with p.at(x, 0, 90):
        p.turned(0, [(4, 6, "black"), (18, 7, "black"), (4, 7.2, accent), (52, 7, "graphite"), (5, 7.4, "brass")])
        p.path("M83 -5C100 -9 112 -10 122 -6Q126 0 122 6C112 10 100 9 83 5Z", "wood", way="")
        p.path("M86 -3Q104 -5 120 -3M86 0H122M86 3Q104 5 120 3", cls="hair")


def cleaning_kit(p, product):
    a = product.accent
    p.shadow(60, 260, height=16)
    if product.says("blower"):
        blower(p, 0, a if a != "black" else "night", 1.15)
        brush(p, 62, a)
        with p.at(104, 0, 90):
            p.turned(0, [(4, 6, "black"), (60, 7, "graphite"), (4, 7.3, a), (34, 7.4, "black"), (3, 5, "black")])
        return
    p.box(-70, -112, 190, 112, "rubber", edge=12)
    p.path("M-70 -58H120", cls="pale", style="stroke-dasharray:5 3")
    p.box(14, -64, 22, 12, "brass", edge=3)
    p.path("M-54 -100H106V-70H-54Z", cls="pale", opacity=".3")
    blower(p, 152, a)
    brush(p, 200, a)
    p.path("M220 0L236 -66Q262 -60 288 -68L304 0Q262 -8 220 0Z", a, way="p")
    p.path("M228 -6L242 -60M296 -8L282 -62M260 -8V-62", cls="pale")
    p.shadow(240, 150, height=10)


def cleaning_order(p, product):
    """The order of it: blow, brush, and only then wipe from the middle outwards."""
    for i in range(3):
        x = i * 250
        p.disc(x, 0, 100, "black")
        p.disc(x, 0, 86, "coating")
        p.gleam(x, 0, 70)
        for j in range(26 - i * 10):
            t, q = j * 2.4, 78 * math.sqrt((j * .618) % 1)
            p.dot(x + q * math.cos(t), q * math.sin(t), 1.8 + (j % 3) * .7, "#3b3527", .75)
        if i == 0:
            p.path("M-40 -150L-6 -30M-22 -156L18 -34M-4 -160L42 -30", cls="dash")
            with p.at(-26, -140, 250):
                p.path("M-50 -8L0 -3V3L-50 8Z", product.accent if product.accent != "black" else "night", way="")
        if i == 1:
            with p.at(x + 20, -10, 62):
                p.path("M0 -8C18 -13 30 -12 44 -8V8C30 12 18 13 0 8Z", "wood", way="")
                p.turned(44, [(6, 9, "brass"), (90, 8, "graphite")])
        if i == 2:
            p.path(f"M{x} 0c14 -16 34 2 22 20c-16 24 -56 12 -54 -20c2 -40 60 -50 84 -10", cls="bold", style="stroke:#f7f5f0")
            p.path(f"M{x + 40} -22l14 10l2 -18", cls="bold", style="stroke:#f7f5f0")


def bag_length(product):
    """A tube bag's length in millimetres, foam included."""
    found = "".join(c for c in product.options.get("Length", "75 cm") if c.isdigit())
    return float(found) * 10 + 40


def case(p, product):
    if product.says("bag"):
        w, h = bag_length(product), 210.0
        p.shadow(w / 2, w * 1.1, height=36)
        p.path(f"M{w * .3} {-h + 4}C{w * .3} {-h - 110} {w * .7} {-h - 110} {w * .7} {-h + 4}", cls="", fill="none", stroke="#4f321d", stroke_width=18, stroke_linecap="round")
        p.see((w * .3, -h - 84))
        p.path(f"M24 0Q0 0 0 -30V{-h + 40}Q0 {-h} 40 {-h}H{w - 40}Q{w} {-h} {w} {-h + 40}V-30Q{w} 0 {w - 24} 0Z", "moss" if product.accent != "moss" else "slate", way="")
        p.path(f"M16 {-h * .74}H{w - 16}", cls="bold")
        p.path(f"M16 {-h * .74 + 7}H{w - 16}", cls="pale", style="stroke-dasharray:9 6")
        for x in (.27, .68):
            p.box(w * x, -h - 2, 34, h + 2, "walnut", way="x")
            p.box(w * x - 3, -h * .62, 40, 26, "brass", edge=3)
        p.box(w * .4, -h * .6, w * .2, h * .46, "moss" if product.accent != "moss" else "slate", edge=8)
        p.path(f"M{w * .41} {-h * .5}H{w * .59}", cls="pale", style="stroke-dasharray:9 6")
        p.box(w - 40, -h * .74 - 8, 26, 15, "brass", edge=3)
        return
    w, h = 340.0, 120.0
    p.shadow(w / 2, w * 1.15, height=24)
    p.box(0, -h, w, h, "wood", edge=5, way="x")
    p.path(f"M0 {-h * .6}H{w}", cls="l")
    p.path("".join(f"M8 {-h * (.1 + i * .12)}Q{w * .4} {-h * (.13 + i * .12)} {w - 8} {-h * (.09 + i * .12)}" for i in range(4)) + "".join(f"M8 {-h * (.68 + i * .1)}Q{w * .5} {-h * (.7 + i * .1)} {w - 8} {-h * (.67 + i * .1)}" for i in range(3)), cls="hair")
    for x in (.2, .74):
        p.box(w * x, -h * .72, 22, 30, "brass", edge=3)
        p.disc(w * x + 11, -h * .6, 4, "black")
    p.path(f"M{w * .38} {-h * .34}C{w * .38} {-h * .16} {w * .62} {-h * .16} {w * .62} {-h * .34}", cls="", fill="none", stroke="#4f321d", stroke_width=9, stroke_linecap="round")
    for x in (.38, .62):
        p.disc(w * x, -h * .34, 6, "brass")
    for x in (4, w - 16):
        for y in (-h + 4, -16):
            p.box(x, y, 12, 12, "brass", edge=2)
    p.box(w * .43, -h * .86, w * .14, 16, "brass", edge=2)


def case_open(p, product):
    """Opened, from above: foam and what lies in it."""
    bag = product.says("bag")
    w, h = (750.0, 250.0) if bag else (340.0, 240.0)
    m = 14 if bag else 9
    p.path(f"M{-m} {m}H{w + m}V{-h - m}H{-m}Z", "moss" if bag else "wood", way="p")
    p.path(f"M0 0H{w}V{-h}H0Z", "rubber", way="p")
    if bag:
        with p.at(w * .46, -h * .52):
            p.path(f"M{-w * .42} -64H{w * .42}V64H{-w * .42}Z", fill="#11141b")
            p.tube(-w * .26, w * .42, 50, "enamel")
            p.turned(w * .16, [(10, 53, product.accent), (130, 56, "enamel"), (8, 58, "black")])
            p.turned(-w * .26, [(16, 52, "black"), (20, 50, "black", 36), (52, 36, "black"), (24, 26, "silver")], -1)
            p.tube(-40, 30, 55, "black", edge=3)
            p.tube(60, 30, 55, "black", edge=3)
    else:
        for i in range(4):
            for j in range(2):
                x, y = w * (.14 + .24 * i), -h * (.27 + .44 * j)
                r = 30 if i else 36
                p.dot(x, y, r, "#11141b")
                p.disc(x, y, r * .86, "black")
                p.disc(x, y, r * .6, "rubber")
                p.disc(x, y, r * (.44 if (i + j) % 2 else .34), "coating")
                p.dot(x, y, r * .72, "none", cls="pale")
    p.shadow(w / 2, w * 1.1, y=m, height=22)


def chair(p, product):
    """The observing chair: two ash frames, a seat that is set by its own weight at any height."""
    p.shadow(-20, 620, height=34)
    h = 1000.0
    back = math.degrees(math.atan2(h, -210))
    with p.at(150, 0, back):
        p.tube(0, 1010, 21, "wood", edge=5)
    prop = math.degrees(math.atan2(640, 250))
    with p.at(-270, 0, prop):
        p.tube(0, 715, 18, "wood", edge=5)
        p.line(20, 0, 690, 0, "hair")
    x, y = 150 - 210 * .66, -h * .66
    p.disc(x - 8, y + 24, 14, "brass")
    for i in range(9):  # the notches
        t = .25 + i * .07
        u, v = 150 - 210 * t, -h * t
        with p.at(u, v, back):
            p.path("M-9 -21Q0 -8 9 -21Z", fill="#4f321d")
    t = .5
    u, v = 150 - 210 * t, -h * t
    with p.at(u + 18, v):
        p.path("M0 0L-60 150H-36L22 20Z", "wood", way="x")
        p.box(-330, -16, 368, 24, "wood", edge=5, way="")
        p.box(-336, -44, 360, 30, "crimson" if product.accent == "crimson" else "slate", edge=13, way="")
        p.path("M-320 -29H10", cls="pale", style="stroke-dasharray:9 6")
        p.disc(6, 0, 9, "brass")
    with p.at(150 - 210 * .17, -h * .17, 0):
        p.box(-300, -10, 320, 17, "wood", edge=4, way="")
    t = .93
    with p.at(150 - 210 * t, -h * t, back):
        p.box(-70, -40, 150, 26, "crimson" if product.accent == "crimson" else "slate", edge=10, way="")


def chair_heights(p, product):
    """Where it lets you sit: a person beside the lowest, middle and highest seat."""
    chair(p, product)
    from figure import person
    for t in (.25, .5, .8):
        y = -1000 * t
        p.path(f"M{-420} {y - 40}H{-330 if t != .5 else -330}", cls="dash")
    p.path("M-420 0V-860", cls="l")
    p.path("".join(f"M-420 {-i * 50}h{-22 if i % 2 == 0 else -13}" for i in range(18)), cls="fine")
    person(p, 460, 1720, -1)


# --- gifts --------------------------------------------------------------------------------------------------------
def mug(p, product):
    """An enamelled mug: the Moon on white, blue rim."""
    r, h = 40.0, 90.0
    p.shadow(6, 120, height=12)
    p.path(f"M{r - 2} -74C{r + 34} -80 {r + 34} -20 {r - 2} -20", cls="", fill="none", stroke="#1d2331", stroke_width=9.4, stroke_linecap="round")
    p.path(f"M{r - 2} -74C{r + 34} -80 {r + 34} -20 {r - 2} -20", cls="", fill="none", stroke="#e3e5e5", stroke_width=7.8, stroke_linecap="round")
    p.see((r + 28, -50))
    p.path(f"M{-r} {-h}V-6Q{-r} 0 {-r + 6} 0H{r - 6}Q{r} 0 {r} -6V{-h}Z", "enamel", way="x")
    p.add(f'<ellipse cx="0" cy="{-h}" rx="{r}" ry="5.4" fill="#8e97a2" class="l"/><ellipse cx="0" cy="{-h + 1.2}" rx="{r - 3}" ry="3.8" fill="#4b515c"/>')
    p.add(f'<ellipse cx="0" cy="{-h}" rx="{r + .4}" ry="5.8" fill="none" stroke="#14213f" stroke-width="3.1"/><ellipse cx="0" cy="{-h}" rx="{r + .4}" ry="5.8" fill="none" stroke="#324d8b" stroke-width="2.5"/>')
    p.path(f"M{-r} -4.4A{r} 5 0 0 0 {r} -4.4", cls="", fill="none", stroke="#324d8b", stroke_width=1.6, opacity=".5")
    stars.moon(p, -5, -46, 25)
    p.see((-r, -h - 6))


def mug_back(p, product):
    """Its other side: the month's phases in a row."""
    from paper import phase_disc
    r, h = 40.0, 90.0
    p.shadow(-6, 120, height=12)
    p.path(f"M{-r + 2} -74C{-r - 34} -80 {-r - 34} -20 {-r + 2} -20", cls="", fill="none", stroke="#1d2331", stroke_width=9.4)
    p.path(f"M{-r + 2} -74C{-r - 34} -80 {-r - 34} -20 {-r + 2} -20", cls="", fill="none", stroke="#e3e5e5", stroke_width=7.8)
    p.see((-r - 28, -50))
    p.path(f"M{-r} {-h}V-6Q{-r} 0 {-r + 6} 0H{r - 6}Q{r} 0 {r} -6V{-h}Z", "enamel", way="x")
    p.add(f'<ellipse cx="0" cy="{-h}" rx="{r}" ry="5.4" fill="#8e97a2" class="l"/><ellipse cx="0" cy="{-h + 1.2}" rx="{r - 3}" ry="3.8" fill="#4b515c"/>')
    p.add(f'<ellipse cx="0" cy="{-h}" rx="{r + .4}" ry="5.8" fill="none" stroke="#14213f" stroke-width="3.1"/><ellipse cx="0" cy="{-h}" rx="{r + .4}" ry="5.8" fill="none" stroke="#324d8b" stroke-width="2.5"/>')
    p.see((-r, -h - 6))
    for i in range(25):
        col, row = i % 5, i // 5
        phase_disc(p, -24 + col * 12, -72 + row * 13.5, 4.2, (i + 1) / 27, "#324d8b")


def globe(p, product):
    r = 150.0
    p.shadow(0, 260, height=24)
    p.path("M-84 0Q-84 -16 -60 -18L-18 -22V-40H18V-22L60 -18Q84 -16 84 0Z", "wood", way="x")
    p.path("M-80 -5H80", cls="hair")
    with p.at(0, -44 - r):
        stars.moon(p, 0, 0, r)
        d = "".join(f"M{r * math.cos(math.radians(q)) * -1} {-r * math.sin(math.radians(q))}H{r * math.cos(math.radians(q))}" for q in range(-60, 61, 30))
        d += "".join(f"M0 {-r}A{r * abs(math.sin(math.radians(lon)))} {r} 0 0 {1 if lon > 0 else 0} 0 {r}" for lon in (-60, -30, 30, 60)) + f"M0 {-r}V{r}"
        p.path(d, cls="hair")
        p.add(f'<path d="M{r * .5} {-r * .87}A{r} {r} 0 0 1 {-r * .5} {r * .87}A{r * 1.25} {r * 1.25} 0 0 0 {r * .5} {-r * .87}Z" fill="#141b30" opacity=".16"/>')
        p.disc(0, -r - 3, 5, "brass")
    p.disc(0, -42, 7, "brass")
    p.path(f"M0 {-44 - 2 * r - 3}A{r + 14} {r + 14} 0 0 1 {r + 14} {-44 - r}A{r + 14} {r + 14} 0 0 1 16 {-32}", cls="", fill="none", stroke="#7d5f1d", stroke_width=8)
    p.path(f"M0 {-44 - 2 * r - 3}A{r + 14} {r + 14} 0 0 1 {r + 14} {-44 - r}A{r + 14} {r + 14} 0 0 1 16 {-32}", cls="", fill="none", stroke="#d9b865", stroke_width=5)
    p.see((r + 19, -44 - r))


def globe_far(p, product):
    """The near side and the far side, which only a globe shows."""
    r = 100.0
    for i in (0, 1):
        x = i * 2.3 * r
        p.shadow(x, r * 1.4, height=14)
        with p.at(x, -r):
            if i == 0:
                stars.moon(p, 0, 0, r)
            else:
                p.disc(0, 0, r, "moon")
                with p.clipped(f"M{-r} 0a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"):
                    # longitudes counted from the far side's middle
                    for lon, lat, w, h, depth in ((-33, 27, 280, 280, .9), (-17, -34, 330, 420, .6), (-51, 2, 300, 300, .4), (85, -20, 330, 330, .9), (-87, 13, 420, 380, .7), (-9, -53, 1500, 1100, .32), (-16, -20, 190, 190, .8)):
                        stars.patch(p, 0, 0, r, lon, lat, w, h, "#6f7480", .45 * depth)
                    for j in range(90):
                        lon, lat = ((j * .754878) % 1 - .5) * 168, math.degrees(math.asin(((j * .569840) % 1) * 1.94 - .97))
                        stars.patch(p, 0, 0, r, lon, lat, 90 + (j * 37) % 150, 90 + (j * 37) % 150, "#efeadf", .28, ring=True)
            d = "".join(f"M{r * math.cos(math.radians(q)) * -1} {-r * math.sin(math.radians(q))}H{r * math.cos(math.radians(q))}" for q in (-60, -30, 0, 30, 60))
            d += "".join(f"M0 {-r}A{r * abs(math.sin(math.radians(lon)))} {r} 0 0 {1 if lon > 0 else 0} 0 {r}" for lon in (-60, -30, 30, 60))
            p.path(d, cls="hair")


METEORITE = "M-27 -3C-30 -6 -31 -11 -30 -16L-25 -24C-22 -29 -17 -33 -11 -35L-2 -38C3 -39 8 -37 12 -36L20 -30C24 -26 27 -22 29 -17L30 -9C29 -4 26 -2 22 -1C10 1 -8 1 -20 -1Z"
# thumbprints: place, half width, half height, turn
THUMBPRINTS = ((-19, -22, 6.5, 4.2, -38), (-9, -29, 6.4, 3.6, -18), (3, -32, 5.6, 3, 6), (14, -27, 5.8, 3.6, 30), (-24, -12, 3.6, 4.6, 8), (-14, -14, 5.6, 4.2, -12), (-3, -21, 6.2, 4.6, 4), (9, -18, 5.4, 4.4, 24), (21, -19, 4.6, 4, 44), (25, -9, 3, 4, -10), (16, -8, 5, 3.6, 8),
               (3, -10, 5.6, 3.6, -6), (-8, -6, 5, 3, 4), (-19, -5, 4, 2.4, 10), (10, -3.4, 4, 1.8, 0), (-15, -33, 2.2, 1.2, -20), (19, -33, 0.1, .1, 0))


# size beside the whole section, mirrored or not, turned: a slice for each weight
SLICES = {"5": (.40, 1, -9), "15": (.68, -1, 6), "40": (1.1, 1, 0)}


def meteorite(p, product):
    """A slice of the variant's weight, cut, polished and etched, over a rule in millimetres."""
    grams = "".join(c for c in product.options.get("Weight", "About 40 g") if c.isdigit())
    k, side, turn = SLICES.get(grams, SLICES["40"])
    p.shadow(0, 70 * k, height=7 * k)
    p.parts.append(f'<g transform="translate(0 {-1.5 * k + abs(turn) * -.22 * k}) rotate({turn}) scale({side * k} {k})">')
    with p.unmeasured():
        etched(p)
    p.parts.append("</g>")
    p.see((-31 * k, -42 * k), (31 * k, 0))
    millimetres(p)


def meteorite_whole(p, product):
    """A whole iron with its thumbprints, on the lid of its box."""
    p.shadow(0, 104, height=11)
    p.box(-45, -14, 90, 14, "walnut", edge=1.5, way="x")
    p.path("M-45 -9H45", cls="hair")
    p.path("M-41 -14Q-38 -18 -30 -18H30Q38 -18 41 -14Z", "rubber", way="x")
    with p.at(0, -17):
        p.path(METEORITE, "stone", way="p")
        soft = f"m{len(p.defs)}"
        p.defs.append(f'<filter id="{soft}" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation=".55"/></filter>')
        with p.clipped(METEORITE):
            p.add('<path d="M-30 -16L-11 -35L12 -36L2 -24L-16 -20Z" fill="#fff" opacity=".1"/><path d="M30 -9L12 -12L4 2H30Z" fill="#000" opacity=".22"/>')
            p.add(f'<g filter="url(#{soft})">')
            for x, y, w, h, t in THUMBPRINTS:
                p.add(f'<g transform="rotate({t} {x} {y})"><ellipse cx="{x}" cy="{y}" rx="{w}" ry="{h}" fill="#12100d" opacity=".62"/><ellipse cx="{x + w * .14}" cy="{y + h * .3}" rx="{w * .78}" ry="{h * .66}" fill="#8d8378" opacity=".5"/></g>')
            p.add("</g>")
            d = "".join(f"M{x - w * .7} {y + h * .86}Q{x} {y + h * 1.3} {x + w * .8} {y + h * .66}" for x, y, w, h, t in THUMBPRINTS)
            p.add(f'<path d="{d}" stroke="#e6ddcf" stroke-width=".35" fill="none" opacity=".5" stroke-linecap="round"/>')


def etched(p):
    """The Widmanstätten pattern: bands along three directions."""
    shape = METEORITE
    p.path(shape, "silver", way="p")
    with p.clipped(shape):
        for t, gap, tone in ((12, 2.3, "#8b949f"), (73, 2.6, "#f4f6f8"), (131, 2.4, "#a9b2bb")):
            with p.at(0, -18, t):
                d = edges = ""
                for i in range(-16, 17):
                    for part in range(3):
                        y = i * gap + ((i * i * 7 + part * 3) % 5) * .22
                        x = -38 + part * 26 + (i * 13 + part * 7) % 11
                        n, w = 12 + (i * 29 + part * 17) % 15, .55 + ((i + part) % 3) * .3
                        d += f"M{x} {y}h{n}l.5 {w}h-{n}Z"
                        edges += f"M{x} {y + w}h{n}"
                p.add(f'<path d="{d}" fill="{tone}" opacity=".85"/><path d="{edges}" stroke="#4a5362" stroke-width=".13" opacity=".7"/>')
        p.add('<ellipse cx="-9" cy="-13" rx="3.4" ry="2.6" fill="#3b3527"/><ellipse cx="14" cy="-24" rx="2" ry="1.6" fill="#3b3527"/>')
    p.path(shape, cls="bold")


def millimetres(p):
    """A rule of six centimetres below."""
    p.path("M-30 8H30", cls="l")
    p.path("".join(f"M{-30 + i} 8v{-2.6 if i % 10 == 0 else -1.8 if i % 5 == 0 else -1.1}" for i in range(61)), cls="fine")
