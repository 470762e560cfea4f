"""Checks docker-compose.yml and the files it mounts beyond the Compose specification: compose-check.py [--update | --rules]
Needs compose-config on the path, and PyYAML. --update rewrites compose/rules.yml with the chart's rules, from its rendered example.
--rules only compares them, and needs neither."""
import json, os, pathlib, re, subprocess, sys

root = pathlib.Path(__file__).resolve().parent.parent
os.chdir(root)
EXAMPLE, RULES = "helm/snapshots/eks.yaml", pathlib.Path("compose/rules.yml")
HEAD = "# The chart's rules, as its example for EKS has them. Written by tools/compose-check.py --update; not to be changed by hand.\n"
# Images without a known digest.
BY_TAG = {"collector"}
errors = []


def require(holds, text):
    if not holds:
        errors.append(text)


def rules_of_chart():
    """The rules of the rendered example in Prometheus' format. tools/chart-test keeps that example current."""
    found = [part for part in pathlib.Path(EXAMPLE).read_text().split("\n---\n") if re.search(r"(?m)^kind: PrometheusRule$", part)]
    if len(found) != 1:
        sys.exit(f"{EXAMPLE} has {len(found)} PrometheusRules")
    lines = found[0].split("\nspec:\n", 1)[1].rstrip("\n").split("\n")
    return HEAD + "".join(re.sub("^  ", "", line) + "\n" for line in lines if line != "---")


def compose(*flags):
    """The services as parsed by Compose, with default values and without this shell's variables."""
    done = subprocess.run(["compose-config", *flags, "-format", "json", "docker-compose.yml"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return json.loads(done.stdout)["services"]


if sys.argv[1:] == ["--update"]:
    RULES.write_text(rules_of_chart())
elif sys.argv[1:] not in ([], ["--rules"]):
    sys.exit(__doc__)
require(RULES.read_text() == rules_of_chart(), f"{RULES} is not the chart's: tools/compose-check.py --update")
if sys.argv[1:] == ["--rules"]:
    sys.exit("\n".join(errors) or 0)

import yaml

written = compose("-no-interpolation", "-no-normalization")


def environment(name, **variables):
    """The environment of a service with these variables set."""

    def value(match):
        found = variables.get(match[1])
        return match[3] if found is None or (match[2] and not found) else found

    return {key: re.sub(r"\$\{(\w+)(:?)-([^}]*)\}", value, text) for key, text in written[name]["environment"].items()}


services = compose()
watch = {name for name, service in services.items() if service.get("profiles") == ["watch"]}
ours = {"migrate", "shop", "worker"}
require(watch == {"prometheus", "grafana", "collector", "jaeger", "loki"}, f"the profile watch has {sorted(watch)}")
require(set(services) - watch == ours | {"postgres", "mail"}, f"without a profile are {sorted(set(services) - watch)}")
for name in ("shop", "worker"):
    require(services[name]["healthcheck"]["test"][:3] == ["CMD", "/usr/local/bin/perigee", "healthcheck"], f"{name}: another health check")
for name in ours:
    require(services[name]["dns_search"] == ["."], f"{name} could resolve the collector to another machine")
    require(services[name]["read_only"] and services[name]["cap_drop"] == ["ALL"], f"{name} has more privileges than in the cluster")
for name, service in services.items():
    image = service["image"]
    require(re.search(r":v?\d+\.\d+", image), f"{name}: {image} has no version")
    require(name in ours | BY_TAG or re.search(r"@sha256:[0-9a-f]{64}$", image), f"{name}: {image} has no digest")
    for mount in service.get("volumes", []):
        require(mount["type"] != "bind" or pathlib.Path(mount["source"]).exists(), f"{name}: {mount['source']} does not exist")
    for port in service.get("ports", []):
        require(port.get("host_ip") == "127.0.0.1", f"{name}: {port} is not bound to 127.0.0.1")

# Traces and logs are exported by default, and failures are not logged.
collector = yaml.safe_load(pathlib.Path("compose/collector.yaml").read_text())
port = collector["receivers"]["otlp"]["protocols"]["http"]["endpoint"].rpartition(":")[2]
telling = pathlib.Path("server/src/telemetry/otlp.rs")
require("the OpenTelemetry collector is unavailable" in telling.read_text(), f"the warning is no longer in {telling}: PERIGEE_LOG in docker-compose.yml silences another module")
for level in ("", "warn,db=debug"):
    for name in ("shop", "worker"):
        said = environment(name, PERIGEE_LOG=level)
        require(said.get("OTEL_EXPORTER_OTLP_ENDPOINT") == f"http://collector:{port}", f"{name} does not export traces to the collector by default")
        require(said["PERIGEE_LOG"] == f"{level or 'info'},server::telemetry::otlp=off", f"{name} logs an unavailable collector, or has another log level: {said['PERIGEE_LOG']}")
require(environment("shop", OTEL_EXPORTER_OTLP_ENDPOINT="")["OTEL_EXPORTER_OTLP_ENDPOINT"] == "", "exporting cannot be turned off")
for signal in ("traces", "logs"):
    for exporter in collector["service"]["pipelines"][signal]["exporters"]:
        host = re.fullmatch(r"http://([a-z]+):\d+(/otlp)?", collector["exporters"][exporter].get("endpoint", ""))
        require(host and host[1] in watch, f"{signal} end at {exporter}, which is not a service of the profile")
sources = yaml.safe_load(pathlib.Path("compose/grafana/datasources.yaml").read_text())["datasources"]
require({source["type"] for source in sources} == {"prometheus", "jaeger", "loki"}, "Grafana lacks metrics, traces or logs")
for source in sources:
    require(re.match(r"http://([a-z]+):", source["url"])[1] in watch, f"Grafana's {source['name']} is not a service")
uids = {source["uid"] for source in sources}
require(set(re.findall(r"datasourceUid: (\S+)", pathlib.Path("compose/grafana/datasources.yaml").read_text())) <= uids, "Grafana's data sources reference a missing one")

# A password with special characters.
odd = "a@b/c:d#e%41?f"
require(environment("postgres", POSTGRES_PASSWORD=odd)["POSTGRES_PASSWORD"] == odd, "PostgreSQL gets another password")
for name in ours:
    said = environment(name, POSTGRES_PASSWORD=odd)
    require(said.get("PGPASSWORD") == odd and said["DATABASE_URL"] == "postgres://perigee@postgres/perigee", f"{name}: a password with @ or / does not work")

# Metrics: the chart's rules and dashboards must find their metrics.
require(list(yaml.safe_load(RULES.read_text())) == ["groups"], f"{RULES} has more than groups")
prometheus = yaml.safe_load(pathlib.Path("compose/prometheus.yml").read_text())
mounted = {mount["target"]: pathlib.Path(mount["source"]) for mount in services["prometheus"]["volumes"] if mount["type"] == "bind"}
for name, path in {"/etc/prometheus/rules.yml": RULES, "/etc/prometheus/machine.yml": pathlib.Path("compose/machine.yml")}.items():
    require(name in prometheus["rule_files"] and name in mounted and mounted[name].resolve() == path.resolve(), f"Prometheus does not load {path}")
jobs = {job["job_name"]: job for job in prometheus["scrape_configs"]}
asked = set(re.findall(r'[{,]job="([^"]+)"', RULES.read_text() + pathlib.Path("compose/machine.yml").read_text()))
require(asked == set(jobs), f"the rules use the jobs {sorted(asked)}, but Prometheus has {sorted(jobs)}")
spaces = set(re.findall(r'namespace="([^"]+)"', RULES.read_text()))
for job in jobs.values():
    require({group["labels"].get("namespace") for group in job["static_configs"]} == spaces, f"{job['job_name']}: a different namespace than the rules")
    require("pod" in {rule.get("target_label") for rule in job["relabel_configs"]}, f"{job['job_name']}: no label pod, by which panels and alerts are grouped")
recorded = {rule["record"] for group in yaml.safe_load(pathlib.Path("compose/machine.yml").read_text())["groups"] for rule in group["rules"]}
for board in sorted(pathlib.Path("helm/perigee/dashboards").glob("*.json")):
    for metric in sorted(set(re.findall(r"\bcontainer_[a-z_]+", board.read_text()))):
        require(metric in recorded, f"{board} uses {metric}, which compose/machine.yml does not record")

for error in errors:
    print(error, file=sys.stderr)
print(f"{len(services)} services: {'no error' if not errors else f'{len(errors)} errors'}")
sys.exit(bool(errors))
