#!/usr/bin/env python3
"""Draws the plates of every product: catalog/products.csv, variants.csv and brands.csv → catalog/plates/<slug>-<n>.svg and alts.csv.

    python3 catalog/draw/main.py [slug …]      only these products, if named (alts.csv is then left as it is)
"""
import csv
import sys
from pathlib import Path

import binoculars
import cameras
import eyepieces
import filters
import mounts
import paper
import paths
import small
import solar
import telescopes
from alts import WORD, alternative
from plate import Plate
from product import Product
from sizes import beside_hand, beside_person, mount_reach, series

CATALOG = Path(__file__).resolve().parent.parent
TELESCOPES = {
    "refractor": telescopes.refractor, "newtonian-eq": telescopes.newtonian_eq, "dobsonian": telescopes.dobsonian, "tabletop-dobsonian": telescopes.tabletop_dobsonian,
    "truss-dobsonian": telescopes.truss_dobsonian, "sct": telescopes.schmidt_cassegrain, "mak": telescopes.maksutov, "ota-newtonian": telescopes.ota_newtonian, "ota-sct": telescopes.ota_sct,
}
# kind: the instrument, its inner working, how its size is shown (a person, a hand, or not at all)
DRAWINGS = {
    **{kind: (draw, lambda p, product: paths.of(product)(p, product), "person") for kind, draw in TELESCOPES.items()},
    "eq-mount": (mounts.eq_mount, mount_reach, "person"),
    "az-mount": (mounts.az_mount, mount_reach, "person"),
    "star-tracker": (mounts.star_tracker, mount_reach, "hand"),
    "tripod": (mounts.tripod_product, mounts.folded_tripod, "person"),
    "eyepiece": (series, eyepieces.eyepiece_path, "hand"),
    "zoom-eyepiece": (eyepieces.eyepiece, eyepieces.eyepiece_path, "hand"),
    "barlow": (eyepieces.barlow, eyepieces.barlow_path, "hand"),
    "camera-planetary": (cameras.planetary, cameras.sensor_plate, "hand"),
    "camera-cooled": (cameras.cooled, cameras.sensor_plate, "hand"),
    "guide-camera": (cameras.guide, cameras.sensor_plate, "hand"),
    "filter": (filters.filter_front, filters.filter_path, "hand"),
    "binocular-roof": (binoculars.roof, binoculars.light_path, "hand"),
    "binocular-porro": (binoculars.porro, binoculars.light_path, "hand"),
    "binocular-giant": (binoculars.giant, binoculars.light_path, "person"),
    "solar-telescope": (solar.telescope, solar.telescope_path, "person"),
    "solar-filter": (solar.filter_cell, solar.density, "hand"),
    "solar-film": (solar.sheet, solar.density, None),
    "eclipse-glasses": (solar.glasses, solar.phases, None),
    "book": (paper.book, paper.spread, "hand"),
    "chart": (paper.chart, paper.chart_detail, "person"),
    "planisphere": (paper.planisphere, paper.planisphere_window, "hand"),
    "poster": (paper.poster, paper.poster_detail, "person"),
    "print": (paper.print_, paper.print_detail, "person"),
    "finder": (small.finder, small.finder_path, "hand"),
    "red-dot": (small.red_dot, small.red_dot_path, "hand"),
    "diagonal": (small.diagonal, small.diagonal_path, "hand"),
    "flashlight": (small.flashlight, small.lamp_light, "hand"),
    "cleaning-kit": (small.cleaning_kit, small.cleaning_order, "hand"),
    "case": (small.case, small.case_open, None),
    "dew-heater": (small.dew_heater, small.dew_heater_path, None),
    "power-tank": (small.power_tank, small.power_path, "hand"),
    "adapter": (small.adapter, small.adapter_path, "hand"),
    "collimator": (small.collimator, small.collimator_path, "hand"),
    "observing-chair": (small.chair, small.chair_heights, None),
    "mug": (small.mug, small.mug_back, "hand"),
    "globe": (small.globe, small.globe_far, "person"),
    "meteorite": (small.meteorite, small.meteorite_whole, "hand"),
}


def plates(product):
    """The product's plates, in order."""
    draw, inner, size = DRAWINGS[product.kind]
    out = []
    first = Plate()
    draw(first, product)
    out.append(first.svg())
    second = Plate()
    inner(second, product)
    out.append(second.svg(width=.88, height=.84, centred=True))
    if size:   # last, since it draws a tripod's legs out
        third = Plate()
        (beside_person if size == "person" else beside_hand)(third, product, draw)
        out.append(third.svg(height=.84))
    variants = {}     # further plates, by the variant that first names each
    for row in product.variants:
        if int(row["picture"] or 1) > 1:
            variants.setdefault(int(row["picture"]), row)
    for number, row in sorted(variants.items()):
        if number != len(out) + 1:
            sys.exit(f"{row['sku']}: picture {number}, but the next plate is {len(out) + 1}")
        plate = Plate()
        draw(plate, product.as_variant(row))
        out.append(plate.svg())
    return out, variants


def role(product, number, variants):
    """What a plate shows; only telescopes have a light path."""
    if number == 1 or number in variants:
        return "main"
    if number == 2:
        return "light_path" if product.kind in WORD else "detail"
    return "scale"


def main(only):
    with open(CATALOG / "brands.csv", newline="", encoding="utf-8") as file:
        accents = {row["slug"]: row["accent"] for row in csv.DictReader(file)}
    rows = {}
    with open(CATALOG / "variants.csv", newline="", encoding="utf-8") as file:
        for row in sorted(csv.DictReader(file), key=lambda row: int(row["position"])):
            rows.setdefault(row["product"], []).append(row)
    with open(CATALOG / "products.csv", newline="", encoding="utf-8") as file:
        products = [Product(row, accents.get(row["brand"], "night"), rows.get(row["slug"], ())) for row in csv.DictReader(file)]
    folder = CATALOG / "plates"
    folder.mkdir(exist_ok=True)
    alts, kept = [], {"alts.csv"}
    for product in products:
        if only and product.slug not in only:
            continue
        if product.kind not in DRAWINGS:
            sys.exit(f"{product.slug}: no drawing for the kind {product.kind!r}")
        drawn, variants = plates(product)
        for number, svg in enumerate(drawn, 1):
            name = f"{product.slug}-{number}.svg"
            (folder / name).write_text(svg, encoding="utf-8")
            kept.add(name)
            shown = product.as_variant(variants[number]) if number in variants else product
            alts.append((product.slug, number, role(product, number, variants), alternative(shown, 1 if number in variants else number, DRAWINGS[product.kind][2])))
    if not only:
        for path in folder.glob("*.svg"):
            if path.name not in kept:
                path.unlink()
        with open(folder / "alts.csv", "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("slug", "number", "role", "alt"))
            writer.writerows(alts)


if __name__ == "__main__":
    main(sys.argv[1:])
