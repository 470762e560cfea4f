"""Each alert has a test in which it fires, one in which it does not, and a runbook with its four sections: alerts.py RULES"""

import pathlib
import sys

import yaml

rules = yaml.safe_load(pathlib.Path(sys.argv[1]).read_text())
tests = yaml.safe_load(pathlib.Path("helm/tests/alerts.yaml").read_text())["tests"]
names = {rule["alert"] for group in rules["groups"] for rule in group["rules"] if "alert" in rule}
checks = [check for test in tests for check in test.get("alert_rule_test", [])]
runbooks = pathlib.Path("docs/runbooks")
errors = []
for name in sorted(names):
    outcomes = {bool(check.get("exp_alerts")) for check in checks if check["alertname"] == name}
    if True not in outcomes:
        errors.append(f"{name}: no test in which it fires")
    if False not in outcomes:
        errors.append(f"{name}: no test in which it does not fire")
    page = runbooks / f"{name}.md"
    if not page.exists():
        errors.append(f"{page} is missing")
        continue
    for section in ["Meaning", "Check first", "Actions", "Resolved when"]:
        if f"## {section}\n" not in page.read_text():
            errors.append(f"{page} has no section “{section}”")
for page in runbooks.glob("Perigee*.md"):
    if page.stem not in names:
        errors.append(f"{page} belongs to no alert")
for error in errors:
    print(error)
sys.exit(1 if errors else 0)
