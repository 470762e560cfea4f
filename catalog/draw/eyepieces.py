"""Eyepieces, zooms and Barlow lenses: in elevation beside the view into the eye lens, and in section with the light through the groups."""
import math

from plate import RAY


def sizes(product):
    """Focal length, apparent field (degrees), eye relief, barrel, lenses and the outer measures, all in millimetres."""
    f = product.num("focal_length", "focal_length_min", default=15)
    field = product.num("apparent_field", default=52)
    relief = product.num("eye_relief", default=max(5, f * .72))
    barrel = product.barrel()
    lenses = int(product.num("elements", default=4 if field < 56 else 6))
    lens = min(46, 2 * relief * math.tan(math.radians(field / 2)) + 3)
    stop = min(barrel - 4, 2 * f * math.tan(math.radians(min(field, 84) / 2)) * .92)
    body = max(barrel / 2 + 2.5, lens / 2 + 6, 14 + lenses * .7)
    if field > 75:
        body = max(body, 12 + lenses * 1.7 + f * .12)
    length = 12 + lenses * 4 + f * (.9 if lenses < 6 else .7) + (field - 44) * .55
    return f, field, relief, barrel, lenses, lens, stop, body, length


def reticle_lamp(p, radius, y, accent):
    """The little red lamp of a reticle eyepiece, screwed into its side."""
    with p.at(radius, y):
        p.turned(0, [(5, 4.5, "steel"), (30, 7.5, "black"), (4, 7.8, accent), (9, 8.5, "black")])
        p.ribs(39, 9, 8.5, 4)


def profile(p, product):
    """The eyepiece standing on its barrel at (0, 0); gives (largest radius, eye lens diameter)."""
    f, field, relief, barrel, lenses, lens, stop, body, length = sizes(product)
    a = product.accent
    b = barrel / 2
    cup = max(lens / 2 + 4, body * .78)
    zoom = product.kind == "zoom-eyepiece"
    p.shadow(0, body * 2.7, height=body * .4)
    neck = body * (.8 if 75 < field <= 90 and not zoom else .9)     # below the eyecup
    with p.at(0, 0, 90):
        x = p.turned(0, [(2, b * .93, "steel", b), (11, b, "steel"), (5, b * .93, "steel"), (11, b, "steel")])
        p.path(f"M2 {-b * .9}V{b * .9}M5 {-b}V{b}", cls="fine")
        taper = [(7, b * 1.04, "black", body * .93)] if body > b + 4 else [(3, b * 1.06, "black")]
        x = p.turned(x, taper)
        if zoom:
            x = p.turned(x, [(8, body, "black"), (length * .42, body * 1.05, "rubber"), (4, body, a), (length * .3, body * .96, "black")])
            p.ribs(x - length * .72 - 2, length * .38, body * 1.05, 12)
            p.path("".join(f"M{x - length * .28} {body * (-.7 + i * .35)}h{length * (.12 if i % 2 else .2)}" for i in range(5)), cls="pale")
        elif field < 50:  # the old shape: a short drum, then a cone to a small eye lens
            x = p.turned(x, [(length * .34, body, "black"), (2.2, body * 1.01, a), (length * .16, body * .97, "rubber"), (length * .3, body * .95, "black", lens / 2 + 5), (2, lens / 2 + 5, "black")])
            p.ribs(x - 2 - length * .46, length * .16, body * .97, 9)
            cup = lens / 2 + 4
            return body, lens, cup
        elif field > 90:  # a great drum with a waist for the fingers
            x = p.turned(x, [(length * .3, body, "black"), (2.6, body * 1.01, a), (length * .07, body * .98, "black", body * .86), (length * .26, body * .86, "rubber"), (length * .07, body * .86, "black", body * .98), (2.6, body * .99, a), (length * .1, body * .97, "black")])
            p.ribs(x - length * .43 - 2.6, length * .26, body * .86, 11)
        elif field > 75:  # a bulge below, narrower above
            x = p.turned(x, [(length * .4, body, "black"), (2.2, body * 1.01, a), (length * .12, body * .99, "black", body * .84), (length * .2, body * .84, "rubber"), (length * .12, body * .84, "black")])
            p.ribs(x - length * .32, length * .2, body * .84, 9)
        elif 57 < field < 64:  # a broad eyecup that turns up
            x = p.turned(x, [(length * .26, body * .92, "black"), (length * .2, body * .92, "rubber"), (2.2, body * .95, a), (length * .08, body * .92, "black", body * 1.05), (length * .16, body * 1.05, "black")])
            p.ribs(x - length * .44 - 2.2, length * .2, body * .92, 9)
            cup = body * 1.0
        else:
            low, high = length * .36, length * .22
            x = p.turned(x, [(low, body, "black"), (2.2, body * 1.01, a), (length * .2, body * (.97 if product.pick(2) else 1.0), "rubber"), (2.2, body * .98, a if field > 75 else "black"), (high, body * .95, "black")])
            p.ribs(x - high - 2.2 - length * .2 + 1, length * .2 - 2, body, 9)
        x = p.turned(x, [(3, neck, "black", cup * .97), (8 + relief * .35, cup, "rubber"), (3, cup, "rubber", cup * .9)])
        p.ribs(x - 10 - relief * .3, 5 + relief * .25, cup, 3)
    if product.says("reticle"):
        reticle_lamp(p, body * .98, -42, "red")
    return max(body, cup), lens, cup


def eye_end(p, x, y, radius, lens, cup, accent, coating="coating"):
    """The view straight into the eye lens."""
    p.disc(x, y, radius, "black")
    p.dot(x, y, radius * .955, "none", cls="pale")
    p.disc(x, y, cup, "rubber")
    p.dot(x, y, lens / 2 + 2.4, "#0c0f15", cls="l")
    p.dot(x, y, lens / 2 + 1.3, "none", cls="pale", opacity=.5)
    p.disc(x, y, lens / 2, coating)
    p.add(f'<ellipse cx="{x - lens * .13}" cy="{y - lens * .16}" rx="{lens * .14}" ry="{lens * .09}" transform="rotate(-38 {x - lens * .13} {y - lens * .16})" fill="#fff" opacity=".7"/>')
    p.add(f'<ellipse cx="{x + lens * .16}" cy="{y + lens * .2}" rx="{lens * .1}" ry="{lens * .05}" transform="rotate(-38 {x + lens * .16} {y + lens * .2})" fill="#d8a6e6" opacity=".55"/>')


def eyepiece(p, product):
    radius, lens, cup = profile(p, product)
    x = radius * 2 + max(12, radius * .55) + (48 if product.says("reticle") else 0)
    p.shadow(x, radius * 2.6, height=radius * .4)
    eye_end(p, x, -radius, radius, lens, cup, product.accent)
    if product.says("reticle"):
        g = lens / 2
        p.add(f'<path d="M{x - g} {-radius}h{2 * g}M{x} {-radius - g}v{2 * g}" stroke="#d8301f" stroke-width=".5"/><circle cx="{x}" cy="{-radius}" r="{g * .3}" fill="none" stroke="#d8301f" stroke-width=".4"/>')


def barlow(p, product):
    b = product.barrel() / 2
    k = product.num("barlow_factor", default=2)
    a = product.accent
    body = b + 4
    length = (62 if product.says("apochromatic") else 34) if k < 2.2 else 66 if k < 4 else 78
    length = product.num("tube_length", default=length)
    p.shadow(0, body * 2.7, height=body * .4)
    with p.at(0, 0, 90):
        x = p.turned(0, [(2, b * .93, "steel", b), (12, b, "steel"), (4, b * .93, "steel"), (10, b, "steel"), (5, b * 1.04, "black", body), (length, body, "black"), (2.4, body * 1.01, a), (17, body * 1.05, "black"), (2, body, "graphite")])
        p.ribs(x - 16, 11, body * 1.05, 4)
        p.ribs(44, length * .3, body, 6)
        with p.at(x - 7, body * 1.04, -90):
            p.turned(0, [(2.5, 2, "steel"), (6, 4.6, "black")])
    x = body * 2 + 14
    p.shadow(x, body * 2.6, height=body * .4)
    y = -body * 1.05
    p.disc(x, y, body * 1.05, "black")
    p.disc(x, y, b + 1.6, "brass")
    p.dot(x, y, b, "#0c0f15", cls="l")
    p.disc(x, y, b * .6, "coating")
    p.gleam(x, y, b * .4)


def lens_shape(x, h, thick, left, right):
    """A lens of half height h from x to x + thick; positive bulges are convex to their side."""
    return f"M{x} {-h}Q{x - 2 * left} 0 {x} {h}L{x + thick} {h}Q{x + thick + 2 * right} 0 {x + thick} {-h}Z"


def groups(lenses, field):
    """The lens groups from field stop to eye: (number in the group, relative height, sign of the field group)."""
    return {1: [1], 2: [1, 1], 3: [1, 2], 4: [2, 2], 5: [2, 1, 2], 6: [2, 1, 1, 2], 7: [2, 1, 2, 2], 8: [2, 2, 2, 2]}.get(lenses, [2, 2, 1, 2, 2])


def eyepiece_path(p, product):
    """Section: the light from three points of the field stop to the eye, with the apparent field at its true angle."""
    f, field, relief, barrel, lenses, lens, stop, body, length = sizes(product)
    if product.kind == "zoom-eyepiece":
        f = product.num("focal_length_max", "focal_length", default=f)
    half = math.radians(field / 2)
    smyth = lenses >= 6 and field > 64 and f < 20
    n = max(4.0, 7.0)
    g = groups(lenses, field)
    if smyth:
        g = g[1:]
    sh = stop / 2
    # from the field stop at 0: the groups stand from x1 to xe
    x1 = max(3.5, f * .35)
    room = max(8, 5.2 * sum(g) + 1.2 * len(g))
    xe = x1 + room
    pupil = xe + relief
    eh = lens / 2
    pr = f / n / 2
    # walls
    start = -max(24, f * 1.3 + 10) if smyth else -24
    b = barrel / 2
    r = max(body - 2, eh + 3)
    for s in (-1, 1):
        cup = eh + 3.4
        p.path(f"M-1 {s * sh}H1V{s * (sh + 1.2)}H{x1 - 1.5}L{x1} {s * (sh * 1.12 + .6)}L{xe} {s * (eh + .6)}H{xe + 1}V{s * r}H-1Z", cls="l", fill="#343a47", fill_opacity=".2")
        p.path(f"M{start} {s * b}H-1V{s * (r + 1.6)}H{xe + 1.6}V{s * cup}H{pupil - relief * .35}V{s * (cup - 2)}H{xe + .4}V{s * r}H.6V{s * sh}H-1V{s * (b - 1.6)}H{start}Z", cls="cut")
    p.line(start - 14, 0, pupil + 26, 0, "axis")
    ends = (-1, 0, 1)
    beams = []
    for e in ends:
        h = e * sh
        slope = -math.tan(half) * e
        for s in (-1, 1):
            w = s / (2 * n)
            pts = [(start - 14, h * (.9 if smyth else 1) + (start - 14) * -w * (1 if not smyth else .75)), (0, h)]
            y1 = h * 1.04 - w * x1
            ye = -slope * relief + s * -pr
            pts.append((x1, y1))
            k = len(g)
            for i in range(1, k):
                t = i / k
                pts.append((x1 + room * t, y1 + (ye - y1) * (t ** .8)))
            pts.append((xe, ye))
            pts.append((pupil + 1.5, ye + slope * (relief + 1.5)))
            beams.append((e, s, pts))
    x = x1
    heights = [sh * 1.12 + (eh - sh * 1.12) * (i / max(1, len(g) - 1)) for i in range(len(g))]
    widest = max(heights)
    for i, count in enumerate(g):
        h = max(heights[i], widest * .8 if 0 < i < len(g) - 1 else heights[i])
        each = (room - 1.4 * (len(g) - 1)) / sum(g)
        for j in range(count):
            if count == 1:
                left, right = h * .1, h * .13
            else:
                join = h * (.14 if i < len(g) / 2 else -.14)
                left, right = ((h * .02 if i < len(g) / 2 else h * .12), join) if j == 0 else (-join, (h * .13 if i < len(g) / 2 else h * .04))
            p.path(lens_shape(x, h, each * .98, left, right), "glass", way="p")
            x += each
        x += 1.4
    if smyth:
        h = sh * .92
        x = -f * 1.1 - 4
        p.path(lens_shape(x, h, 2.2, -h * .12, -h * .1), "glass", way="p")
        p.path(lens_shape(x + 2.2, h, 4, h * .1, -h * .02), "glass", way="p")
    for e in ends:
        a, c = [pts for q, s, pts in beams if q == e]
        d = "M" + "L".join(f"{x} {y}" for x, y in a) + "L" + "L".join(f"{x} {y}" for x, y in reversed(c)) + "Z"
        p.flat(d, "#e7b55f" if e == 0 else "#8fb0d8", .34)
    for e, s, pts in beams:
        p.path("M" + "L".join(f"{x} {y}" for x, y in pts), cls="ray", **({} if e == 0 else {"stroke": "#46699f"}), **({"style": "stroke:#46699f"} if e else {}))
    p.dot(0, 0, .55, RAY)
    # the apparent field, as an angle at the eye
    reach = relief + 15 + eh * .2
    for e in (-1, 1):
        p.path(f"M{pupil} 0L{pupil - reach} {e * reach * math.tan(half)}", cls="dash")
    q = reach * .96 / math.cos(half)
    p.path(f"M{pupil - q * math.cos(half)} {-q * math.sin(half)}A{q} {q} 0 0 0 {pupil - q * math.cos(half)} {q * math.sin(half)}", cls="hair")
    eye(p, pupil, pr)


def eye(p, x, pupil):
    """An eye whose pupil lies at x; 24 mm across."""
    with p.faded(.9):
        p.path(f"M{x + .6} -5.6A12 12 0 1 1 {x + .6} 5.6Q{x - 2.4} 0 {x + .6} -5.6Z", fill="#f2ece2")
        p.path(f"M{x + 1.2} -5.6Q{x + .2} -3 {x + .4} {-max(1.2, pupil)}M{x + 1.2} 5.6Q{x + .2} 3 {x + .4} {max(1.2, pupil)}", cls="bold")
        p.path(f"M{x + 1.6} -4.3Q{x - .2} 0 {x + 1.6} 4.3Q{x + 4.6} 0 {x + 1.6} -4.3Z", "glass", way="p")


def barlow_path(p, product):
    """A converging beam before and after the negative lens: the focus moves back, the cone grows slender by the factor."""
    k = product.num("barlow_factor", default=2)
    b = product.barrel() / 2
    s = 34.0                       # from the lens to the focus without it
    t = s * k                      # and with it
    start = -70
    h = b * .72
    y0 = h * (s - start) / s
    for q in (-1, 1):
        p.path(f"M-8 {q * b}H46V{q * (b + 4)}H{min(t, 110) - 10}V{q * (b + 1.6)}H48V{q * (b - 2)}H-8Z", cls="cut")
    p.line(start - 4, 0, t + 24, 0, "axis")
    p.flat(f"M{start} {-y0}L0 {-h}L{t} 0L0 {h}L{start} {y0}Z", "#e7b55f", .32)
    for e in (-1, -.5, .5, 1):
        p.path(f"M{start} {e * y0}L0 {e * h}L{t} 0L{t + 22} {-e * h * 22 / t}", cls="ray")
        p.path(f"M0 {e * h}L{s} 0", cls="dash")
    p.path(lens_shape(-6, h * 1.15, 3, -h * .16, -h * .1), "glass", way="p")
    p.path(lens_shape(-3, h * 1.15, 5, h * .1, -h * .16), "glass", way="p")
    p.dot(s, 0, 1.5, "#f7f5f0", cls="l")
    p.dot(t, 0, 1.7, RAY)
    # the picture grows: the same two stars before and after
    y = y0 + 26
    for x, m in ((s, 1), (t, k)):
        p.dot(x, y + 12, 14, "none", cls="l")
        p.dot(x - 3.4 * m, y + 12 + m, 1.0 * m ** .5, "#1d2331")
        p.dot(x + 3.4 * m, y + 12 - m, .7 * m ** .5, "#1d2331")
        p.path(f"M{x} 3V{y - 4}", cls="dash")
