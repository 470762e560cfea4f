"""Filters: the cell from the front and the side, and the transmission curve over the spectrum."""
import math

TINT = {"moon": ("graphite", "#59636f"), "polarising": ("slate", "#66778a"), "uhc": ("night", "#324d8b"), "oiii": ("teal", "#2c8587"), "hα": ("crimson", "#b0343c"), "dual-band": ("plum", "#7e4579"), "cls": ("coating", "#6fa9a8"), "colour": ("amber", "#d18f2c"), "solar": ("silver", "#b9c0c9")}
COLOURS = ("#f0c02e", "#dd7a1e", "#b0343c", "#3f6db3")
# emission: hydrogen β, oxygen III twice, hydrogen α; and of lamps: mercury, sodium
LINES = ((486.1, "#2c8587"), (495.9, "#2c8587"), (500.7, "#2c8587"), (656.3, "#b0343c"))
LAMPS = (435.8, 546.1, 577.0, 589.3)


def kind_of(product):
    return product.text("filter_kind", default="moon")


def cell(p, x, y, radius, tint, accent, rotating=False):
    """A mounted filter seen from the front; radius in millimetres."""
    p.plane(x, y, radius, "black")
    p.path("".join(f"M{x + radius * .93 * math.cos(t)} {y + radius * .93 * math.sin(t)}L{x + radius * math.cos(t)} {y + radius * math.sin(t)}" for t in (i * math.pi / 48 for i in range(96))), cls="pale", opacity=".3")
    p.dot(x, y, radius * .9, "none", cls="pale")
    g = radius * .83
    if tint in COLOURS:
        p.dot(x, y, g, tint, cls="l")
        p.add(f'<circle cx="{x}" cy="{y}" r="{g}" fill="#fff" opacity=".12"/>')
    else:
        p.plane(x, y, g, tint)
    p.add(f'<path d="M{x - g * .86} {y - g * .42}A{g * .96} {g * .96} 0 0 1 {x - g * .1} {y - g * .95}L{x + g * .22} {y - g * .93}A{g * .96} {g * .96} 0 0 0 {x - g * .92} {y + .02 * g}Z" fill="#fff" opacity=".32"/>')
    p.add(f'<path d="M{x + g * .5} {y + g * .72}A{g * .88} {g * .88} 0 0 0 {x + g * .85} {y + g * .2}A{g} {g} 0 0 1 {x + g * .5} {y + g * .72}Z" fill="#fff" opacity=".22"/>')


def filter_front(p, product):
    kind = kind_of(product)
    barrel = 50.8 if product.text("barrel").startswith("2") or "2″" in product.text("barrel") else 31.7
    r = barrel / 2 - .2
    if kind == "colour":
        d = r * 2.35
        for i, colour in enumerate(COLOURS):
            x, y = (i % 2 - .5) * d, -r - (1 - i // 2) * d
            if i // 2:
                p.shadow(x, r * 1.9, height=5)
            cell(p, x, y, r, colour, product.accent)
        return
    p.shadow(0, r * 2.0, height=r * .22)
    cell(p, 0, -r, r, TINT.get(kind, TINT["moon"])[0], product.accent)
    # from the side: ring, thread
    x = r + r * .75
    p.shadow(x + r * .17, r * .7, height=r * .14)
    with p.at(x, -r):
        w = 7.5 if kind != "polarising" else 12.0
        p.tube(-2.6, 2.6, r * .9, "steel")
        p.path("".join(f"M{-2.4 + i * .6} {-r * .9}V{r * .9}" for i in range(4)), cls="fine")
        p.tube(0, w, r, "black", edge=.5)
        p.tube(w * .42, w * .16, r * 1.004, product.accent)
        p.path("".join(f"M0 {r * math.sin(t)}H{w * .34}M{w * .64} {r * math.sin(t)}H{w}" for t in (-1.35 + i * .15 for i in range(19))), cls="pale", opacity=".28")
        if kind == "polarising":
            p.line(w / 2, -r, w / 2, r)


def transmission(product):
    """The curve T(nm) from 0 to 1."""
    kind = kind_of(product)
    peak = product.num("transmission", default=90) / 100
    centre, width = product.num("centre_wavelength", default=656), product.num("bandwidth", default=10)

    def band(nm, c, w, top=peak, n=6):
        return top * math.exp(-math.log(2) * abs(2 * (nm - c) / w) ** n)

    def step(nm, edge, soft=6.0):
        return 1 / (1 + math.exp(-(nm - edge) / soft))
    ripple = lambda nm: 1 + .015 * math.sin(nm / 9)
    return {
        "moon": lambda nm: peak * (.92 + .08 * math.sin(nm / 90)) + .04 * step(nm, 690, 12),
        "polarising": lambda nm: peak * (.9 + .12 * step(nm, 480, 30)),
        "uhc": lambda nm: band(nm, centre, width) + .94 * step(nm, 645, 2.5) * (1 - step(nm, 720, 6)),
        "oiii": lambda nm: band(nm, centre, width),
        "hα": lambda nm: band(nm, centre, width, n=4),
        "dual-band": lambda nm: band(nm, centre, width, n=4) + band(nm, 500.7, width, n=4),
        "cls": lambda nm: peak * ripple(nm) * (step(nm, 450, 2.5) * (1 - step(nm, 530, 2.5)) + step(nm, 640, 2.5) * (1 - step(nm, 695, 3))),
    }.get(kind, lambda nm: peak * ripple(nm))


COLOUR_CURVES = (lambda n, s: .9 * s(n, 490), lambda n, s: .9 * s(n, 540), lambda n, s: .9 * s(n, 595), lambda n, s: .62 * math.exp(-((n - 455) / 42) ** 2) + .4 * s(n, 720))


def spectrum(p, x, y, width, height, first=380, last=750):
    """The spectrum as a strip."""
    name = f"g{len(p.defs)}"
    stops = ((380, "#2b1640"), (410, "#4b2a86"), (440, "#3c3fb0"), (470, "#2f6fc4"), (495, "#2b9aa0"), (520, "#3aa35a"), (555, "#8fb53c"), (580, "#e0c03a"), (600, "#e39a33"), (630, "#d95a32"), (660, "#b93430"), (700, "#7d1f24"), (750, "#33100f"))
    p.defs.append(f'<linearGradient id="{name}">' + "".join(f'<stop offset="{(nm - first) / (last - first):.3f}" stop-color="{c}"/>' for nm, c in stops) + "</linearGradient>")
    p.add(f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="url(#{name})" class="l"/>')
    p.see((x, y), (x + width, y + height))
    return name


def curve(p, product, function=None, width=1000.0, height=560.0):
    """Transmission over wavelength, with the lines of nebulae and of street lamps."""
    first, last = 380, 750
    at = lambda nm: (nm - first) / (last - first) * width
    name = spectrum(p, 0, 34, width, 46)
    kind = kind_of(product)
    p.path("".join(f"M0 {-height * t}H{width}" for t in (.25, .5, .75, 1)), cls="hair")
    p.path("".join(f"M{at(nm)} 0V{-height}" for nm in range(400, 751, 50)), cls="hair")
    if kind == "colour" and not function:
        s = lambda nm, edge: 1 / (1 + math.exp(-(nm - edge) / 7))
        for f, colour in zip(COLOUR_CURVES, COLOURS):
            d = "M" + "L".join(f"{at(nm):.1f} {-height * f(nm, s):.1f}" for nm in range(first, last + 1, 5))
            p.add(f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="6" stroke-linejoin="round"/>')
    else:
        f = function or transmission(product)
        steps = [first + i for i in range(0, last - first + 1, 1)]
        points = [(at(nm), -height * min(1, f(nm))) for nm in steps]
        slim = [q for i, q in enumerate(points) if i in (0, len(points) - 1) or abs(points[i - 1][1] + points[i + 1][1] - 2 * q[1]) > .15 or i % 12 == 0]
        d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in slim)
        p.add(f'<path d="{d}V0H0Z" fill="url(#{name})" opacity=".55"/>')
        p.path(d, cls="bold")
    for nm in LAMPS:
        p.path(f"M{at(nm)} {-height}V0", cls="dash")
    for nm, colour in LINES:
        p.add(f'<path d="M{at(nm)} {-height * 1.06}V0" stroke="{colour}" stroke-width="3"/>')
        p.dot(at(nm), -height * 1.06, 7, colour)
    p.path(f"M0 {-height * 1.1}V0H{width}", cls="bold")
    p.path("".join(f"M{at(nm)} 0v{14 if nm % 50 == 0 else 8}" for nm in range(380, 751, 10)) + "".join(f"M0 {-height * t / 10}h{-14 if t % 5 == 0 else -8}" for t in range(11)), cls="l")
    p.see((-30, 0), (width + 20, 90))


def filter_path(p, product):
    curve(p, product)
