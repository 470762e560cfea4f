"""Books, charts, planispheres, posters and prints: geometric covers and the real sky. Millimetres."""
import math

import lettering
import stars

SIZES = {"a1": (841, 594), "a4": (210, 297), "a5": (148, 210), "a3": (297, 420), "a2": (420, 594)}


def measures_of(product):
    """Width and height in millimetres from the format."""
    import re
    for text in (product.text("format"), product.text("dimensions")):
        for name, size in SIZES.items():
            if text.startswith(name):
                return size
        found = re.findall(r"\d+(?:\.\d+)?", text)
        if len(found) > 1:
            return float(found[0]) * 10, float(found[1]) * 10
    return SIZES["a5"]


# --- covers -------------------------------------------------------------------------------------------------------
PALETTES = (("night", "#f3ead2"), ("teal", "#f7f1df"), ("crimson", "#f8ead8"), ("moss", "#f3ecd4"), ("slate", "#f5efdf"), ("brass", "#1d2331"), ("plum", "#f4e7dd"), ("paper", "#1d2331"))


def motif_of(product):
    """Which ornament a cover bears, from its title."""
    for words, motif in ((("comet",), "comet"), (("moon-night", "moon night", "map-of-the-moon"), "phases"), (("double",), "doubles"), (("drawing",), "drawing"), (("atlas",), "atlas"), (("almanac",), "almanac"), (("following", "child"), "child"), (("first-year", "first year"), "year"), (("moon",), "moon"), (("planet", "saturn"), "saturn")):
        if any(word in product.slug for word in words):
            return motif
    return ("year", "atlas", "doubles", "saturn")[product.pick(4)]


def cover_palette(product):
    motif = motif_of(product)
    if motif == "almanac":
        year = product.slug[-1]
        return {"6": PALETTES[4], "7": PALETTES[2], "8": PALETTES[1]}.get(year, PALETTES[0])
    return {"comet": PALETTES[1], "phases": PALETTES[4], "doubles": PALETTES[6], "drawing": PALETTES[7], "atlas": PALETTES[0], "child": PALETTES[5], "year": PALETTES[0], "moon": PALETTES[4], "saturn": PALETTES[5]}.get(motif, PALETTES[0])


def ornament(p, product, w, h, ink):
    """The cover's drawing in a frame whose origin is its upper left corner."""
    motif = motif_of(product)
    s = min(w, h)
    line = lambda d, t=.006, o=1.0: p.add(f'<path d="{d}" fill="none" stroke="{ink}" stroke-width="{s * t}" opacity="{o}" stroke-linecap="round" stroke-linejoin="round"/>')
    cx, cy = w / 2, h * .44
    if motif == "comet":
        for i in range(9):
            t = (i - 4) * .052
            line(f"M{w * .7} {h * .66}Q{w * (.44 - t)} {h * (.44 + t)} {w * (.1 - t * 2.2)} {h * (.13 + t * 2.6)}", .008 if i == 4 else .005, .9 - abs(i - 4) * .14)
        p.dot(w * .7, h * .66, s * .052, ink)
        p.dot(w * .7, h * .66, s * .085, ink, .25)
        for x, y, r in ((.2, .62, .008), (.33, .78, .006), (.82, .2, .009), (.6, .14, .006), (.88, .44, .005), (.5, .84, .008), (.12, .4, .005), (.84, .84, .006)):
            p.dot(w * x, h * y, s * r, ink)
    elif motif == "phases":
        stars.moon(p, cx, h * .42, s * .3)
        n = 9
        for i in range(n):
            x, y, r = w * (.12 + .76 * i / (n - 1)), h * .82, s * .034
            phase_disc(p, x, y, r, i / (n - 1), ink)
    elif motif == "doubles":
        for row in range(6):
            for col in range(4):
                x, y = w * (.2 + col * .2), h * (.17 + row * .125)
                k = (row * 4 + col)
                a, d = k * 2.4, s * (.018 + .006 * (k % 5))
                r = s * (.013 + .003 * (k % 3))
                p.dot(x - d * math.cos(a) / 2, y - d * math.sin(a) / 2, r, "#ffd08a" if k % 3 == 0 else ink)
                p.dot(x + d * math.cos(a), y + d * math.sin(a), r * (.55 + .1 * (k % 4)), "#bcd4ff" if k % 2 else ink)
    elif motif == "drawing":
        p.dot(cx, cy, s * .36, "#141b30", cls="l")
        stars.saturn(p, cx, cy, s * .13)
        line(f"M{w * .2} {h * .86}L{w * .72} {h * .8}", .02, .85)
        line(f"M{w * .72} {h * .8}L{w * .78} {h * .793}", .008)
    elif motif == "atlas":
        proj = stars.stereographic(5.6, 3, s * .72)
        ox, oy = cx, h * .45
        with p.clipped(f"M{w * .08} {h * .08}H{w * .92}V{h * .8}H{w * .08}Z"):
            shifted = lambda ra, dec: (proj(ra, dec)[0] + ox, proj(ra, dec)[1] + oy, proj(ra, dec)[2])
            stars.sky(p, shifted, lambda x, y: w * .06 < x < w * .94 and h * .06 < y < h * .82, s * .016, dark=True)
        line(f"M{w * .08} {h * .08}H{w * .92}V{h * .8}H{w * .08}Z", .005)
    elif motif == "almanac":
        for i in range(12):
            t = math.radians(i * 30 - 90)
            phase_disc(p, cx + s * .33 * math.cos(t), cy + s * .33 * math.sin(t), s * .045, (i / 12 * 2 + int(product.slug[-1:] or 0) * .13) % 1, ink)
        p.dot(cx, cy, s * .1, ink)
        line("".join(f"M{cx + s * .13 * math.cos(t)} {cy + s * .13 * math.sin(t)}L{cx + s * (.2 if i % 2 else .235) * math.cos(t)} {cy + s * (.2 if i % 2 else .235) * math.sin(t)}" for i, t in enumerate(j * math.pi / 12 for j in range(24))), .008)
    elif motif == "child":
        stars.moon(p, w * .62, h * .36, s * .24)
        line(f"M0 {h * .74}Q{w * .3} {h * .66} {w * .55} {h * .73}T{w} {h * .7}", .012)
        # two small figures and their long shadows on the hill
        for x, k in ((.26, 1.0), (.36, .66)):
            y = h * (.688 if x < .3 else .698)
            p.flat(f"M{w * x - s * .022 * k} {y}L{w * x - s * .016 * k} {y - s * .085 * k}Q{w * x} {y - s * .11 * k} {w * x + s * .016 * k} {y - s * .085 * k}L{w * x + s * .022 * k} {y}Z", ink)
            p.dot(w * x, y - s * .117 * k, s * .019 * k + s * .004, ink)
        for x, y in ((.14, .14), (.3, .26), (.2, .42), (.86, .14), (.88, .56), (.4, .1)):
            p.dot(w * x, h * y, s * .008, ink)
    elif motif == "year":
        for i in range(7):
            r = s * (.07 + i * .048)
            line(f"M{cx - r} {cy}A{r} {r} 0 1 1 {cx + r} {cy}A{r} {r} 0 1 1 {cx - r} {cy}", .004, .75)
            t = i * 2.05 + .4
            p.dot(cx + r * math.cos(t), cy + r * math.sin(t), s * (.010 + .005 * (i % 3)), "#f0c46a" if i % 2 else ink)
        p.dot(cx, cy, s * .032, "#f0c46a")
    elif motif == "moon":
        stars.moon(p, cx, cy, s * .34)
    else:
        stars.saturn(p, cx, cy, s * .17)
    # where the title stands: two rules
    if motif not in ("phases",):
        line(f"M{w * .3} {h * .9}H{w * .7}", .01)
        line(f"M{w * .38} {h * .935}H{w * .62}", .005)
    else:
        line(f"M{w * .3} {h * .92}H{w * .7}", .01)


def phase_disc(p, x, y, r, age, ink):
    """A small Moon at an age from 0 (new) over 0.5 (full) to 1."""
    p.add(f'<circle cx="{x}" cy="{y}" r="{r}" fill="none" stroke="{ink}" stroke-width="{r * .1}" opacity=".7"/>')
    k = math.cos(age * 2 * math.pi)
    if k < .98:
        right = age <= .5
        outer = f"M{x} {y - r}A{r} {r} 0 0 {1 if right else 0} {x} {y + r}"
        sweep = (0 if k > 0 else 1) if right else (1 if k > 0 else 0)
        p.add(f'<path d="{outer}A{abs(k) * r} {r} 0 0 {sweep} {x} {y - r}Z" fill="{ink}"/>')


def book(p, product):
    """The book, standing a little turned: front cover, spine or spiral, pages."""
    w, h = measures_of(product)
    pages = product.num("pages", default=160)
    t = max(3, pages * .075)
    material, ink = cover_palette(product)
    spiral = product.says("spiral")
    thin = product.says("stapled", "stitched")
    hard = product.says("hardcover")
    depth = t * 1.0
    p.shadow(w / 2 + depth / 2, w * 1.25, height=w * .09)
    # page block on the right
    if not thin:
        p.path(f"M{w} -1L{w + depth} {-h * .018 - 1}V{-h * .985}L{w} {-h + 1}Z", "paper", way="x")
        p.path("".join(f"M{w + depth * i / 7} {-1 - h * .018 * i / 7}V{-h + h * .015 * i / 7}" for i in range(1, 7)), cls="hair")
        p.path(f"M{w + depth} {-h * .018}l{2.2 if hard else 1.2} -1V{-h * .985 - (1 if hard else 0)}l{-2.2 if hard else -1.2} 1Z", material, way="x")
    else:
        p.path(f"M{w} -1L{w + 3} -3V{-h + 3}L{w} {-h + 1}Z", "paper", way="x")
    p.path(f"M0 0H{w}V{-h}H0Z", material, way="p")
    with p.at(0, -h):
        with p.clipped(f"M0 0H{w}V{h}H0Z"):
            ornament(p, product, w, h, ink)
    p.add(f'<rect x="0" y="{-h}" width="{w * .035}" height="{h}" fill="#1d2331" opacity=".22"/><rect x="{w * .035}" y="{-h}" width="{w * .012}" height="{h}" fill="#fff" opacity=".18"/>')
    p.add(f'<path d="M0 {-h}H{w * .6}L{w * .12} 0H0Z" fill="#fff" opacity=".06"/>')
    if spiral:
        n = int(h / 9)
        for i in range(n):
            y = -h + (i + .7) * h / n
            p.dot(w * .03, y, 1.6, "#1d2331")
            p.path(f"M{w * .03} {y}C{-5} {y - 5} {-7} {y + 2} {-1.5} {y + 2.2}", cls="l", fill="none", style="stroke:#7d8693")


def spread(p, product):
    """The book lying open: a page of sky, a page of lines."""
    w, h = measures_of(product)
    t = max(3, product.num("pages", default=160) * .06)
    motif = motif_of(product)
    p.shadow(0, w * 2.2, height=w * .12)
    material, ink = cover_palette(product)
    p.path(f"M{-w - 5} 4H{w + 5}V{-h - 5}H{-w - 5}Z", material, way="p")
    for s in (-1, 1):
        p.path(f"M0 0C{s * w * .2} {-t - 4} {s * w * .7} {-3} {s * w} 0V{-h}C{s * w * .7} {-h - 3} {s * w * .2} {-h - t - 4} 0 {-h}Z", "paper", way="x")
    name = f"b{len(p.defs)}"
    p.defs.append(f'<linearGradient id="{name}"><stop stop-color="#1d2331" stop-opacity="0"/><stop offset=".5" stop-color="#1d2331" stop-opacity=".34"/><stop offset=".53" stop-color="#1d2331" stop-opacity=".2"/><stop offset="1" stop-color="#1d2331" stop-opacity="0"/></linearGradient>')
    p.add(f'<path d="M0 0C{-w * .06} {-t * .5} {-w * .1} {-t} {-w * .14} {-t}V{-h - t}C{-w * .1} {-h - t} {-w * .06} {-h - t * .5} 0 {-h}C{w * .06} {-h - t * .5} {w * .1} {-h - t} {w * .14} {-h - t}V{-t}C{w * .1} {-t} {w * .06} {-t * .5} 0 0Z" fill="url(#{name})"/>')
    # left: a plate; right: text as lines, with a small figure
    x0, y0, pw, ph = -w * .9, -h * .93, w * .78, h * .8
    dark = motif in ("atlas", "year", "comet")
    if motif in ("phases", "child", "moon"):
        stars.moon(p, x0 + pw / 2, y0 + ph * .42, min(pw, ph) * .44, phase=.35 if motif == "phases" else None)
    elif motif == "drawing":
        p.dot(x0 + pw / 2, y0 + ph * .4, pw * .44, "#141b30", cls="l")
        stars.saturn(p, x0 + pw / 2, y0 + ph * .4, pw * .15)
    elif motif == "doubles":
        for i in range(6):
            x, y = x0 + pw * (.25 + .5 * (i % 2)), y0 + ph * (.14 + .3 * (i // 2))
            p.dot(x, y, pw * .2, "#141b30", cls="l")
            p.dot(x - 2 - i, y + 2, pw * .022, "#ffd08a")
            p.dot(x + 4 + i * 1.5, y - 3, pw * .014, "#cfe0ff")
    else:
        centre = {"atlas": (5.6, 5), "comet": (1.0, 52), "year": (20.2, 30), "almanac": (12.2, 40)}.get(motif, (17.0, -25))
        colour = "#16203c" if dark else "#fffdf6"
        p.path(f"M{x0} {y0}h{pw}v{ph}h{-pw}Z", fill=colour)
        proj = stars.stereographic(*centre, pw * (.8 if motif == "atlas" else .62))
        shifted = lambda ra, dec: (proj(ra, dec)[0] + x0 + pw / 2, proj(ra, dec)[1] + y0 + ph / 2, proj(ra, dec)[2])
        with p.clipped(f"M{x0} {y0}h{pw}v{ph}h{-pw}Z"):
            stars.sky(p, shifted, lambda x, y: x0 - 9 < x < x0 + pw + 9 and y0 - 9 < y < y0 + ph + 9, pw * .017, dark=dark)
        if motif == "comet":
            with p.clipped(f"M{x0} {y0}h{pw}v{ph}h{-pw}Z"):
                for i in range(5):
                    p.add(f'<path d="M{x0 + pw * .62} {y0 + ph * .62}Q{x0 + pw * (.4 - i * .02)} {y0 + ph * (.4 + i * .02)} {x0 + pw * (.2 - i * .03)} {y0 + ph * (.12 + i * .05)}" stroke="#f3ead2" stroke-width="{pw * .008}" opacity=".6" fill="none"/>')
            p.dot(x0 + pw * .62, y0 + ph * .62, pw * .022, "#f3ead2")
    rows = 22
    d = ""
    for i in range(rows):
        if 6 <= i < 12 and motif != "drawing":
            d += f"M{w * .54} {-h * .9 + i * h * .036}H{w * .9}"
        else:
            d += f"M{w * .13} {-h * .9 + i * h * .036}H{w * (.9 if (i + 3) % 7 else .62)}"
    p.path(d, cls="fine", opacity=".5")
    p.path(f"M{w * .13} {-h * .945}H{w * .5}", cls="bold")
    stars.saturn(p, w * .32, -h * .9 + h * .036 * 8.5, w * .07) if motif not in ("phases", "child") else phase_row(p, w * .32, -h * .9 + h * .036 * 8.5, w * .1)


def phase_row(p, x, y, r):
    phase_disc(p, x, y, r, .2, "#1d2331")


# --- sheets -------------------------------------------------------------------------------------------------------
def sheet_of_sky(p, x, y, w, h, dark=True):
    """The northern sky to 50° south of the pole… as a disc on a sheet, with the four seasons' strips in the corners."""
    p.path(f"M{x} {y}h{w}v{h}h{-w}Z", "sky" if dark else "paper", way="p")
    r = min(w, h) * .455
    cx, cy = x + w / 2, y + h / 2
    with p.at(cx, cy):
        p.dot(0, 0, r, "#0f1834" if dark else "#fffdf6", cls="l")
        scale = r / 1.5
        with p.clipped(f"M{-r} 0a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"):
            stars.sky(p, stars.polar(scale), lambda u, v: u * u + v * v < r * r * .985, r * .0145, dark=dark, parallels=(-30, 0, 30, 60))
        ink = "#f3ead2" if dark else "#1d2331"
        p.add(f'<circle r="{r}" fill="none" stroke="{ink}" stroke-width="{r * .006}"/><circle r="{r * 1.035}" fill="none" stroke="{ink}" stroke-width="{r * .003}"/>')
        p.add(f'<path d="{"".join(f"M{r * math.cos(t)} {r * math.sin(t)}L{r * (1.035 if i % 3 else 1.05) * math.cos(t)} {r * (1.035 if i % 3 else 1.05) * math.sin(t)}" for i, t in enumerate(j * math.pi / 36 for j in range(72)))}" stroke="{ink}" stroke-width="{r * .003}" fill="none"/>')


def chart(p, product):
    w, h = measures_of(product)
    if w < h:
        w, h = h, w
    p.shadow(w / 2, w, height=w * .03, opacity=.2)
    if product.says("moon"):
        p.path(f"M0 0H{w}V{-h}H0Z", "sky", way="p")
        stars.moon(p, w / 2, -h / 2, h * .43)
        d = "".join(f"M{w / 2 + h * .43 * math.sin(math.radians(lon)) * math.cos(b)} {-h / 2 - h * .43 * math.sin(b)}L{w / 2 + h * .43 * math.sin(math.radians(lon)) * math.cos(b2)} {-h / 2 - h * .43 * math.sin(b2)}"
                    for lon in range(-60, 61, 30) for b, b2 in ((math.radians(q), math.radians(q + 15)) for q in range(-90, 90, 15)))
        d += "".join(f"M{w / 2 - h * .43 * math.cos(math.radians(q))} {-h / 2 - h * .43 * math.sin(math.radians(q))}H{w / 2 + h * .43 * math.cos(math.radians(q))}" for q in range(-60, 61, 30))
        p.path(d, cls="hair")
        for i in range(5):
            phase_disc(p, w * .075, -h * (.14 + .18 * i), h * .045, i / 10 + .06, "#f3ead2")
            phase_disc(p, w * .925, -h * (.14 + .18 * i), h * .045, 1 - i / 10 - .06, "#f3ead2")
    else:
        sheet_of_sky(p, 0, -h, w, h, dark=False)
        proj = ((5.6, 3), (18.9, 36), (11.5, 55), (23.4, 22))
        for (u, v), c in zip(((.09, .2), (.91, .2), (.09, .8), (.91, .8)), proj):
            r = h * .115
            x, y = w * u, -h * (1 - v)
            p.dot(x, y, r, "#fffdf6", cls="l")
            pr = stars.stereographic(*c, r * 2.0)
            with p.clipped(f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"):
                stars.sky(p, lambda ra, dec: (pr(ra, dec)[0] + x, pr(ra, dec)[1] + y, pr(ra, dec)[2]), lambda a, b: (a - x) ** 2 + (b - y) ** 2 < r * r, r * .04, dark=False, grid=False, milky=False)
            p.add(f'<circle cx="{x}" cy="{y}" r="{r}" fill="none" stroke="#1d2331" stroke-width="{r * .02}" opacity=".7"/>')
    if product.options.get("Finish") == "Folded":
        for i in (1, 2, 3):
            p.add(f'<path d="M{w * i / 4} 0V{-h}" stroke="#1d2331" stroke-width="{w * .0022}" opacity=".22"/><path d="M{w * i / 4 + w * .002} 0V{-h}" stroke="#fff" stroke-width="{w * .002}"/>')
        p.add(f'<path d="M0 {-h / 2}H{w}" stroke="#1d2331" stroke-width="{w * .0022}" opacity=".22"/>')


def chart_detail(p, product):
    """A piece of it, at a larger scale: the sky around Orion, or a quarter of the Moon."""
    w, h = 420.0, 300.0
    if product.says("moon"):
        p.path(f"M0 0H{w}V{-h}H0Z", "sky", way="p")
        with p.clipped(f"M0 0H{w}V{-h}H0Z"):
            stars.moon(p, w * .86, -h * .06, h * 1.12)
    else:
        sky_piece(p, 5.55, 5, 0, 0, w, h, 430, dark=False)
    p.path(f"M0 0H{w}V{-h}H0Z", cls="l")
    p.shadow(w / 2, w, height=16)


def sky_piece(p, ra, dec, x, y, w, h, scale, dark=True):
    """A rectangle of sky, its lower left corner at (x, y)."""
    p.path(f"M{x} {y}H{x + w}V{y - h}H{x}Z", "sky" if dark else "paper", way="p")
    pr = stars.stereographic(ra, dec, scale)
    cx, cy = x + w / 2, y - h / 2
    with p.clipped(f"M{x} {y}H{x + w}V{y - h}H{x}Z"):
        stars.sky(p, lambda a, d: (pr(a, d)[0] + cx, pr(a, d)[1] + cy, pr(a, d)[2]), lambda u, v: x - 40 < u < x + w + 40 and y - h - 40 < v < y + 40, min(w, h) * .0135, dark=dark, faint=6)


def planisphere(p, product):
    """The disc, its window for the latitude, the ring of dates and hours."""
    r = 140.0
    lat = product.num("latitude", default=50)
    p.shadow(0, r * 1.9, height=16)
    with p.at(0, -r):
        p.plane(0, 0, r, "night")
        p.dot(0, 0, r * .985, "none", cls="pale")
        d = "".join(f"M{r * (.955 if (i - 6) % 30 else .85) * math.cos(t)} {r * (.955 if (i - 6) % 30 else .85) * math.sin(t)}L{r * .985 * math.cos(t)} {r * .985 * math.sin(t)}" for i, t in ((j, math.radians(j)) for j in range(0, 360, 3)))
        p.path(d, cls="pale")
        for i, month in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()):
            lettering.around(p, month, r * .905, 219 - i * 30, r * .06, "#f3ead2")
        q = r * .845
        p.plane(0, 0, q, "ivory")
        p.path("".join(f"M{q * .96 * math.cos(t)} {q * .96 * math.sin(t)}L{q * math.cos(t)} {q * math.sin(t)}" for t in (i * math.pi / 48 for i in range(96))), cls="fine")
        for hour in range(24):
            lettering.around(p, str(hour), q * .905, -90 + hour * 15, q * .062, "#1d2331")
        # the horizon for this latitude as points of the sky, at right ascension 5.5 h on the meridian
        lst = 4.2
        proj = stars.polar(q * .72 * 90 / (180 - lat))      # the southern horizon within the hours
        f = math.radians(lat)
        points = []
        for az in range(0, 360, 5):
            a = math.radians(az)
            dec = math.asin(math.cos(f) * math.cos(a))
            ha = math.atan2(-math.sin(a), -math.sin(f) * math.cos(a))
            points.append(proj(lst - ha * 12 / math.pi, math.degrees(dec))[:2])
        with p.at(0, 0, lst * 15):      # south below
            window = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"
            p.path(window, "sky", way="p")
            with p.clipped(window):
                stars.sky(p, proj, lambda x, y: x * x + y * y < (q * .96) ** 2, q * .0165, parallels=(0, 30, 60))
            p.path(window, "amber", cls="bold", way="p", fill_opacity="0", style="stroke:#c8811c")
            # the compass points, outside the window where its edge is the horizon
            cx, cy = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
            for name, (x, y) in zip("NESW", points[::18]):
                n = math.hypot(x - cx, y - cy)
                u, v = x + (x - cx) / n * 9, y + (y - cy) / n * 9
                lettering.write(p, name, u, v, 11, "#b0343c", lst * 15, width=.17)
        p.disc(0, 0, 3.2, "brass")


def planisphere_window(p, product):
    """Why a latitude is named: the horizon's window for 50°, 40° and 30° north, side by side."""
    for i, lat in enumerate((50, 40, 30)):
        x, r = i * 230, 100
        p.shadow(x, r * 1.7, height=12)
        with p.at(x, -r):
            p.plane(0, 0, r, "ivory")
            proj = stars.polar(r * .93 / 1.6)
            f = math.radians(lat)
            pts = []
            for az in range(0, 360, 6):
                a = math.radians(az)
                dec = math.asin(math.cos(f) * math.cos(a))
                ha = math.atan2(-math.sin(a), -math.sin(f) * math.cos(a))
                pts.append(proj(6 - ha * 12 / math.pi, math.degrees(dec))[:2])
            with p.at(0, 0, 90):
                d = "M" + "L".join(f"{u:.1f} {v:.1f}" for u, v in pts) + "Z"
                p.path(d, "night", way="p")
                with p.clipped(d):
                    stars.sky(p, proj, lambda u, v: u * u + v * v < r * r, r * .016, grid=True, figures=True, milky=False, faint=2.7, parallels=(0, 30, 60))
            p.dot(0, 0, 2.4, "#f0c46a")


def poster(p, product):
    """The hundred and ten objects as a grid of small pictures, on a sheet with two rails."""
    w, h = measures_of(product)
    if w > h:
        w, h = h, w
    rail = 14
    p.box(-12, -h - 60 - rail, w + 24, rail, "wood", edge=3, way="")
    p.path(f"M{w * .2} {-h - 60 - rail}L{w / 2} {-h - 140}L{w * .8} {-h - 60 - rail}", cls="fine")
    p.path(f"M0 -60H{w}V{-h - 60}H0Z", "sky", way="p")
    p.box(-12, -60, w + 24, rail, "wood", edge=3, way="")
    objects(p, w * .07, -h - 60 + h * .05, w * .86, h * .86)
    p.path(f"M{w * .3} {-60 - h * .05}H{w * .7}", cls="pale")
    p.path(f"M{w * .38} {-60 - h * .035}H{w * .62}", cls="pale")


def objects(p, x, y, w, h, columns=10, rows=11):
    """Little galaxies, clusters and nebulae: 110 of them."""
    cw, ch = w / columns, h / rows
    r = min(cw, ch) * .40
    glow = ("#e8d6b0", "#cfe0ff", "#e5b7ad", "#b9d8d4")
    for i in range(columns * rows):
        cx, cy = x + (i % columns + .5) * cw, y + (i // columns + .5) * ch
        k = (i * 2654435761 >> 7) % 7
        angle = (i * 47) % 180
        colour = glow[(i * 31) % 4]
        if k < 3:  # galaxies
            e = (.32, .55, .82)[k]
            p.add(f'<g transform="rotate({angle} {cx} {cy})"><ellipse cx="{cx}" cy="{cy}" rx="{r}" ry="{r * e}" fill="{colour}" opacity=".22"/><ellipse cx="{cx}" cy="{cy}" rx="{r * .6}" ry="{r * e * .55}" fill="{colour}" opacity=".4"/><circle cx="{cx}" cy="{cy}" r="{r * .16}" fill="#fff6de"/></g>')
        elif k < 5:  # clusters
            d = "".join(f"M{cx + r * ((j * .618) % 1) ** (.5 if k == 3 else 1.2) * math.cos(j * 2.4 + i)} {cy + r * ((j * .618) % 1) ** (.5 if k == 3 else 1.2) * math.sin(j * 2.4 + i)}h.01" for j in range(9 if k == 3 else 14))
            p.add(f'<path d="{d}" stroke="{colour}" stroke-width="{r * .13}" stroke-linecap="round"/>' + (f'<circle cx="{cx}" cy="{cy}" r="{r * .5}" fill="{colour}" opacity=".3"/>' if k == 4 else ""))
        elif k == 5:  # a ring
            p.add(f'<circle cx="{cx}" cy="{cy}" r="{r * .5}" fill="none" stroke="{colour}" stroke-width="{r * .26}" opacity=".7"/>')
        else:
            p.add(f'<ellipse cx="{cx}" cy="{cy}" rx="{r}" ry="{r * .6}" transform="rotate({angle} {cx} {cy})" fill="#c9706a" opacity=".5"/><ellipse cx="{cx + r * .2}" cy="{cy - r * .1}" rx="{r * .45}" ry="{r * .3}" fill="#f1c9b4" opacity=".7"/>')


def poster_detail(p, product):
    """A corner of it, larger, and the rolled sheet."""
    p.path("M0 0H400V-300H0Z", "sky", way="p")
    with p.clipped("M0 0H400V-300H0Z"):
        objects(p, 8, -290, 490, 392, 5, 4)
    p.path("M0 0H400V-300H0Z", cls="l")
    p.shadow(200, 400, height=14)


# how far the ring opens at the oppositions of 2025 to 2039, degrees
OPENINGS = (1.5, 7.5, 13, 18, 22, 24.9, 26.4, 26.7, 25.8, 23.5, 20, 15.3, 10, 4.5, 1.5)


def print_(p, product):
    """A print as it comes: a sheet with its margin, unframed."""
    w, h = measures_of(product)
    if w < h:
        w, h = h, w
    p.shadow(w / 2, w, height=w * .025)
    p.path(f"M0 0H{w}V{-h}H0Z", "paper", way="p")
    m = min(w, h) * .06
    w, h, sheet = w - 2 * m, h - 2.9 * m, h
    with p.at(m, -sheet + m):
        if product.says("saturn"):
            p.flat(f"M0 0H{w}V{h}H0Z", "#141c36")
            for i, tilt in enumerate(OPENINGS):
                x = w * (i + 1) / (len(OPENINGS) + 1)
                stars.saturn(p, x, h * (.33 if i % 2 else .67), w * .0225, tilt=tilt)
                p.path(f"M{x - w * .014} {h + m * .75}h{w * .028}M{x - w * .008} {h + m * 1.1}h{w * .016}", cls="fine")
            for j in range(26):
                p.dot(w * ((j * .618 + .1) % 1), h * ((j * .414 + .07) % 1), h * .004, "#f3ead2", .8)
        else:
            engraving(p, w, h)


def engraving(p, w, h):
    """How a refractor works: lens, cone, eyepiece, eye; in two colours."""
    y = h * .42
    p.flat(f"M0 0H{w}V{h}H0Z", "#f3ecd9")
    p.path(f"M{w * .04} {y}H{w * .96}", cls="axis")
    r = h * .2
    x1, f = w * .22, w * .78
    p.flat(f"M{w * .05} {y - r}H{x1}L{f} {y}L{x1} {y + r}H{w * .05}Z", "#d9a441", .3)
    for e in (-1, -.5, 0, .5, 1):
        p.path(f"M{w * .05} {y + e * r}H{x1}L{f} {y}L{w * .84} {y - e * r * .107}H{w * .93}", cls="ray")
    for s in (-1, 1):
        p.path(f"M{w * .13} {y + s * r * 1.25}H{w * .6}L{w * .64} {y + s * r * .5}H{w * .8}V{y + s * (r * .5 + 6)}H{w * .645}L{w * .605} {y + s * (r * 1.25 + 6)}H{w * .13}Z", cls="cut")
    p.path(f"M{x1 - 8} {y - r * 1.12}Q{x1 - 30} {y} {x1 - 8} {y + r * 1.12}H{x1 + 4}Q{x1 + 20} {y} {x1 + 4} {y - r * 1.12}Z", "glass", way="p")
    p.path(f"M{w * .838} {y - r * .4}Q{w * .83} {y} {w * .838} {y + r * .4}Q{w * .85} {y} {w * .838} {y - r * .4}Z", "glass", way="p")
    stars.moon(p, w * .16, h * .83, h * .09)
    stars.saturn(p, w * .5, h * .83, h * .05)
    for i in range(4):
        p.path(f"M{w * .68} {h * (.77 + i * .035)}H{w * (.94 if i < 3 else .84)}", cls="fine")


def print_detail(p, product):
    """A corner of the print under the eye: paper edge and line."""
    w, h = 400.0, 300.0
    p.shadow(w / 2, w, height=14)
    p.path(f"M0 0H{w}V{-h}H0Z", "paper", way="p")
    with p.at(22, -h + 22), p.clipped(f"M0 0H{w - 22}V{h - 22}H0Z"):
        if product.says("saturn"):
            p.flat(f"M0 0H{w}V{h}H0Z", "#141c36")
            for x, y, tilt in ((92, 196, OPENINGS[0]), (205, 88, OPENINGS[1]), (318, 196, OPENINGS[2])):
                stars.saturn(p, x, y, 34, tilt=tilt)
            for j in range(20):
                p.dot(w * ((j * .618 + .1) % 1), h * ((j * .414 + .07) % 1), 1.2, "#f3ead2", .8)
        else:
            engraving(p, 900, 640)
    p.path(f"M0 0H{w}V{-h}H0Z", cls="l")
