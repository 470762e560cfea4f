"""The plate: an SVG of 1600 × 1200 onto which parts are drawn in millimetres.

Frames: `with plate.at(x, y, degrees)` opens a frame at (x, y) whose x axis is raised by `degrees`; y runs downwards, so the
ground is y = 0 and everything that stands on it has negative y. A turned part is drawn along x and shaded across it, so that
one gradient makes every cylinder round; the plate knows how each frame lies and keeps the lamp at the upper left.
The scale is found at the end: what was drawn is fitted into the plate and the line widths follow.
"""
import math
import re
from contextlib import contextmanager

INK = "#1d2331"
RAY = "#c8811c"
LAMP = (-0.5, -0.866)
# highlight, base, shade, reflected: four tones of one colour
MATERIALS = {
    "enamel": ("#ffffff", "#e9ebea", "#8e97a2", "#b9c0c7"),
    "ivory": ("#fffaf0", "#ece3d0", "#a39880", "#c7bda6"),
    "black": ("#5d6472", "#2b303b", "#12151c", "#2a2f3a"),
    "rubber": ("#474c57", "#262a33", "#14171d", "#20242c"),
    "graphite": ("#9aa3b0", "#596373", "#2a313d", "#4a5362"),
    "steel": ("#f4f6f8", "#b9c0c9", "#6d7683", "#9aa3af"),
    "carbon": ("#6e7480", "#363b46", "#191c24", "#333843"),
    "wood": ("#e2c39a", "#c49a63", "#86612f", "#a67d49"),
    "walnut": ("#b98d66", "#8a5d3b", "#4f321d", "#6f4a2e"),
    "paper": ("#ffffff", "#f6f1e4", "#cfc7b4", "#e3dccb"),
    "amber": ("#f3c777", "#d18f2c", "#8a5714", "#b0752a"),
    "night": ("#8298c6", "#324d8b", "#14213f", "#2a3d6b"),
    "crimson": ("#e58a8c", "#b0343c", "#661720", "#8f2c34"),
    "moss": ("#a9bd8c", "#637c45", "#2f3f1f", "#526838"),
    "slate": ("#a9b6c4", "#66778a", "#33404f", "#536273"),
    "brass": ("#f7e3a6", "#c9a44c", "#7d5f1d", "#a98838"),
    "teal": ("#8ecbc9", "#2c8587", "#114548", "#26706f"),
    "plum": ("#c79cc4", "#7e4579", "#43203f", "#683a64"),
    "glass": ("#f4fbfe", "#c6dfec", "#7ea3bb", "#a8c8da"),
    "coating": ("#cfe9dd", "#6fa9a8", "#2d4f78", "#5a7fa8"),
    "mirror": ("#ffffff", "#cfdde6", "#7d93a5", "#adc0cd"),
    "silver": ("#ffffff", "#d9dde0", "#8b929b", "#bcc2c9"),
    "red": ("#ff9a88", "#d8301f", "#8c120a", "#b82a1c"),
    "skin": ("#e9e3d8", "#cdc5b7", "#a89f90", "#bdb4a5"),
    "sky": ("#2b3a63", "#1b2748", "#0e1630", "#18213f"),
    "moon": ("#f6f2e8", "#d9d4c8", "#8f8b84", "#b0aca4"),
    "stone": ("#8d8378", "#574f48", "#27231f", "#4a433c"),
    "saturn": ("#f6e6bf", "#dcc08a", "#8f7140", "#b5955d"),
}
HATCHED = {"enamel", "ivory", "steel", "wood", "night", "moss", "slate", "teal", "plum", "crimson", "graphite", "amber", "brass", "walnut", "silver"}


def number(value):
    """A number as short as two decimals allow."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def tidy(text):
    """Shortens every long decimal in a piece of SVG."""
    return re.sub(r"-?\d+\.\d+(?:e-?\d+)?", lambda m: number(float(m.group())), text)


def path_points(d):
    """The corners of a path (its control points left out), for the bounding box."""
    x = y = 0.0
    steps = {"M": 2, "L": 2, "T": 2, "Q": 4, "S": 4, "C": 6, "A": 7, "H": 1, "V": 1}
    for command, rest in re.findall(r"([MLHVCSQTAZmlhvcsqtaz])([^MLHVCSQTAZmlhvcsqtaz]*)", d):
        values = [float(v) for v in re.findall(r"-?\d*\.?\d+", rest)]
        kind, relative = command.upper(), command.islower()
        for i in range(0, len(values), steps.get(kind, 1)):
            part = values[i:i + steps[kind]]
            if kind == "H":
                x = part[0] + (x if relative else 0)
            elif kind == "V":
                y = part[0] + (y if relative else 0)
            else:
                x, y = (part[-2] + x, part[-1] + y) if relative else part[-2:]
            yield x, y


def mix(a, b, t):
    """The colour between two `#rrggbb`, `t` of the way to b."""
    pair = [(int(a[i:i + 2], 16), int(b[i:i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(p + (q - p) * t):02x}" for p, q in pair)


class Plate:
    """Collects what is drawn; `svg()` fits it into the plate."""

    def __init__(self):
        self.floor, self.parts, self.defs = [], [], []
        self.frames = [(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)]
        self.used = set()
        self.left = self.top = math.inf
        self.right = self.bottom = -math.inf
        self.measuring = True

    # --- frames -------------------------------------------------------------------------------------------------
    @contextmanager
    def at(self, x=0.0, y=0.0, degrees=0.0, flip=False):
        """A frame at (x, y), its x axis raised by `degrees`, mirrored across it if `flip`."""
        t = math.radians(degrees)
        s = -1 if flip else 1
        inner = (math.cos(t), -math.sin(t), s * math.sin(t), s * math.cos(t), x, y)
        a, b, c, d, e, f = self.frames[-1]
        p, q, r, u, v, w = inner
        self.frames.append((a * p + c * q, b * p + d * q, a * r + c * u, b * r + d * u, a * v + c * w + e, b * v + d * w + f))
        turn = (f" rotate({number(-degrees)})" if degrees else "") + (" scale(1 -1)" if flip else "")
        self.parts.append(f'<g transform="translate({number(x)} {number(y)}){turn}">')
        yield self
        self.parts.append("</g>")
        self.frames.pop()

    @contextmanager
    def faded(self, opacity):
        """Draws what follows as a ghost."""
        self.parts.append(f'<g opacity="{opacity}">')
        yield self
        self.parts.append("</g>")

    @contextmanager
    def unmeasured(self):
        """What follows does not count for the fit."""
        before, self.measuring = self.measuring, False
        yield self
        self.measuring = before

    @contextmanager
    def clipped(self, d):
        """What follows is cut at the path `d`, given in the present frame."""
        name = f"c{len(self.defs)}"
        self.defs.append(f'<clipPath id="{name}"><path d="{tidy(d)}"/></clipPath>')
        self.parts.append(f'<g clip-path="url(#{name})">')
        with self.unmeasured():
            yield self
        self.parts.append("</g>")

    def world(self, x, y):
        a, b, c, d, e, f = self.frames[-1]
        return a * x + c * y + e, b * x + d * y + f

    def see(self, *points):
        """Counts points of the present frame for the fit."""
        if not self.measuring:
            return
        for x, y in points:
            u, v = self.world(x, y)
            self.left, self.right = min(self.left, u), max(self.right, u)
            self.top, self.bottom = min(self.top, v), max(self.bottom, v)

    # --- tones --------------------------------------------------------------------------------------------------
    def tone(self, material, way=""):
        """The paint of a material: shaded across the axis (""), along it ("x"), as a flat panel ("p") or a ball ("o")."""
        a, b, c, d, _, _ = self.frames[-1]
        name = material + way
        if way == "" and (-c) * LAMP[0] + (-d) * LAMP[1] < 0:
            name += "-f"
        if way == "x" and (-a) * LAMP[0] + (-b) * LAMP[1] < -0.02:
            name += "-f"
        self.used.add(name)
        return f"url(#{name})"

    def gradient(self, name):
        reverse = name.endswith("-f")
        core = name[:-2] if reverse else name
        way = "" if core in MATERIALS else core[-1]
        light, base, shade, back = MATERIALS[core[:-1] if way else core]
        if way == "o":
            return (f'<radialGradient id="{name}" cx=".36" cy=".3" r=".8"><stop stop-color="{light}"/><stop offset=".5" stop-color="{base}"/>'
                    f'<stop offset="1" stop-color="{shade}"/></radialGradient>')
        if way == "p":
            return (f'<linearGradient id="{name}" x1="0" y1="0" x2="1" y2="1"><stop stop-color="{mix(base, light, .55)}"/><stop offset=".45" stop-color="{base}"/>'
                    f'<stop offset="1" stop-color="{mix(base, shade, .6)}"/></linearGradient>')
        stops = [(0, base), (0.2, light), (0.3, light), (0.52, base), (0.88, shade), (1, back)]
        if reverse:
            stops = [(round(1 - o, 2), c) for o, c in reversed(stops)]
        ends = 'x2="1" y2="0"' if way == "x" else 'x2="0" y2="1"'
        return f'<linearGradient id="{name}" {ends}>' + "".join(f'<stop offset="{o}" stop-color="{c}"/>' for o, c in stops) + "</linearGradient>"

    # --- shapes -------------------------------------------------------------------------------------------------
    def add(self, text):
        self.parts.append(tidy(text))

    def tube(self, x, length, radius, material, end=None, y=0.0, edge=0.0, cast=0.0):
        """A cylinder (or a cone ending in radius `end`) along x; `cast` is the length of the shade it throws beyond both ends."""
        if length < 0:
            x, length = x + length, -length
            if end is not None:
                radius, end = end, radius
        e = radius if end is None else end
        if cast:
            self.add(f'<rect x="{x - cast}" y="{y - radius * .97}" width="{length + 2 * cast}" height="{radius * 1.94}" fill="{INK}" opacity=".2"/>')
        if e == radius:
            shape = f'<rect x="{x}" y="{y - radius}" width="{length}" height="{2 * radius}"' + (f' rx="{min(edge, length / 2)}"' if edge else "")
        else:
            shape = f'<polygon points="{x},{y - radius} {x + length},{y - e} {x + length},{y + e} {x},{y + radius}"'
        self.add(f'{shape} fill="{self.tone(material)}" class="l"/>')
        widest = max(radius, e)
        self.see((x, y - widest), (x + length, y + widest), (x, y + widest), (x + length, y - widest))
        if material in HATCHED and length > 2.2 * radius and e == radius:
            low = -radius * 0.98 if self.tone(material).endswith("-f)") else radius * 0.38
            self.used.add("hatch")
            self.add(f'<rect x="{x}" y="{y + low}" width="{length}" height="{radius * .6}" fill="url(#hatch)"/>')

    def turned(self, x, sections, way=1):
        """A turned body: (length, radius, material[, end radius]) one after the other along `way`; gives the end."""
        for length, radius, material, *end in sections:
            if length:
                self.tube(x, way * length, radius, material, *end, edge=0 if end else min(radius * 0.12, length * 0.2))
            x += way * length
        return x

    def box(self, x, y, width, height, material, edge=0.0, way="p"):
        self.add(f'<rect x="{x}" y="{y}" width="{width}" height="{height}"' + (f' rx="{edge}"' if edge else "") + f' fill="{self.tone(material, way)}" class="l"/>')
        self.see((x, y), (x + width, y), (x, y + height), (x + width, y + height))

    def disc(self, x, y, radius, material, cls="l"):
        """A ball or a round face, lit from the upper left however its frame lies."""
        a, b, c, d, _, _ = self.frames[-1]
        back = "" if abs(b) < 1e-9 and a > 0 and d > 0 else f' matrix({a:.4f} {c:.4f} {b:.4f} {d:.4f} 0 0)'
        where = f'cx="{number(x)}" cy="{number(y)}"' if not back else f'transform="translate({number(x)} {number(y)}){back}"'
        self.parts.append(f'<circle {where} r="{number(radius)}" fill="{self.tone(material, "o")}" class="{cls}"/>')
        self.see(*((x + radius * math.cos(t), y + radius * math.sin(t)) for t in (0.0, 0.785, 1.571, 2.356, 3.1416, 3.927, 4.712, 5.498)))

    def path(self, d, material=None, cls="l", way="", fill=None, **more):
        """A path filled with a material (shaded by `way`), a plain colour, or nothing."""
        paint = self.tone(material, way) if material else (fill or "none")
        extra = "".join(f' {k.replace("_", "-")}="{v}"' for k, v in more.items())
        self.add(f'<path d="{d}" fill="{paint}"' + (f' class="{cls}"' if cls else "") + f"{extra}/>")
        self.see(*path_points(tidy(d)))

    def line(self, x1, y1, x2, y2, cls="fine"):
        self.path(f"M{x1} {y1}L{x2} {y2}", cls=cls)

    def flat(self, d, colour, opacity=1, cls="", **more):
        """A plain area, without outline unless a class gives one."""
        self.path(d, fill=colour, cls=cls, **({"opacity": opacity} if opacity != 1 else {}), **more)

    def plane(self, x, y, radius, material, cls="l"):
        """A flat round face, such as a filter or a sheet's disc."""
        self.add(f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{self.tone(material, "p")}" class="{cls}"/>')
        self.see((x - radius, y), (x + radius, y), (x, y - radius), (x, y + radius))

    def dot(self, x, y, radius, colour, opacity=1, cls=""):
        self.add(f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}"' + (f' opacity="{opacity}"' if opacity != 1 else "") + (f' class="{cls}"' if cls else "") + "/>")
        self.see((x - radius, y), (x + radius, y), (x, y - radius), (x, y + radius))

    def ribs(self, x, length, radius, count, y=0.0):
        """Grip lines across a turned part."""
        d = "".join(f"M{x + length * (i + 0.5) / count} {y - radius * .96}V{y + radius * .96}" for i in range(count))
        self.path(d, cls="fine")

    def gleam(self, x, y, radius, start=205, end=255):
        """A light line on glass."""
        p, q = (f"{x + radius * math.cos(math.radians(t))} {y + radius * math.sin(math.radians(t))}" for t in (start, end))
        self.add(f'<path d="M{p}A{radius} {radius} 0 0 1 {q}" class="gleam"/>')

    def shadow(self, x, width, y=0.0, height=None, opacity=0.26):
        """The soft shadow of something standing on the ground at (x, y)."""
        width *= 0.88
        u, v = self.world(x, y)
        self.see((x - width * 0.47, y), (x + width * 0.47, y))
        self.used.add("soft")
        h = (height or min(width * 0.07, 60)) * 0.8
        self.floor.append(tidy(f'<ellipse cx="{u}" cy="{v}" rx="{width / 2}" ry="{h / 2}" fill="{INK}" opacity="{opacity}" filter="url(#soft)"/>'))

    # --- the sheet ----------------------------------------------------------------------------------------------
    def svg(self, width=0.87, height=0.88, centred=False):
        """The finished drawing, filling at most these parts of the plate, on the common ground line unless `centred`."""
        w, h = self.right - self.left, self.bottom - self.top
        k = min(1600 * width / w, 1200 * height / h)
        tx = 800 - k * (self.left + self.right) / 2
        foot = 600 + h * k / 2 if centred else 1112 - max(0, 1200 * height - h * k) * 0.36
        ty = foot - k * self.bottom
        u = 1 / k
        defs = "".join(self.gradient(n) for n in sorted(self.used) if n not in ("hatch", "soft", "rim"))
        if "hatch" in self.used:
            defs += (f'<pattern id="hatch" width="{4.2 * u:.3f}" height="{4.2 * u:.3f}" patternUnits="userSpaceOnUse"><path d="M0 {2.1 * u:.3f}H{4.2 * u:.3f}" '
                     f'stroke="{INK}" stroke-width="{0.9 * u:.3f}" opacity=".2"/></pattern>')
        if "soft" in self.used:
            defs += f'<filter id="soft" x="-50%" y="-200%" width="200%" height="500%"><feGaussianBlur stdDeviation="{14 * u:.3f} {5 * u:.3f}"/></filter>'
        style = (f".l{{stroke:{INK};stroke-width:{2 * u:.3f};stroke-linejoin:round;stroke-linecap:round}}"
                 f".fine{{stroke:{INK};stroke-width:{1.1 * u:.3f};opacity:.55;fill:none}}"
                 f".hair{{stroke:{INK};stroke-width:{1 * u:.3f};fill:none;opacity:.28}}"
                 f".pale{{stroke:#f4f1e8;stroke-width:{1.3 * u:.3f};fill:none;opacity:.6}}"
                 f".ray{{stroke:{RAY};stroke-width:{2.4 * u:.3f};fill:none;stroke-linejoin:round}}"
                 f".gleam{{stroke:#fff;stroke-width:{4 * u:.3f};fill:none;stroke-linecap:round;opacity:.75}}"
                 f".bold{{stroke:{INK};stroke-width:{4.5 * u:.3f};fill:none;stroke-linejoin:round;stroke-linecap:round}}"
                 f".cable{{stroke:#2b303b;stroke-width:{6 * u:.3f};fill:none;stroke-linecap:round;stroke-linejoin:round}}"
                 f".axis{{stroke:{INK};stroke-width:{1.3 * u:.3f};stroke-dasharray:{14 * u:.3f} {5 * u:.3f} {2 * u:.3f} {5 * u:.3f};opacity:.65;fill:none}}"
                 f".dash{{stroke:{INK};stroke-width:{1.6 * u:.3f};stroke-dasharray:{8 * u:.3f} {6 * u:.3f};opacity:.6;fill:none}}"
                 f".cut{{stroke:{INK};stroke-width:{1.6 * u:.3f};fill:#343a47;stroke-linejoin:round}}")
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 1200" width="1600" height="1200"><defs>{defs}{"".join(self.defs)}<style>{style}</style></defs>'
                f'<g transform="translate({tx:.2f} {ty:.2f}) scale({k:.4f})">{"".join(self.floor)}{"".join(self.parts)}</g></svg>\n')
