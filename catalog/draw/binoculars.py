"""Binoculars from above, standing on their objectives, and the section of one barrel. Millimetres."""
import math

from eyepieces import eye, lens_shape
from parts import screw
from plate import RAY


def armour(product):
    """The rubber's colour: the house's green, or grey for every second model."""
    if "Colour" in product.options:
        return product.tube
    return product.tube if (product.num("magnification") + product.num("objective") / 10) % 2 < 1 else "graphite"


def roof(p, product):
    d, a = product.num("objective", default=42), product.accent
    k = d / 42
    n = 142 * (.55 + .45 * k)
    half = 32.5 + (d - 42) * .28
    body = armour(product)
    p.shadow(0, half * 4.6, height=22)
    for s in (-1, 1):
        with p.at(s * half, 0, 90):
            r = d / 2 + 5
            x = p.turned(0, [(7, r * .97, "rubber"), (n * .2, r, body), (n * .24, r, body, r * .86), (n * .22, r * .86, body), (n * .1, r * .86, body, 18), (5, 17.5, "black"), (4, 18, a), (15, 18.5, "rubber"), (5, 18.5, "rubber", 16)])
            p.ribs(n * .26, n * .34, r * .8, 9)
            p.ribs(x - 18, 12, 18, 4)
            p.path(f"M{n * .08} {-r * .7}Q{n * .3} {-r * .72} {n * .5} {-r * .56}", cls="pale", opacity=".5")
    # the bridge with its hinge and the focusing wheel
    p.path(f"M{-half + 12} {-n * .74}Q0 {-n * .84} {half - 12} {-n * .74}V{-n * .5}Q0 {-n * .42} {-half + 12} {-n * .5}Z", body, way="x")
    with p.at(0, -n * .4, 90):
        p.turned(0, [(6, 9, "black"), (n * .3, 10, "graphite"), (4, 11, a), (20, 14.5, "rubber"), (3, 12, "black")])
        p.ribs(n * .3 + 11, 18, 14.5, 9)
    for s in (-1, 1):
        p.disc(s * (half + d * .42 + 1), -n * .72, 3.4, "steel")


def each_for_itself(product):
    """Whether the eyepieces are focused one by one, as on the marine pair."""
    return product.num("magnification") == 7


def porro(p, product):
    d, a = product.num("objective", default=50), product.accent
    k = d / 50
    n = 178 * (.5 + .5 * k)
    inner, outer = 32.5, 32.5 + 29 * (.7 + .3 * k)
    body = armour(product)
    p.shadow(0, outer * 4.2, height=24)
    prism = n * .46
    for s in (-1, 1):
        with p.at(s * outer, 0, 90):
            r = d / 2 + 4.5
            p.turned(0, [(8, r * 1.03, "rubber"), (n * .14, r, body), (4, r * 1.01, a), (n * .2, r, body, r * .72), (prism - 12 - n * .34 + 4, r * .72, body)])
            p.ribs(12, n * .1, r, 4)
        with p.at(s * inner, -prism - 50 * k, 90):
            p.turned(0, [(8, 17, "black"), (12, 16, "black"), (4, 18.5, a), (14, 19.5, "rubber"), (6, 19.5, "rubber", 17)])
            p.ribs(26, 10, 19, 4)
            if each_for_itself(product):   # a focusing ring with its scale on each
                p.turned(-2, [(13, 21.5, "graphite"), (2, 20, "silver")])
                p.ribs(0, 9, 21.5, 11)
                p.path("".join(f"M13.4 {i * 4.4}v1" for i in range(-3, 4)), cls="fine")
        # prism housing with its cover plates
        x1, x2 = s * (inner - 17), s * (outer + 24 * k)
        y1, y2 = -prism, -prism - 50 * k
        p.path(f"M{x1} {y1}H{s * (outer + 14)}Q{x2} {y1} {x2} {y1 - 12}L{s * (outer + 17 * k)} {y2 + 8}Q{s * (outer + 14)} {y2} {s * (outer + 4)} {y2}H{x1}Z", body, way="x")
        p.path(f"M{x1} {y1 - 6}H{s * (outer + 17)}M{x1} {y2 + 6}H{s * (outer + 6)}", cls="pale", opacity=".4")
        for u, v in ((inner - 8, -6), (outer + 8, -6)):
            screw(p, s * u, y1 + v + 3, 2)
        p.path(f"M{s * (inner + 6)} {y1 - 14}Q{s * (outer + 2)} {y1 - 18} {s * (outer + 10)} {y1 - 30 * k}", cls="hair")
    if each_for_itself(product):   # only the hinge, no wheel and no bridge that moves
        for y in (-prism - 6, -prism - 50 * k + 20):
            p.path(f"M{-inner + 16} {y}H{inner - 16}V{y - 14}H{-inner + 16}Z", body, way="x")
        with p.at(0, -prism + 6, 90):
            p.turned(0, [(5, 8, "black"), (50 * k + 4, 10.5, "graphite"), (4, 11, a), (3, 9, "black")])
        return
    with p.at(0, -prism + 26, 90):
        p.turned(0, [(8, 8, "black"), (50 * k + 12, 9.5, "graphite"), (4, 11, a), (18, 15, "rubber"), (4, 12, "black")])
        p.ribs(26 + 50 * k, 16, 15, 9)
    p.path(f"M{-inner - 18} {-prism - 50 * k - 10}H{inner + 18}V{-prism - 50 * k - 18}H{-inner - 18}Z", "black")
    p.disc(0, -prism + 10, 9, a)


def giant(p, product):
    """Giant binoculars, from above, with the rod that stiffens them and the tripod's post."""
    d, a = product.num("objective", default=80), product.accent
    k = d / 80
    n = 300 * (.35 + .65 * k)
    inner, outer = 32.5, max(d / 2 + 9, 32.5 + 22)
    body = armour(product)
    p.shadow(0, outer * 4.1, height=30)
    prism = n * .64
    w = 52 + d * .12
    for s in (-1, 1):
        with p.at(s * outer, 0, 90):
            r = d / 2 + 5
            p.turned(0, [(10, r * 1.03, "rubber"), (n * .2, r, body), (5, r * 1.01, a), (n * .06, r, body), (n * .2, r, body, r * .66), (prism - n * .46 - 11, r * .66, body)])
            p.ribs(14, n * .07, r, 3)
        with p.at(s * inner, -prism - w, 90):
            p.turned(0, [(12, 17, "black"), (14, 16, "black"), (5, 19, a), (18, 20, "rubber"), (8, 20, "rubber", 17.5)])
            p.ribs(33, 12, 19.5, 4)
        x1, x2 = s * (inner - 18), s * (outer + d * .36)
        y1, y2 = -prism, -prism - w
        p.path(f"M{x1} {y1}H{s * (outer + d * .3)}Q{x2} {y1} {x2} {y1 - 14}L{s * (outer + d * .24)} {y2 + 10}Q{s * (outer + d * .2)} {y2} {s * (outer + d * .1)} {y2}H{x1}Z", body, way="x")
        p.path(f"M{x1} {y1 - 7}H{s * (outer + d * .3)}M{x1} {y2 + 7}H{s * (outer + d * .1)}", cls="pale", opacity=".4")
        for u, v in ((inner - 8, -6), (outer + d * .2, -6), (inner - 8, -w + 10)):
            screw(p, s * u, y1 + v + 2, 2.4)
    with p.at(0, -n * .2, 90):
        p.turned(0, [(8, 10, "black"), (prism - n * .2 + w - 8, 9, "steel"), (10, 14, "black")])
    with p.at(0, -n * .42, 90):
        p.turned(0, [(8, 17, "black"), (34, 19, "graphite"), (8, 17, "black")])
    p.disc(0, -n * .42 - 25, 12, a)
    p.box(-outer * .55, -n * .3, outer * 1.1, 18, "black", edge=4)
    for s in (-1, 1):
        screw(p, s * outer * .42, -n * .3 + 9, 4)


def bounce(x, y, dx, dy, mirrors):
    """The points of a ray from (x, y) along (dx, dy) that meets these mirrors in turn, each (point x, y, normal x, y); then its way on."""
    points = []
    for mx, my, nx, ny in mirrors:
        t = ((mx - x) * nx + (my - y) * ny) / (dx * nx + dy * ny)
        x, y = x + t * dx, y + t * dy
        d = 2 * (dx * nx + dy * ny) / (nx * nx + ny * ny)
        dx, dy = dx - d * nx, dy - d * ny
        points.append((x, y))
    return points, dx, dy


GLASS = 1.57   # the prisms' refractive index


def roof_prisms(p, px, w, rays, f):
    """A Schmidt–Pechan pair whose first face is at `px`, for a beam of half height w; gives where they end and the axis there."""
    u = w * 1.12
    c, s = math.cos(math.radians(67.5)), math.sin(math.radians(67.5))
    cx = px + 1.1 * u                                   # where the axis meets both inner faces
    at = lambda x, y: f"{cx + x * u} {-y * u}"
    p.path(f"M{at(-1.1, 1.1)}L{at(1.6, -1.6)}L{at(1.167, -2.033)}L{at(-1.1, -1.094)}Z", "glass", way="p")
    g = .09
    p.path(f"M{at(-1.05 + g, 1.05 + g)}L{at(-1.05 + g, 1.42)}L{at(.95, 2.24)}L{at(1.74, 1.7)}L{at(1.74, -1.62)}L{at(1.62 + g, -1.62 + g)}Z", "glass", way="p")
    mirrors = ((cx, 0, 1, -1), (cx, 1.55 * u, c, -s), (cx + 1.7 * u, 0, 1, 0), (cx, -1.85 * u, c, s), (cx, 0, 1, -1))
    length = (1.1 + 1.55 + 1.55 * .7071 + (1.7 - .775) * 1.4142 + 1.7 * 1.4142 + 1.85 + 1.7) * u
    focus = cx + 1.7 * u + (f - px) - length / GLASS
    for y0 in rays:
        y = y0 * (1 - px / f)
        points, dx, dy = bounce(px, y, 1, -y / (f - px) / GLASS, mirrors)
        p.path("M" + "L".join(f"{a} {b}" for a, b in [(-f * .24, y0), (0, y0), (px, y), *points, (cx + 1.7 * u, points[-1][1] * .9), (focus, 0)]), cls="ray")
    return focus, 0.0


def porro_prisms(p, px, w, rays, f):
    """Two right-angled prisms, the second laid into the plane of the section; gives the focus and its axis."""
    q = w * 1.08
    gap = 2.0
    back = px - gap
    p.path(f"M{px} {q}L{px + 2 * q} {-q}L{px} {-3 * q}Z", "glass", way="p")
    p.path(f"M{back} {-q}L{back - 2 * q} {-3 * q}L{back} {-5 * q}Z", "glass", way="p")
    mirrors = ((px + q, 0, 1, 1), (px + q, -2 * q, 1, -1), (back - q, -2 * q, -1, 1), (back - q, -4 * q, -1, -1))
    focus = back + (f - px) - 8 * q / GLASS - gap
    axis = -4 * q
    for y0 in rays:
        y = y0 * (1 - px / f)
        points, dx, dy = bounce(px, y, 1, -y / (f - px) / GLASS, mirrors)
        p.path("M" + "L".join(f"{a} {b}" for a, b in [(-f * .24, y0), (0, y0), (px, y), *points, (back, axis + (points[-1][1] - axis) * .92), (focus, axis)]), cls="ray")
    return focus, axis


def light_path(p, product):
    """One barrel: objective, prisms that turn the image upright, eyepiece, eye; the focus from the magnification."""
    d, m = product.num("objective", default=50), product.num("magnification", default=10)
    field, relief = product.num("apparent_field", default=60), product.num("eye_relief", default=16)
    is_roof = product.kind == "binocular-roof"
    f = d * (4.2 if is_roof else 3.9)
    fe, r = f / m, d / 2
    px = f * (.5 if is_roof else .6)
    w = r * .94 * (1 - px / f)
    p.line(-f * .26, 0, px, 0, "axis")
    p.flat(f"M{-f * .24} {-r * .94}H0L{px} {-w}V{w}L0 {r * .94}H{-f * .24}Z", "#e7b55f", .3)
    focus, axis = (roof_prisms if is_roof else porro_prisms)(p, px, w, [e * r for e in (-.94, 0, .94)], f)
    with p.at(0, axis):
        exit_r = r / m
        er = max(7, min(fe * .62, relief * math.tan(math.radians(field / 2))) + 2)
        x = focus + fe * .8
        pupil = x + 8 + relief
        p.line(px, 0, pupil + 30, 0, "axis")
        for e in (-1, -.5, .5, 1):
            p.path(f"M{focus} 0L{x} {e * exit_r * .94}H{pupil}", cls="ray")
        for h, b1, b2, i in ((er * .84, .08, .12, -1), (er, .04, .14, 0), (er * .96, .14, .06, 1)):
            p.path(lens_shape(x + i * 5.2, h, 4.2, h * b1, h * b2), "glass", way="p")
        eye(p, pupil, exit_r)
        p.dot(focus, 0, 1.3, RAY)
        for s in (-1, 1):
            p.path(f"M{x - 9} {s * (er + .8)}H{x + 12}V{s * (er + 3)}H{x + 8 + relief * .5}V{s * (er + 5.4)}H{x - 9}Z", cls="cut")
    p.path(lens_shape(-d * .1, r, d * .12, r * .16, r * .12), "glass", way="p")
    p.path(lens_shape(d * .026, r, d * .06, -r * .12, -r * .02), "glass", way="p")
    for s in (-1, 1):
        end = px - 3 if is_roof or s > 0 else px - w * 2.6
        rim = lambda x: max((r * .98 * (1 - x / f)) + 3.5, w * 1.1)
        p.path(f"M{-d * .42} {s * (r + 2)}H{d * .22}L{end} {s * rim(end)}v{s * 2.6}L{d * .22} {s * (r + 4.6)}H{-d * .42}Z", cls="cut")
    if not is_roof:   # the housing round the prisms, from the barrel to the eyepiece
        q, t = w * 1.08, 2.6
        left, right = px - 2.0 - 2 * q - 3.4, px + 2 * q + 3
        top, low = axis - er - .8, max(q + 3, rim(px - 3))
        eye_tube = x - 9
        p.path(f"M{left - t} {-rim(left)}V{min(top, axis - q - 3) - t}H{eye_tube}V{top}H{right}V{min(top, axis - q - 3)}H{left}V{-rim(left)}Z", cls="cut")
        p.path(f"M{px - 3} {low}H{right}V{axis + er + .8}H{eye_tube}v{t}H{right + t}V{low + t}H{px - 3}Z", cls="cut")
    else:
        u = w * 1.12
        h, start, stop = max(2.3 * u, r * .5), px - 3, px + 3.1 * u
        for s in (-1, 1):
            p.path(f"M{start} {s * (w * 1.1 if s < 0 else w * 1.1)}V{s * h}H{stop}V{s * (er + .8)}H{x - 9}v{s * 2.6}H{stop + 2.6}V{s * (h + 2.6)}H{start - 2.6}V{s * rim(end)}Z", cls="cut")
    # below: the objective and the exit pupil, from the front
    y = r * 2 + 24
    x = f * .06
    p.dot(x, y, r + 3.5, "#2b303b", cls="l")
    p.disc(x, y, r, "coating")
    p.gleam(x, y, r * .78)
    p.dot(x + r + 22, y, r / m, "#e7b55f", cls="l")
    x += r + 40
    p.path(f"M{x} {y}h50", cls="l")
    p.path("".join(f"M{x + i * 5} {y}v{-5 if i % 2 == 0 else -3}" for i in range(11)), cls="fine")
