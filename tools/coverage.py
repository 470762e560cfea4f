"""Prints the coverage by crate, and the files with the most uncovered lines. python3 tools/coverage.py summary.json 90"""
import json, os, sys

path, least = sys.argv[1], float(sys.argv[2])
files = []
for file in json.load(open(path))["data"][0]["files"]:
    lines = file["summary"]["lines"]
    if lines["count"]:
        files.append((os.path.relpath(file["filename"]), lines["count"], lines["covered"]))
if not files:
    sys.exit("No file was measured.")


def row(name, count, covered):
    print(f"{name:<52} {count:>7} {count - covered:>7} {100 * covered / count:>7.2f} %")


print(f"{'crate':<52} {'lines':>7} {'missed':>7} {'run':>9}")
crates = {}
for name, count, covered in files:
    crate = name.split("/src/")[0]
    seen = crates.setdefault(crate, [0, 0])
    seen[0] += count
    seen[1] += covered
for crate, (count, covered) in sorted(crates.items()):
    row(crate, count, covered)
total, run = sum(f[1] for f in files), sum(f[2] for f in files)
row("all", total, run)
print(f"\n{'least covered files':<52} {'lines':>7} {'missed':>7} {'run':>9}")
for name, count, covered in sorted(files, key=lambda f: f[2] - f[1])[:20]:
    if covered < count:
        row(name, count, covered)
share = 100 * run / total
print(f"\n{share:.2f} % of {total} lines in {len(files)} files are covered; the minimum is {least:g} %.")
sys.exit(share < least)
