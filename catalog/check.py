#!/usr/bin/env python3
"""Checks the sample catalogue: references, uniqueness, optics that agree with themselves, lengths, and the ten API products.

    catalog/check.py        prints each error, then the counts; exit status 1 if there is an error
"""
import csv
import math
import re
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
KINDS = set("""refractor newtonian-eq dobsonian tabletop-dobsonian truss-dobsonian sct mak ota-newtonian ota-sct eq-mount az-mount
    star-tracker tripod eyepiece zoom-eyepiece barlow camera-planetary camera-cooled guide-camera filter binocular-roof binocular-porro
    binocular-giant solar-telescope solar-filter solar-film eclipse-glasses book chart planisphere poster finder red-dot diagonal
    flashlight cleaning-kit case dew-heater power-tank adapter collimator observing-chair mug globe meteorite print""".split())
ACCENTS = set("amber night crimson moss slate brass teal plum".split())
API = {  # SKU: name, price in USD
    "OLJCESPC7Z": ("National Park Foundation Explorascope", "101.96"),
    "66VCHSJNUP": ("Starsense Explorer Refractor Telescope", "349.95"),
    "1YMWWN1N4O": ("Eclipsmart Travel Refractor Telescope", "129.95"),
    "L9ECAV7KIM": ("Lens Cleaning Kit", "21.95"),
    "2ZYFJ3GM2N": ("Roof Binoculars", "209.95"),
    "0PUK6V6EV0": ("Solar System Color Imager", "175.00"),
    "LS4PSXUNUM": ("Red Flashlight", "57.08"),
    "9SIQT8TOJO": ("Optical Tube Assembly", "3599.00"),
    "6E92ZMYYFZ": ("Solar Filter", "69.95"),
    "HQTGWGPNH4": ("The Comet Book", "0.99"),
}
errors = []


def read(name):
    with open(HERE / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def check(condition, message):
    if not condition:
        errors.append(message)


def unique(rows, column, what):
    for value, count in Counter(row[column] for row in rows).items():
        check(count == 1, f"{what} {value} occurs {count} times")
    return {row[column]: row for row in rows}


categories = unique(read("categories"), "slug", "category")
brands = unique(read("brands"), "slug", "brand")
attributes = unique(read("attributes"), "key", "attribute")
products = unique(read("products"), "slug", "product")
variants = unique(read("variants"), "sku", "SKU")
demonstration = unique(read("astronomy-api"), "sku", "SKU of the API")
parents = {row["parent"] for row in categories.values()}

for slug, row in categories.items():
    check(not row["parent"] or row["parent"] in categories, f"category {slug}: no parent {row['parent']}")
for slug, row in brands.items():
    check(row["accent"] in ACCENTS, f"brand {slug}: accent {row['accent']}")

for key, row in attributes.items():
    bands = [float(limit) for limit in row["bands"].split("|") if limit]
    check(bands == sorted(set(bands)), f"attribute {key}: bands are not ascending")
    check(bool(bands) == (row["facet"] == "range"), f"attribute {key}: bands belong to a range, and a range needs them")


def check_value(where, key, value):
    """Whether a value fits its attribute's type."""
    kind = attributes[key]["type"] if key in attributes else check(False, f"{where}: no attribute {key}")
    check(kind != "number" or re.fullmatch(r"\d+(\.\d+)?", value), f"{where}: {key} = {value} is no number")
    check(kind != "flag" or value in ("yes", "no"), f"{where}: {key} = {value} is no flag")


for slug, row in products.items():
    def require(condition, message):
        check(condition, f"product {slug}: {message}")
    values = {key[5:]: value for key, value in row.items() if key.startswith("attr.") and value}
    require(None not in row and None not in row.values(), "wrong number of columns")
    require(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug), "slug")
    require(row["brand"] in brands, f"no brand {row['brand']}")
    own = row["categories"].split("|")
    for category in own:
        require(category in categories, f"no category {category}")
    require(own[0] not in parents - {"eyepieces"}, f"{own[0]} is not a leaf")
    require(row["kind"] in KINDS, f"kind {row['kind']}")
    require(row["status"] in ("published", "draft", "archived"), f"status {row['status']}")
    require(row["tax_class"] in ("standard", "books"), f"tax class {row['tax_class']}")
    require("2023-03-01" <= row["published_on"] <= "2026-10-31" or row["status"] == "draft", f"date {row['published_on']}")
    for column, limit in (("summary", 160), ("seo_title", 60), ("seo_description", 155)):
        require(0 < len(row[column]) <= limit, f"{column} has {len(row[column])} characters")
    for key, value in values.items():
        check_value(f"product {slug}", key, value)
    number = {key: float(value) for key, value in values.items() if key in attributes and attributes[key]["type"] == "number"}
    if "focal_ratio" in number:
        ratio = number["focal_length"] / number["aperture"]
        require(abs(ratio - number["focal_ratio"]) <= 0.1, f"f/{number['focal_ratio']} is not {ratio:.2f}")
    if "limiting_magnitude" in number:
        limit = 2.7 + 5 * math.log10(number["aperture"])
        require(abs(limit - number["limiting_magnitude"]) <= 0.051, f"faintest star is {limit:.2f}")
    if "sensor_width" in number:
        area = number["sensor_width"] * number["sensor_height"] / number["pixel_size"] ** 2
        require(abs(area / number["resolution"] - 1) < 0.06, f"sensor has {area:.1f} MP, not {number['resolution']}")
    require(number.get("tube_weight", 0) <= number.get("weight", 99), "the tube outweighs the instrument")
    text = HERE / "texts" / f"{slug}.md"
    words = len([w for w in text.read_text(encoding="utf-8").split() if re.search(r"\w", w)]) if text.exists() else 0
    require(90 <= words <= 170, f"text of {words} words")
    require(any(v["product"] == slug for v in variants.values()), "no variant")

plates = {(row["slug"], row["number"]) for row in read("plates/alts")}
for row in read("plates/alts"):
    check(row["role"] in ("", "main", "light_path", "scale", "detail"), f"alts.csv, {row['slug']}, {row['number']}: role {row['role']}")
for sku, row in variants.items():
    check(None not in row and None not in row.values(), f"variant {sku}: wrong number of columns")
    own = products.get(row["product"], {})
    for pair in row["attrs"].split(";") if row["attrs"] else []:
        key, equals, value = pair.partition("=")
        check(equals, f"variant {sku}: attrs {pair}")
        check(value or own.get(f"attr.{key}"), f"variant {sku}: {key} is taken away, but the product has none")
        if value:
            check_value(f"variant {sku}", key, value)
    check(not row["picture"] or row["picture"].isdigit() and (row["product"], row["picture"]) in plates, f"variant {sku}: no picture {row['picture']}")
    check(row["product"] in products, f"variant {sku}: no product {row['product']}")
    check(re.fullmatch(r"\d+\.\d\d", row["price"]) and row["stock"].isdigit() and row["weight_g"].isdigit(), f"variant {sku}: numbers")
    check(all("=" in pair for pair in row["options"].split(";") if row["options"]), f"variant {sku}: options {row['options']}")
    check(re.fullmatch(r"[A-Z]{3}", row["currency"]), f"variant {sku}: currency {row['currency']}")
for sku, (name, price) in API.items():
    row = variants.get(sku) or check(False, f"no variant {sku}")
    if row:
        check((row["stock"], row["options"]) == ("1000000", ""), f"variant {sku} differs from the API's")
    shown = demonstration.get(sku, {})
    check(shown.get("name") == name, f"{sku} is not called {name} in the API")
    check((shown.get("price"), shown.get("currency")) == (price, "USD"), f"{sku} does not cost USD {price} in the API")


def check_choice(where, text):
    """Whether products, SKUs and categories of a choice such as `eyepieces[eye_relief>=15]|-corvane-ortho` are there."""
    for item in filter(None, text.split("|")):
        name, _, condition = item.lstrip("-").partition("[")
        check(name in products or name in categories or name in variants, f"{where}: no {name}")
        key = re.match(r"\w*", condition)[0]
        check(not condition or key in attributes and condition.endswith("]"), f"{where}: condition {condition}")


for row in read("needs"):
    check_choice(f"needs.csv, {row['for']}", row["for"])
    check_choice(f"needs.csv, {row['for']}", row["needs"])
    check(row["why"] and row["for"], f"needs.csv: nothing said of {row['for']}")
for row in read("search"):
    check_choice(f"search.csv, {row['words']}", row["show"])
    check(row["words"] and (row["also"] or row["means"] or row["show"] or row["note"]), f"search.csv: nothing said of {row['words']}")
for row in unique(read("search-quality"), "query", "judged query").values():
    grades = [item.rpartition(":")[::2] for item in row["products"].split("|")]
    for slug, grade in grades:
        check(slug in products and grade in ("1", "2", "3"), f"search-quality.csv, {row['query']}: {slug}:{grade}")
    check(len(dict(grades)) == len(grades), f"search-quality.csv, {row['query']}: a product is judged twice")
    for item in filter(None, row["suggestion"].split("|")):
        kind, _, slug = item.rpartition(":")
        known = {"": products, "category": categories, "guide": {guide["slug"] for guide in read("guides")}}.get(kind, {})
        check(slug in known, f"search-quality.csv, {row['query']}: no {item}")
for row in read("other-brands"):
    check(row["category"] in categories, f"other-brands.csv, {row['name']}: no category {row['category']}")
for row in products.values():
    for eyepiece in filter(None, row["attr.eyepieces"].split("|")):
        check(re.fullmatch(r"\d+(\.\d+)?\u00a0mm \d+°", eyepiece), f"product {row['slug']}: eyepiece {eyepiece}")
guides = unique(read("guides"), "slug", "guide")
rules = read("guide-rules")
for slug, row in guides.items():
    check(row["title"] and row["advice"] and row["search"], f"guide {slug}: title, advice or search is empty")
    check(any(rule["guide"] == slug for rule in rules), f"guide {slug}: no rule")
for row in rules:
    check(row["guide"] in guides, f"guide-rules.csv: no guide {row['guide']}")
    for slug in re.findall(r"category ([a-z0-9-]+)", row["condition"]):
        check(slug in categories, f"rule of guide {row['guide']}: no category {slug}")
    for key in re.findall(r"([a-z_]+) (?:[<>=]+|has|is|present|missing)(?: |;|$)", row["condition"]):
        check(key in attributes, f"rule of guide {row['guide']}: no attribute {key}")
for number, row in enumerate(read("card-specs"), 1):
    check(row["condition"] and row["first"], f"card-specs.csv, rule {number}: condition or first is empty")
    for key in re.findall(r"([a-z_]+) (?:[<>=]+|has|is|present|missing)(?: |;|$)", row["condition"]):
        check(key in attributes, f"card-specs.csv, rule {number}: no attribute {key}")
    for key in re.findall(r"{([a-z_]+)(?::start)?}", row["first"] + row["second"] + row["third"]):
        check(key in attributes, f"card-specs.csv, rule {number}: no attribute {key}")
for row in read("guide-picks"):
    check(row["guide"] in guides and row["product"] in products, f"guide-picks.csv: {row['guide']}, {row['product']}")
    check(row["sentence"], f"guide-picks.csv: {row['guide']}, {row['product']} has no sentence")
for slug, row in unique(read("home"), "slug", "block").items():
    check(row["kind"] in ("hero", "products", "guides", "categories", "sky", "banner", "text"), f"block {slug}: kind {row['kind']}")
    check(row["title"] or row["kind"] == "sky", f"block {slug}: title is empty")
    for product in filter(None, [*row["products"].split("|"), row["picture"]]):
        check(product in products, f"block {slug}: no product {product}")
    for category in re.findall(r"category ([a-z0-9-]+)", row["rule"]):
        check(category in categories, f"block {slug}: no category {category}")
for slot, row in unique(read("shop-texts"), "slot", "text in place").items():
    check(row["text"].strip(), f"shop-texts.csv, {slot}: text is empty")
for row in read("redirects"):
    check(row["new_slug"] in products and row["old_slug"] not in products, f"redirect {row['old_slug']}")
pages = {page.stem: page.read_text(encoding="utf-8") for page in (HERE / "pages").glob("*.md")}
for slug, text in pages.items():
    front = text.split("\n---\n")[0]
    check(text.startswith("---\n") and re.search(r"^title: \S", front, re.M) and re.search(r"^description: \S", front, re.M),
          f"page {slug}: title or description is missing")
    for target in re.findall(r"\]\(/pages/([a-z0-9-]+)", text):
        check(target in pages, f"page {slug}: no page {target}")
for row in read("menus"):
    targets = [row[column] for column in ("page", "category", "path") if row[column]]
    check(len(targets) == 1, f"menus.csv, {row['label']}: needs either page, category or path")
    check(not row["page"] or row["page"] in pages, f"menus.csv, {row['label']}: no page {row['page']}")
    check(not row["category"] or row["category"] in categories, f"menus.csv, {row['label']}: no category {row['category']}")
    check(not row["path"] or re.match(r"/(?!/)", row["path"]), f"menus.csv, {row['label']}: {row['path']} is not a path of the shop")
for text in (HERE / "texts").glob("*.md"):
    check(text.stem in products, f"text {text.name} has no product")
published = [row for row in products.values() if row["status"] == "published"]
check(len(published) >= 80, f"only {len(published)} published")

print("\n".join(errors) or f"{len(published)} published products, {len(variants)} variants: no error")
sys.exit(1 if errors else 0)
