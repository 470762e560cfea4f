"""A product as the drawings see it: its row, its attributes as numbers, and its brand's accent and finish."""
import re
import zlib

# brand accent → (tube, trim): the finish of a house
FINISH = {
    "amber": "enamel", "night": "night", "crimson": "enamel", "moss": "moss",
    "slate": "graphite", "brass": "ivory", "teal": "enamel", "plum": "black",
}


COLOURS = {"Amber": "amber", "Night blue": "night", "Moss": "moss", "Slate": "slate"}


class Product:
    """One row of products.csv; attributes by their bare key. `variants` are its rows of variants.csv, `variant` the one to draw."""

    def __init__(self, row, accent="night", variants=(), variant=None):
        self.row = row
        self.variants = list(variants)
        self.variant = variant
        chosen = variant or (self.variants[0] if self.variants else {})
        self.options = dict(pair.split("=", 1) for pair in chosen.get("options", "").split(";") if "=" in pair)
        self.legs_out = False    # tripods: legs drawn in, or out as in use
        self.slug = row.get("slug", "")
        self.name = row.get("name", "")
        self.kind = (row.get("kind") or "").strip()
        self.accent = accent if accent in FINISH else "night"
        self.attributes = {k[5:]: v.strip() for k, v in row.items() if k and k.startswith("attr.") and v and v.strip()}
        self.seed = zlib.crc32(self.slug.encode())
        self.tube = COLOURS.get(self.options.get("Colour"), self.finish())
        if variant:    # after the finish, which is the product's: a motor does not change the paint
            for pair in filter(None, variant["attrs"].split(";")):
                key, value = pair.split("=", 1)
                self.attributes[key] = value
        self.trim = self.accent if self.accent != self.tube else "ivory" if self.tube == "teal" else "black"

    def as_variant(self, variant):
        """The same product as this variant."""
        return Product(self.row, self.accent, self.variants, variant)

    def focal_lengths(self):
        """The focal lengths of a series of eyepieces, shortest first."""
        pairs = (pair for row in self.variants for pair in row["options"].split(";"))
        return sorted(float(re.search(r"[\d.]+", pair).group()) for pair in pairs if pair.startswith("Focal length="))

    def motors(self):
        """How many axes of the mount are driven."""
        words = " ".join(self.options.values()).lower()
        if "two motors" in words:
            return 2
        if "motor" in words:
            return 1
        return 2 if self.flag("goto") or self.flag("tracking") else 0

    def finish(self):
        """The tube's material: the house's finish, varied by line."""
        design, aperture = self.text("design"), self.num("aperture")
        if self.slug.startswith("perigee-"):
            return "ivory"
        if "petzval" in design:
            return "graphite"
        if self.accent == "night" and self.kind == "refractor":
            return "night" if design == "achromat" and aperture > 75 else "enamel"
        if self.accent == "amber":
            if self.kind in ("dobsonian", "tabletop-dobsonian"):
                return ("enamel", "amber", "graphite", "black")[sum(aperture > x for x in ((80, 120, 999) if self.kind != "dobsonian" else (160, 220, 280)))]
            if self.kind == "ota-newtonian":
                return "black"
            if self.flag("goto") or self.flag("tracking"):
                return "graphite"
        if self.accent == "teal" and self.kind == "mak":
            return "teal"
        return FINISH[self.accent]

    def text(self, *keys, default=""):
        for key in keys:
            if self.attributes.get(key):
                return self.attributes[key].lower()
        return default

    def num(self, *keys, default=0.0):
        """The first number in the first of these attributes that has one."""
        for key in keys:
            found = re.search(r"-?\d+(?:\.\d+)?", self.attributes.get(key, "").replace(",", "."))
            if found:
                return float(found.group())
        return float(default)

    def tripod_height(self, default):
        """From the ground to the top plate in millimetres: legs in, or half drawn out when the instrument is shown in use."""
        found = [float(v) * 10 for v in re.findall(r"\d+", self.attributes.get("tripod_height", ""))] or [default, default * 2]
        return sum(found) / len(found) if self.legs_out else found[0]

    def barrel(self, default=31.7):
        """The barrel in millimetres, also when it is given in inches."""
        value = self.num("barrel", default=default)
        return {1.25: 31.7, 2: 50.8, 0.965: 24.5, 3: 76.2}.get(value, value)

    def flag(self, key):
        """Whether an attribute says yes."""
        return self.attributes.get(key, "").lower() in ("yes", "true", "1")

    def says(self, *words):
        """Whether name, slug or an attribute contains one of these words."""
        text = " ".join([self.slug, self.name, *self.attributes.values()]).lower()
        return any(word in text for word in words)

    def pick(self, count, salt=0):
        """A steady choice of 0 … count − 1 for this product."""
        return (self.seed >> (salt * 3)) % count
