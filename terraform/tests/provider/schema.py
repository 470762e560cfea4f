"""Writes schema.json: what AWS's provider knows of the resources that these modules use, taken from its CDKTF bindings.

    pip download --no-deps --dest DIR cdktf-cdktf-provider-aws==21.22.1    # made from version 6 of the provider
    python3 terraform/tests/provider/schema.py DIR/*.whl

The bindings tell names, kinds, what is required and what is a block. They do not tell which optional attribute AWS fills in, so that each may be; nor the order of sets.
"""
import io, json, pathlib, re, sys, tarfile, zipfile

here = pathlib.Path(__file__).resolve().parent
LINK = re.compile(r"#([a-z0-9_]+) ")
PRIMITIVE = {"string": "string", "number": "number", "boolean": "bool", "any": "dynamic"}
MAPS = {"cdktf.StringMap": "string", "cdktf.NumberMap": "number", "cdktf.BooleanMap": "bool"}
META = {"depends_on", "count", "for_each", "lifecycle", "provider", "provisioners", "connection"}
types = {}


def snake(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def name_of(prop):
    """The name in Terraform, which the documentation of a property links to."""
    found = LINK.search(json.dumps(prop.get("docs", {})))
    return found.group(1) if found else snake(prop["name"])


def is_block(prop):
    return re.match(r"[a-z0-9_]+ block\.?$", prop.get("docs", {}).get("summary", "").strip()) is not None


def plain(kind):
    """Without the alternative that stands for a value that is not known yet."""
    if "union" in kind:
        return plain([one for one in kind["union"]["types"] if one.get("fqn") != "cdktf.IResolvable"][0])
    return kind


def own(fqn):
    """Properties, without inputs and what the bindings need for themselves."""
    return [p for p in types.get(fqn, {}).get("properties", [])
            if not p.get("static") and not p["name"].endswith("Input") and p["name"] not in ("fqn", "internalValue", "creationStack")]


def given(kind):
    kind = plain(kind)
    if "primitive" in kind:
        return PRIMITIVE[kind["primitive"]]
    if "collection" in kind:
        return [kind["collection"]["kind"].replace("array", "list"), given(kind["collection"]["elementtype"])]
    if kind["fqn"].startswith("cdktf."):
        return ["map", MAPS[kind["fqn"]]] if kind["fqn"] in MAPS else "bool"
    return ["object", {name_of(p): given(p["type"]) for p in own(kind["fqn"])}]


def told(kind):
    """Of what AWS fills in."""
    if "primitive" in kind:
        return PRIMITIVE[kind["primitive"]]
    if "collection" in kind:
        return [kind["collection"]["kind"].replace("array", "list"), told(kind["collection"]["elementtype"])]
    name = kind.get("fqn", "")
    if name.startswith("cdktf."):
        return ["map", MAPS[name]] if name in MAPS else "bool"
    reference = name[:-4] + "OutputReference" if name.endswith("List") else name
    if reference not in types:
        return "dynamic"
    inner = ["object", {snake(p["name"]): told(p["type"]) for p in own(reference)}]
    return ["list", inner] if name.endswith("List") else inner


def block(struct, reference):
    out = {"attributes": {}, "blocks": {}}
    for prop in own(struct):
        name, kind, required = name_of(prop), plain(prop["type"]), not prop.get("optional")
        if is_block(prop):
            many = "collection" in kind
            inner = plain(kind["collection"]["elementtype"])["fqn"] if many else kind["fqn"]
            out["blocks"][name] = {"nesting": "single" if name == "timeouts" else "list", "min": int(required), "max": 0 if many else 1,
                                   "block": block(inner, inner + "OutputReference")}
        elif name not in META:
            out["attributes"][name] = {"type": given(prop["type"]), "required": required, "optional": not required, "computed": not required}
    for prop in own(reference):
        name = snake(prop["name"])
        if name not in out["attributes"] and name not in out["blocks"] and name not in META:
            out["attributes"][name] = {"type": told(prop["type"]), "computed": True}
    return out


def main(wheel):
    with zipfile.ZipFile(wheel) as outer:
        [package] = [name for name in outer.namelist() if name.endswith(".jsii.tgz")]
        with tarfile.open(fileobj=io.BytesIO(outer.read(package))) as inner:
            types.update(json.load(inner.extractfile("package/.jsii"))["types"])
    classes = {"resource": {}, "data": {}}
    for fqn, kind in types.items():
        if kind.get("base") in ("cdktf.TerraformResource", "cdktf.TerraformDataSource"):
            found = re.search(r"/(?:resources|data-sources)/([a-z0-9_]+)", json.dumps(kind.get("docs", {})))
            classes["resource" if kind["base"] == "cdktf.TerraformResource" else "data"]["aws_" + (found.group(1) if found else snake(kind["namespace"]))] = fqn
    text = "\n".join(path.read_text() for path in here.parents[1].rglob("*.tf"))
    out = {"resources": {}, "data": {}}
    for kind, name in sorted(set(re.findall(r'(?m)^(resource|data) "(aws_\w+)"', text))):
        fqn = classes[kind][name]
        out["resources" if kind == "resource" else "data"][name] = block(fqn + "Config", fqn)
    [provider] = [fqn for fqn, kind in types.items() if kind.get("base") == "cdktf.TerraformProvider"]
    out["provider"] = block(provider + "Config", "")
    out["provider"]["attributes"].pop("alias")
    (here / "schema.json").write_text(json.dumps(out, sort_keys=True, separators=(",", ":")).replace('"},"aws_', '"},\n"aws_').replace("}},\"aws_", "}},\n\"aws_") + "\n")


main(sys.argv[1])
