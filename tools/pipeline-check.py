"""Checks beyond actionlint: both pipelines have the five stages in order, each command is an existing make target,
a tag's version is checked first, every action is pinned by a commit, and no workflow has permissions that it does not declare."""
import pathlib, re, subprocess, sys

root = pathlib.Path(__file__).resolve().parent.parent
errors = []
targets = set(re.findall(r"(?m)^([a-z-]+):", (root / "Makefile").read_text()))
STAGES = ["test-unit", "test-integration", "coverage", "analyse", "security"]


def called(name, text):
    """The make targets that a text calls, in order."""
    found = re.findall(r"\bmake ((?:--silent )?)([a-z-]+)", text)
    for _, target in found:
        if target not in targets:
            errors.append(f"{name}: make {target}: no such target")
    return [target for _, target in found]


def in_order(name, found):
    if [target for target in found if target in STAGES] != STAGES:
        errors.append(f"{name}: the stages are not {', '.join(STAGES)}, in this order")


# Jenkins
name = "Jenkinsfile"
text = re.sub(r"(?m)//.*$", "", re.sub(r"(?s)/\*.*?\*/", "", (root / name).read_text().replace("oci://", "oci:").replace("awskms:///", "awskms:")))
bare = re.sub(r"'(?:[^'\\]|\\.)*'", "''", text)
for left, right in ("{}", "()", "[]"):
    if bare.count(left) != bare.count(right):
        errors.append(f"{name}: {bare.count(left)} {left} and {bare.count(right)} {right}")
found = called(name, text)
in_order(name, found)
for command in re.findall(r"\bsh\s*(?:\(\s*script:\s*)?'((?:[^'\\]|\\.)*)'", text):
    if not re.fullmatch(r"make (--silent )?[a-z-]+( [A-Z]+=(\"[^\"]*\"|[\w-]+))*", command):
        errors.append(f"{name}: more than a make target: {command}")
if "githubPush()" not in text:
    errors.append(f"{name}: no webhook trigger")
after = found[found.index("security"):]
for early, late in zip(["security", "image-push", "image-sign"], ["image-push", "image-sign", "deploy"]):
    if early not in after or late not in after or after.index(early) > after.index(late):
        errors.append(f"{name}: {late} must come after {early}")
# A tag with another version than the program must fail before anything is built.
if found[:1] != ["version-check"] or found.count("version-check") != 1:
    errors.append(f"{name}: version-check must come first, and once")
if not re.search(r"stage\('Version'\) \{\s*when \{[^}]*\btag 'v\*'(?:(?!stage\().)*?\bRELEASE_BRANCH = 'origin/release'(?:(?!stage\().)*?version-check", text, re.S):
    errors.append(f"{name}: the version is checked of tags v*, and that origin/release has them")
if not re.search(r"stage\('Deploy: production'\) \{(?:(?!stage\().)*?\binput \{", text, re.S):
    errors.append(f"{name}: production without an approval")

# GitHub
workflows = sorted((root / ".github/workflows").glob("*.yml"))
pins = {}
for path in workflows:
    name, text = f".github/workflows/{path.name}", re.sub(r"(?m)^\s*#.*\n", "", path.read_text())
    found = called(name, text)
    if path.name == "ci.yml":
        in_order(name, found)
    if path.name == "release.yml":
        if found[:1] != ["version-check"] or not re.search(r"(?m)^  checks:\n    needs: version$", text) or "RELEASE_BRANCH: origin/release" not in text:
            errors.append(f"{name}: version-check must come first, and ask for origin/release")
    if not re.search(r"(?m)^permissions: \{\}$", text):
        errors.append(f"{name}: must start without permissions (permissions: {{}})")
    for action, version in re.findall(r"uses: (\S+)(.*)", text):
        if action.startswith("./.github/workflows/"):
            if not (root / action).exists():
                errors.append(f"{name}: {action} does not exist")
            continue
        if not re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", action) or not re.fullmatch(r" # v\d+\.\d+\.\d+", version):
            errors.append(f"{name}: {action} must be pinned by a full commit hash, followed by its version")
            continue
        repository, commit = action.split("@")
        if pins.setdefault(repository, commit) != commit:
            errors.append(f"{name}: {repository} is pinned to another commit elsewhere")
    # User-controlled text, such as titles and branch names, must never become part of a script.
    for block in re.findall(r"run: (?:\|\n((?:(?: {10,}.*)?\n)+)|(.*))", text):
        if "${{" in "".join(block):
            errors.append(f"{name}: an expression inside a script; pass it through env")
    if re.search(r"pull_request_target|workflow_run", text):
        errors.append(f"{name}: a trigger that runs others' code with permissions")

# Compose's alerts must be the chart's. The rest of Compose is checked nightly, but a change of the chart must fail at once.
done = subprocess.run([sys.executable, root / "tools/compose-check.py", "--rules"], capture_output=True, text=True)
if done.returncode != 0:
    errors.append(done.stderr.strip())

for error in errors:
    print(error, file=sys.stderr)
print(f"{len(workflows)} workflows and a Jenkinsfile, {len(pins)} actions pinned: {'no error' if not errors else f'{len(errors)} errors'}")
sys.exit(bool(errors))
