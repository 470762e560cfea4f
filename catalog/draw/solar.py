"""Instruments for the Sun. Millimetres."""
import math

import stars
from parts import dovetail, rear_focuser, rings, screw
from plate import RAY
from telescopes import lying


def telescope_tube(p, product):
    """A hydrogen-alpha refractor: etalon in front with its tuning ring, the finder for the Sun, blocking filter at the rear."""
    a, f = product.num("aperture", default=50), product.num("focal_length", default=400)
    accent = product.accent
    r = a * .62 + 4
    length = product.num("tube_length", default=f) - 96
    start = -length * .45
    double = product.num("bandwidth", default=.07) < .065
    p.tube(start, length, r, "brass" if a < 50 else accent)
    p.turned(start + length, [(4, r * 1.08, "black"), (22, r * 1.16, "black"), (5, r * 1.18, "brass"), (20 + (22 if double else 0), r * 1.14, accent if a < 50 else "graphite"), (6, r * 1.16, "black"), (a * .55, r * 1.08, "black")])
    p.ribs(start + length + 6, 18, r * 1.16, 5)
    with p.at(start + length + 15, r * 1.16, -90):
        p.turned(0, [(8, 4, "steel"), (12, 9, "black"), (3, 9.4, "brass")])
    depth = rings(p, r, (-length * .3, length * .12), 20, accent)
    with p.at(0, depth):
        dovetail(p, length * .7, "black")
    with p.at(start + length * .38, -r):  # the finder: a pinhole and a screen
        p.path("M-34 2V-26H-27V-6H27V-20H34V2Z", "black")
        p.disc(30, -13, 2, "brass")
    with p.at(start, 0, 180, flip=True):
        rear_focuser(p, max(a, 62), accent, travel=30, fine=False, eyepiece_size=.8)
    return depth + 14


def telescope(p, product):
    lying(p, product, telescope_tube)


def telescope_path(p, product):
    """Above: objective, etalon, blocking filter. Below: what passes, in the profile of the line."""
    a, f = product.num("aperture", default=50), product.num("focal_length", default=400)
    r = a / 2
    start, end = -f * .3, f * 1.18
    p.line(start, 0, end, 0, "axis")
    for s in (-1, 1):
        p.path(f"M{-a * 1.2} {s * r * 1.25}H{f * .72}L{f * .76} {s * 19}H{f * .92}V{s * 22}H{f * .77}L{f * .73} {s * (r * 1.25 + 3)}H{-a * 1.2}Z", cls="cut")
    p.flat(f"M{start} {-r * .94}H{-a * .5}V{r * .94}H{start}Z", "#f4e7b8", .8)
    p.flat(f"M{-a * .5} {-r * .94}H0L{f} 0L0 {r * .94}H{-a * .5}Z", "#d8452a", .26)
    for h in (-.94, -.47, 0, .47, .94):
        p.path(f"M{start} {h * r}H{-a * .5}", cls="ray")
        p.path(f"M{-a * .5} {h * r}H0L{f} 0L{f * 1.06} {-h * r * .06}H{end}", cls="ray", style="stroke:#b0343c")
    for i in range(2 if product.num("bandwidth", default=.07) < .065 else 1):
        x = -a * .5 - i * 18
        for dx in (0, 8):
            p.path(f"M{x + dx} {-r * 1.12}h5V{r * 1.12}h-5Z", "coating", way="p")
        for s in (-1, 1):
            p.path(f"M{x + 5} {s * r * 1.0}h3v{s * r * .12}h-3Z", cls="cut")
    p.path(f"M-4 {-r}Q-12 0 -4 {r}H2Q8 0 2 {-r}Z", "glass", way="p")
    p.path(f"M{f * .84} {-9}h5V9h-5Z", "crimson", way="p")
    p.path(f"M{f * .84 + 7} -9h3V9h-3Z", "coating", way="p")
    for x in (f * 1.05, f * 1.07):
        p.path(f"M{x} -9Q{x - 4} 0 {x} 9h3Q{x + 7} 0 {x + 3} -9Z", "glass", way="p")
    p.dot(f, 0, 2.2, RAY)
    # the dark line of the Sun, and the window of the etalon within it
    y, w, h = r * 1.25 + f * .42, f * .7, f * .3
    x0 = -f * .25
    width = product.num("bandwidth", default=.07)
    nm = lambda v: x0 + w / 2 + v / .35 * w / 2
    d = "M" + "L".join(f"{nm(v / 100):.1f} {y - h * (.95 - .78 * math.exp(-(v / 100 / .055) ** 2) ** .8):.1f}" for v in range(-35, 36))
    p.path(d, cls="bold")
    d = "M" + "L".join(f"{nm(v / 200):.1f} {y - h * .9 / (1 + (2 * v / 200 / width) ** 2):.1f}" for v in range(-70, 71))
    p.flat(d + f"V{y}H{x0}Z", "#d8452a", .35)
    p.path(d, cls="ray", style="stroke:#b0343c")
    p.path(f"M{x0} {y - h * 1.05}V{y}H{x0 + w}", cls="bold")
    p.path("".join(f"M{nm(v / 10)} {y}v8" for v in range(-3, 4)), cls="l")
    stars.sun(p, f * .84, y - h * .48, h * .52, hydrogen=True)


def filter_cell(p, product):
    """A film filter in its cell, from the front and from the side; for binoculars a pair."""
    a = product.accent
    pair = product.says("binocular")
    outer = product.num("fits_to", default=240) / 2 + 6
    clear = product.num("fits_from", default=outer * 2 - 30) / 2 - 8
    n = 2 if pair else 1
    for i in range(n):
        x = i * outer * 2.25
        p.shadow(x, outer * 1.9, height=outer * .2)
        p.plane(x, -outer, outer, "black" if pair else "silver")
        p.dot(x, -outer, outer * .965, "none", cls="fine")
        p.plane(x, -outer, clear + 4, "black")
        p.plane(x, -outer, clear, "silver")
        film(p, x, -outer, clear)
        for t in (90, 210, 330):
            u, v = x + (outer + clear + 4) / 2 * math.cos(math.radians(t)), -outer - (outer + clear + 4) / 2 * math.sin(math.radians(t))
            screw(p, u, v, outer * .022 + 1, a)
    x = (n - 1) * outer * 2.25 + outer * 1.34
    depth = outer * .42
    p.shadow(x + depth / 2, depth * 1.6, height=outer * .14)
    with p.at(x, -outer):
        p.tube(0, depth * .22, outer, "black" if pair else "silver", edge=2)
        p.tube(depth * .22, depth * .78, outer * .97, "black" if pair else "silver")
        p.tube(depth * .22, depth * .07, outer * 1.002, a)
        for s in (-1, 1):
            with p.at(depth * .68, s * outer * .96, -90 * s):
                p.turned(0, [(outer * .06, outer * .02, "steel"), (outer * .09, outer * .05, "black")])


def film(p, x, y, radius):
    """The wrinkled gleam of coated film."""
    d = "".join(f"M{x + radius * .94 * math.cos(t)} {y + radius * .94 * math.sin(t)}Q{x + radius * .4 * math.cos(t + q)} {y + radius * .4 * math.sin(t + q)} {x + radius * .9 * math.cos(t + w)} {y + radius * .9 * math.sin(t + w)}"
                for t, q, w in ((.3, .5, 1.1), (1.7, -.4, .8), (2.6, .6, 1.3), (4.0, .3, .9), (5.2, -.5, 1.0), (.9, 1.2, 2.2)))
    p.path(d, cls="hair")
    p.add(f'<path d="M{x - radius * .9} {y - radius * .2}A{radius * .92} {radius * .92} 0 0 1 {x - radius * .1} {y - radius * .9}Q{x - radius * .5} {y - radius * .5} {x - radius * .9} {y - radius * .2}Z" fill="#fff" opacity=".7"/>')
    p.add(f'<path d="M{x + radius * .86} {y + radius * .24}A{radius * .9} {radius * .9} 0 0 1 {x + radius * .2} {y + radius * .86}Q{x + radius * .6} {y + radius * .6} {x + radius * .86} {y + radius * .24}Z" fill="#7c8796" opacity=".5"/>')


def density(p, product):
    """How much is let through: five decades down from the Sun's full light, and the Sun as it is then seen."""
    t = product.num("transmission", default=.001) / 100
    n = max(2, round(-math.log10(t)))
    size = 200.0
    for i in range(n + 1):
        x = i * size
        share = 1 - i / (n + .6)
        p.add(f'<rect x="{x}" y="-{size * 2.6}" width="{size * .82}" height="{size * .82}" fill="#e2a53a" opacity="{share ** 2.2 + .03:.3f}"/>')
        p.path(f"M{x} {-size * 2.6}h{size * .82}v{size * .82}h{-size * .82}Z", cls="l")
        p.path(f"M{x + size * .41} {-size * 1.72}v{size * .1}", cls="l")
    p.path(f"M{size * .1} {-size * 1.62}H{n * size + size * .7}", cls="bold")
    p.path(f"M{n * size + size * .55} {-size * 1.7}l{size * .16} {size * .08}l{-size * .16} {size * .08}", cls="bold")
    # the filter before the aperture, and what remains
    y = -size * .55
    for v in (-.34, -.17, 0, .17, .34):
        p.path(f"M0 {y + v * size}H{size * 2.2}", cls="ray", stroke_width=size * .05, style=f"stroke-width:{size * .045}")
        p.path(f"M{size * 2.3} {y + v * size}H{(n - .1) * size}", cls="ray", opacity=".45")
    p.box(size * 2.2, y - size * .5, size * .09, size, "silver", way="")
    stars.sun(p, n * size + size * .4, y, size * .44)


def sheet(p, product):
    """A sheet of film, A4, one corner lifted."""
    w, h = 200.0, 290.0
    p.shadow(w * .72, w * 1.7, height=18)
    # a spare sheet behind, then the front one with its lifted corner
    p.path(f"M26 -14H{26 + w}V{-14 - h}H26Z", "graphite", way="p")
    p.path(f"M0 0H{w - 46}Q{w - 20} -4 {w} -52V{-h}H0Z", "silver", way="p")
    name = "M0 0H%sQ%s -4 %s -52V%sH0Z" % (w - 46, w - 20, w, -h)
    with p.clipped(name):
        for i, (x, o) in enumerate(((20, .6), (96, .35), (150, .5))):
            p.add(f'<path d="M{x} {-h}Q{x + 34} {-h * .6} {x - 10} {-h * .3}T{x + 24} 0H{x + 44}Q{x + 4} {-h * .2} {x + 26} {-h * .42}T{x + 36} {-h}Z" fill="#fff" opacity="{o}"/>')
        p.path(f"M40 {-h}Q90 {-h * .62} 50 {-h * .34}T96 0M120 {-h}Q168 {-h * .7} 132 {-h * .4}T170 0M8 {-h}Q30 {-h * .7} 6 {-h * .4}", cls="hair")
    p.path(f"M{w - 46} 0Q{w - 22} -6 {w} -52Q{w - 30} -50 {w - 44} -40Q{w - 36} -18 {w - 46} 0Z", "black", way="p")
    # a cut disc with card rings
    x, r = w + 118, 82
    p.shadow(x, r * 1.8, height=14)
    p.plane(x, -r, r, "paper")
    p.plane(x, -r, r * .78, "silver")
    film(p, x, -r, r * .78)
    for t in range(0, 360, 30):
        p.dot(x + r * .89 * math.cos(math.radians(t)), -r + r * .89 * math.sin(math.radians(t)), 1.6, "#8d95a2")
    p.dot(x, -r, r * .86, "none", cls="hair")


def glasses(p, product):
    """Eclipse glasses from the front, and folded behind."""
    a = product.accent
    p.shadow(0, 150, height=9)

    def frame():
        return "M-74 -4Q-76 -40 -68 -43H68Q76 -40 74 -4Q72 0 66 0H18Q10 0 7 -9Q4 -16 0 -16Q-4 -16 -7 -9Q-10 0 -18 0H-66Q-72 0 -74 -4Z"
    for s in (-1, 1):
        p.path(f"M{s * 72} -38L{s * 88} -60Q{s * 92} -64 {s * 90} -56L{s * 73} -16Z", "paper", way="x")
    p.path(frame(), a, way="p")
    p.path("M-70 -39.5H70", cls="pale")
    for s in (-1, 1):
        x = s * 37
        p.box(x - 24, -36, 48, 27, "paper", edge=5)
        p.box(x - 21.5, -33.5, 43, 22, "black", edge=4)
        p.add(f'<path d="M{x - 21} -31L{x - 4} -33.4H{x + 6}L{x - 17} -12H{x - 21}Z" fill="#fff" opacity=".22"/>')
        p.dot(x + 8, -22.5, 3.6, "#e2a53a")
        p.dot(x + 8, -22.5, 5.2, "#e2a53a", .25)
    # rays on the bridge, as printed ornament
    p.dot(0, -28, 4, "#f7e3a6")
    p.path("".join(f"M{6 * math.cos(t)} {-28 + 6 * math.sin(t)}L{9.5 * math.cos(t)} {-28 + 9.5 * math.sin(t)}" for t in (i * math.pi / 6 for i in range(12))), cls="", stroke="#f7e3a6", stroke_width=.8, stroke_linecap="round")


def phases(p, product):
    """What is seen through them: an eclipse from first to last contact."""
    n = 7
    for i in range(n):
        x = (i - (n - 1) / 2) * 62
        y = -abs(i - (n - 1) / 2) ** 1.6 * -5
        stars.sun(p, x, y, 26)
        k = (i - (n - 1) / 2) * 17
        with p.clipped(f"M{x - 27} {y}a27 27 0 1 0 54 0a27 27 0 1 0 -54 0Z"):
            p.dot(x - k, y - k * .18, 26.4, "#141b30")
        p.dot(x, y, 26, "none", cls="fine")
    p.path("M-235 92H235", cls="hair")
    glasses_at(p, product)


def glasses_at(p, product):
    with p.at(0, 150):
        glasses(p, product)
