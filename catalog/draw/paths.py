"""Light paths of telescopes in section, computed from aperture and focal length. Millimetres; light comes from the left."""
import lettering
from plate import INK, RAY

GLOW = "#e7b55f"
HEIGHTS = (-.94, -.5, .5, .94)
# What the numbers in a section stand for, in their order; those of the measures below it follow.
PARTS = {
    "refractor": ("objective lens", "focus", "eyepiece"),
    "newtonian": ("primary mirror", "secondary mirror", "focus", "eyepiece"),
    "folded": ("corrector lens", "primary mirror", "secondary mirror", "focus", "eyepiece"),
}
MEASURES = ("the aperture", "the pupil of your eye", "a 10 cm scale bar")


def legend(product):
    """The numbers of a light path in words."""
    parts = PARTS[of(product).__name__]
    numbered = [f"{i} {word}" for i, word in enumerate(parts + MEASURES, 1)]
    return ", ".join(numbered[:len(parts)]), ", ".join(numbered[len(parts):])


def numbers(p, marks):
    """Numbers beside parts, on white discs that are read on a dark ground as well: each mark is the part's edge (x, y) and the way from
    there, in radii of the disc."""
    unit = max((p.right - p.left) / (1600 * .88), (p.bottom - p.top) / (1200 * .84))
    radius = 29 * unit
    for i, (x, y, right, down) in enumerate(marks, 1):
        u, v = x + right * radius, y + down * radius
        p.dot(u, v, radius, "#fffdf7")
        lettering.write(p, str(i), u, v, radius * 1.15, INK, width=.17)


def mirror(p, x, radius, depth, focal, towards=-1, hole=0.0):
    """A mirror at x with its true curve; the polished face looks `towards` ±1."""
    sag = radius ** 2 / (4 * focal)
    for s in ((-1, 1) if hole else (0,)):
        if s == 0:
            p.path(f"M{x + towards * sag} {-radius}Q{x - towards * sag} 0 {x + towards * sag} {radius}H{x - towards * depth}V{-radius}Z", "mirror", way="p")
        else:
            p.path(f"M{x + towards * sag} {s * radius}Q{x + towards * sag * .15} {s * radius * .5} {x} {s * hole}H{x - towards * depth}V{s * radius}Z", "mirror", way="p")


def measures(p, x, y, radius, central=0.0, spider=0, plain=True):
    """Below a section, at its scale: the aperture from the front, the eye's pupil of 7 mm, a scale bar of ten centimetres."""
    outer = radius * 1.16
    p.dot(x, y, outer, "#2b303b", cls="l")
    p.disc(x, y, radius, "coating" if plain else "mirror")
    p.gleam(x, y, radius * .82)
    if spider:
        p.path(f"M{x - radius} {y}H{x + radius}M{x} {y - radius}V{y + radius}", cls="l")
    if central:
        p.disc(x, y, central, "black")
    gap = max(24, radius * .35)
    p.dot(x + outer + gap, y, 3.5, GLOW, cls="l")
    at = x + outer + gap * 2
    p.path(f"M{at} {y}h100", cls="l")
    p.path("".join(f"M{at + i * 10} {y}v{-12 if i % 5 == 0 else -7}" for i in range(11)), cls="fine")
    return (x - outer, y, -1.3, 0), (x + outer + gap, y + 3.5, 0, 1.4), (at + 50, y, 0, 1.4)


def small_eyepiece(p, x, y, along, focus_to_lens=26.0):
    """The eyepiece after a focus at (x, y): two lenses and the barrel; `along` is the light's direction in degrees."""
    with p.at(x, y, along):
        for t, b1, b2 in ((focus_to_lens - 7, 1.6, 2.2), (focus_to_lens + 1, 2.4, 1.2)):
            p.path(f"M{t} -12Q{t - 2 * b1} 0 {t} 12H{t + 4}Q{t + 4 + 2 * b2} 0 {t + 4} -12Z", "glass", way="p")
        for s in (-1, 1):
            p.path(f"M-12 {s * 14}H{focus_to_lens + 12}V{s * 17}H-12Z", cls="cut")
        p.dot(0, 0, max(2.6, 1), RAY)


def rays(p, lines, wash=True):
    """Draws rays given as lists of points, and between the outermost two a wash of light."""
    if wash:
        for a, b in ((lines[0], lines[1]), (lines[-2], lines[-1])) if len(lines) > 3 and wash == "ring" else ((lines[0], lines[-1]),):
            p.flat("M" + "L".join(f"{x} {y}" for x, y in a) + "L" + "L".join(f"{x} {y}" for x, y in reversed(b)) + "Z", GLOW, .28)
    for line in lines:
        p.path("M" + "L".join(f"{x} {y}" for x, y in line), cls="ray")


def refractor(p, product):
    """Objective (two, three or more lenses), baffles, drawtube, eyepiece; the cone as the focal ratio makes it."""
    a, f = product.num("aperture", default=90), product.num("focal_length", default=900)
    r, fe = a / 2, 28.0
    design = product.text("design")
    lenses = 5 if "quint" in design else 3 if "triplet" in design else 2
    start, end = -max(a * 1.6, f * .22), f + fe + max(30, f * .1)
    p.line(start, 0, end, 0, "axis")
    tube = r * 1.08
    w = max(2.4, f * .004)
    for s in (-1, 1):
        p.path(f"M{-a * 1.25} {s * r * 1.26}H{a * .2}V{s * (r * 1.26 + w)}H{-a * 1.25}Z", cls="cut")
        p.path(f"M0 {s * tube}H{f * .7}L{f * .74} {s * 29}H{f * .9}V{s * (29 + w)}H{f * .745}L{f * .705} {s * (tube + w)}H0Z" if tube > 32 else f"M0 {s * tube}H{f * .74}L{f * .75} {s * 26}H{f * .9}V{s * (26 + w)}H{f * .74}L{f * .735} {s * (tube + w)}H0Z", cls="cut")
        p.path(f"M{f * .84} {s * 20}H{f * .97}V{s * (20 + w)}H{f * .84}Z", cls="cut")
        for k in (.2, .4, .58):
            inner = r * (1 - k) + 5
            if tube - inner > 3:
                p.path(f"M{f * k} {s * tube}V{s * inner}h{w * .7}V{s * tube}Z", cls="cut")
    lines = []
    for h in (-.94, -.47, 0, .47, .94):
        y = h * r
        lines.append([(start, y), (a * .06, y), (f, 0), (f + fe, -y * fe / f), (end, -y * fe / f)])
    rays(p, lines)
    q = r * 1.0
    t = a * .085
    shapes = {2: ((-t, 1.0, .17, .13), (t * .1, .7, -.13, -.03)), 3: ((-t * 1.3, .8, .1, -.1), (-t * .45, 1.0, .1, .12), (t * .62, .75, -.12, -.02)), 5: ((-t * 1.3, .8, .1, -.1), (-t * .45, 1.0, .1, .12), (t * .62, .75, -.12, -.02))}[lenses]
    for x, thick, b1, b2 in shapes:
        p.path(f"M{x} {-q}Q{x - 2 * b1 * q} 0 {x} {q}H{x + t * thick}Q{x + t * thick + 2 * b2 * q} 0 {x + t * thick} {-q}Z", "glass", way="p")
    if lenses == 5:
        for x, h, b1, b2 in ((f * .55, r * .62, .12, .1), (f * .55 + t, r * .62, -.1, .06)):
            p.path(f"M{x} {-h}Q{x - 2 * b1 * h} 0 {x} {h}H{x + t * .8}Q{x + t * .8 + 2 * b2 * h} 0 {x + t * .8} {-h}Z", "glass", way="p")
    small_eyepiece(p, f, 0, 0, fe)
    below = measures(p, f * .34, r * 1.3 + max(a * 1.05, 70), r)
    numbers(p, [(0, -r * 1.26 - w, 0, -1.3), (f, 20 + w, 0, 1.3), (f + fe, -20 - w, 0, -1.3), *below])


def newtonian(p, product):
    """Parabolic primary on the right, flat secondary, focus outside the tube; distances exact."""
    a, f = product.num("aperture", default=150), product.num("focal_length", default=750)
    r, fe = a / 2, 26.0
    tube = r + max(9, a * .06)
    out = tube + 62 + a * .12              # from the axis to the focus
    xd = -(f - out)                        # the flat's middle, the primary's vertex at 0
    start = xd - a * .95
    w = max(2.4, f * .0035)
    p.line(start - a * .3, 0, 40, 0, "axis")
    p.line(xd, 20, xd, -out - fe - 46, "axis")
    hole = 30 if a < 200 else 36
    for s in (-1, 1):
        if s < 0:
            p.path(f"M{start} {-tube}H{xd - hole}V{-tube - w}H{start}ZM{xd + hole} {-tube}H24V{-tube - w}H{xd + hole}Z", cls="cut")
        else:
            p.path(f"M{start} {tube}H24V{tube + w}H{start}Z", cls="cut")
    for s in (-1, 1):
        p.path(f"M{xd + s * 29} {-tube - w}V{-out + 6}h{s * w}V{-tube - w}Z", cls="cut")
    lines = []
    minor = a * .5 * (out / f) * 1.0 + a * .07   # half the flat's short axis
    for h in HEIGHTS:
        y = h * r
        sag = y * y / (4 * f)
        # towards the focus at (−f, 0); meets the flat, a line at 45° through (xd, 0): x − xd = −y  → reflected upwards
        px, py = -sag, y
        # point on the ray: (px − u (f − sag), y (1 − u)); on the flat where x − xd = y
        u = (px - xd - y) / ((f - sag) - y)
        fx, fy = px - u * (f - sag), y * (1 - u)
        lines.append([(start - a * .3, y), (px, py), (fx, fy), (xd, -out), (xd + y * fe / f, -out - fe), (xd + y * fe / f, -out - fe - 40)])
    p.flat(f"M{start - a * .3} {-.94 * r}H0V{.94 * r}H{start - a * .3}Z", GLOW, .16)
    a0, a1 = lines[0], lines[-1]
    p.flat(f"M{a0[1][0]} {a0[1][1]}L{a0[2][0]} {a0[2][1]}L{xd} {-out}L{a1[2][0]} {a1[2][1]}L{a1[1][0]} {a1[1][1]}Z", GLOW, .3)
    rays(p, lines, wash=False)
    mirror(p, 0, r, max(14, a * .1), f)
    p.path(f"M{20 + a * .06} {-r * .8}H{26 + a * .06}V{r * .8}H{20 + a * .06}Z", cls="cut")
    m = minor
    p.path(f"M{xd - m} {-m}L{xd + m} {m}L{xd + m - 7} {m + 7}L{xd - m - 7} {-m + 7}Z", "mirror", way="p")
    p.path(f"M{xd - m * .3 - 8} {m * .3 + 8}L{xd - m * 1.1 - 20} {m * .1}L{xd - m * 1.1 - 20} {-m * .2}L{xd - m * .7 - 8} {-m * .5 + 6}Z", cls="cut")
    p.path(f"M{xd - m * 1.1 - 17} {-tube}V{tube}", cls="l")
    small_eyepiece(p, xd, -out, 90, fe)
    below = measures(p, xd * .55, tube + max(a * .72, 60) + w, r, m, 1, plain=False)
    numbers(p, [(26 + a * .06, r * .5, 1.3, 0), (xd, tube + w, 0, 1.3), (xd - 29 - w, -out, -1.3, 0), (xd + 17, -out - fe, 1.3, 0), *below])


def folded(p, product):
    """Schmidt–Cassegrain or Maksutov: corrector, primary with its hole, convex secondary; separations from the two focal lengths."""
    a, f = product.num("aperture", default=203), product.num("focal_length", default=2032)
    mak = product.kind == "mak" or "maksutov" in product.text("design")
    r, fe = a / 2, 30.0
    fp = a * (2.05 if not mak else 2.55)
    m = f / fp
    behind = product.num("back_focus", default=120) + 26
    gap = (m * fp - behind) / (m + 1)      # primary to secondary
    p_left = fp - gap
    tube = r + max(7, a * .05)
    front = -gap - a * (.06 if not mak else .14)
    start = front - a * .8
    focus = behind
    w = max(2, a * .012)
    p.line(start, 0, focus + fe + 60, 0, "axis")
    hole = a * .085 + 8
    sec = r * p_left / fp * (1.02 if mak else 1.12)
    for s in (-1, 1):
        p.path(f"M{front - a * .06} {s * tube}H{a * .12}V{s * hole}H{a * .2}V{s * (hole + w)}H{a * .12 + w}V{s * (tube + w)}H{front - a * .06}Z", cls="cut")
        p.path(f"M{-gap * .46} {s * (hole * .72)}L{a * .1} {s * hole * .9}V{s * (hole * .9 + w * .7)}L{-gap * .46} {s * (hole * .72 + w * .7)}Z", cls="cut")
        p.path(f"M{-gap - 4} {s * sec * 1.12}H{-gap + a * .1}V{s * (sec * 1.12 + w * .7)}H{-gap - 4}Z", cls="cut")
    lines = []
    for h in (-.94, -.56, .56, .94):
        y = h * r
        sag = y * y / (4 * fp)
        px = -sag
        u = (gap - sag) / (fp - sag)
        sy = y * (1 - u)
        sx = -gap - sy * sy / (4 * fp * .35)
        lines.append([(start, y), (px, y), (sx, sy), (focus, 0), (focus + fe, -sy * fe / (focus + gap)), (focus + fe + 34, -sy * fe / (focus + gap))])
    for a0, a1 in ((lines[0], lines[1]), (lines[2], lines[3])):
        p.flat("M" + "L".join(f"{x} {y}" for x, y in a0[:3]) + "L" + "L".join(f"{x} {y}" for x, y in reversed(a1[:3])) + "Z", GLOW, .28)
    o0, o3 = lines[0], lines[3]
    p.flat(f"M{o0[2][0]} {o0[2][1]}L{focus} 0L{o3[2][0]} {o3[2][1]}Z", GLOW, .45)
    rays(p, lines, wash=False)
    mirror(p, 0, r * 1.0, a * .07, fp, hole=hole * 1.02)
    if mak:
        b = a * .14
        x = front
        p.path(f"M{x} {-tube}Q{x + 2 * b} 0 {x} {tube}H{x - a * .075}Q{x - a * .075 + 2 * b} 0 {x - a * .075} {-tube}Z", "glass", way="p", fill_opacity=".85")
        p.path(f"M{x + b * .98} {-sec}Q{x + b * 1.06} 0 {x + b * .98} {sec}", cls="bold")
    else:
        p.path(f"M{front} {-tube}H{front + 6}V{tube}H{front}Q{front - 2} {tube * .7} {front + 1.5} {tube * .5}Q{front - 3} 0 {front + 1.5} {-tube * .5}Q{front - 2} {-tube * .7} {front} {-tube}Z", "glass", way="p")
        p.path(f"M{-gap - 8} {-sec}H{-gap - 2}Q{-gap + 5} 0 {-gap - 2} {sec}H{-gap - 8}Z", "mirror", way="p")
        p.path(f"M{front - 4} {-sec * 1.15}H{-gap - 8}V{sec * 1.15}H{front - 4}Z", cls="cut")
    small_eyepiece(p, focus, 0, 0, fe)
    below = measures(p, -gap * .62, tube + r * 1.16 + max(22, a * .16), r, sec * (1 if mak else 1.15), 0)
    marks = [(front, -tube, 0, -1.3), (0, -tube - w, 0, -1.3), (-gap, tube + w, 0, 1.3), (focus, 17, 0, 1.3), (focus + fe, -17, 0, -1.3)]
    numbers(p, [*marks, *below])


def of(product):
    """The light path that fits a telescope's design."""
    design = product.text("design")
    if "newton" in design or product.kind in ("newtonian-eq", "dobsonian", "truss-dobsonian", "tabletop-dobsonian", "ota-newtonian"):
        return newtonian
    if "cassegrain" in design or product.kind in ("sct", "mak", "ota-sct"):
        return folded
    return refractor
