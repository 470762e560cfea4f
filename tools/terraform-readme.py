"""Writes the tables of variables and outputs into each module's README, below the marker; with --check only reports whether they are current."""
import pathlib, re, sys

MARK = "<!-- below: tools/terraform-readme.py -->"
root = pathlib.Path(__file__).resolve().parent.parent / "terraform"
stale = []


def blocks(path, kind):
    for name, body in re.findall(rf'(?ms)^{kind} "(\w+)" {{\n(.*?)^}}', path.read_text()):
        fields = dict(re.findall(r"(?m)^  (\w+)\s+= (.*)$", body))
        yield name, fields, re.findall(r'error_message = "(.*)"', body)


def table(head, rows):
    return [f"| {' | '.join(head)} |", "|" + "---|" * len(head)] + [f"| {' | '.join(row)} |" for row in rows]


for readme in sorted([*root.glob("modules/*/README.md"), root / "bootstrap/README.md"]):
    folder = readme.parent
    lines = ["", "## Variables", ""]
    rows = []
    for name, fields, refusals in blocks(folder / "variables.tf", "variable"):
        text = fields["description"].strip('"') + (f". *{' '.join(refusals)}*" if refusals else "")
        rows.append((f"`{name}`", f"`{fields['type']}`", f"`{fields['default']}`" if "default" in fields else "required", text))
    lines += table(("name", "type", "default", "meaning; rejected values"), rows) + ["", "## Outputs", ""]
    lines += table(("name", "what it is"), [(f"`{name}`", fields["description"].strip('"')) for name, fields, _ in blocks(folder / "outputs.tf", "output")])
    old = readme.read_text()
    new = old.split(MARK)[0].rstrip() + f"\n\n{MARK}\n" + "\n".join(lines) + "\n"
    if new != old:
        stale.append(str(readme.relative_to(root.parent)))
        if "--check" not in sys.argv:
            readme.write_text(new)
if stale and "--check" in sys.argv:
    sys.exit(f"Not current: {', '.join(stale)}. Run tools/terraform-readme.py")
