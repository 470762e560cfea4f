"""Shared code of the cluster test: API server, watching pods, shoppers' load, releases. Imported by cluster.py."""

import datetime, http.client, json, os, pathlib, re, ssl, subprocess, sys, threading, time

folder, image, other_tag = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
# Use the chart's own CPU request and scale-down policy, instead of the smaller and faster ones for two cores and a shorter run.
own_policy = "--own-policy" in sys.argv
only = [word for word in sys.argv[4:] if word != "--own-policy"]
root = pathlib.Path(__file__).resolve().parents[2]
chart = str(root / "helm/perigee")
repository, tag = image.rsplit(":", 1)
failures, figures = [], []


def say(text):
    print(f"\033[1m==> {text}\033[0m", flush=True)


def check(what, holds, detail=""):
    print(f"  {'passed' if holds else 'FAILED'}: {what}" + (f" ({detail})" if detail != "" else ""), flush=True)
    if not holds:
        failures.append(what)
    return holds


def figure(what, value):
    print(f"  measured: {what}: {value}", flush=True)
    figures.append((what, value))


def run(*command, ok=True, timeout=600):
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout)
    if ok and done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}")
    return done


def kubectl(*words, **more):
    return run("kubectl", *words, **more).stdout


def helm(major, *words, **more):
    return run(f"helm{major}", *words, **more)


def sql(database, text):
    url = os.environ["PERIGEE_TEST_POSTGRES"].replace("/postgres?", f"/{database}?")
    return run("psql", "-qAtX", "-v", "ON_ERROR_STOP=1", url, "-c", text).stdout.strip()


class Api:
    """The API server, over one connection per thread."""

    local = threading.local()

    def __init__(self):
        text = pathlib.Path(os.environ["KUBECONFIG"]).read_text()
        part = lambda name: re.search(rf'{name}: "?([^,}}"\s]+)', text).group(1)
        self.host = part("server").removeprefix("https://")
        self.tls = ssl.create_default_context(cafile=part("certificate-authority"))
        self.tls.load_cert_chain(part("client-certificate"), part("client-key"))

    def __call__(self, path, method="GET", body=None):
        for attempt in (1, 2):
            connection = getattr(self.local, "connection", None) or http.client.HTTPSConnection(self.host, context=self.tls, timeout=10)
            self.local.connection = connection
            try:
                connection.request(method, path, json.dumps(body) if body else None, {"Content-Type": "application/json"})
                answer = connection.getresponse()
                return answer.status, json.loads(answer.read() or "{}")
            except (OSError, http.client.HTTPException):
                connection.close()
                self.local.connection = None
                if attempt == 2:
                    raise


api = Api()


def ready(pod):
    return not pod["metadata"].get("deletionTimestamp") and any(c["type"] == "Ready" and c["status"] == "True" for c in pod["status"].get("conditions", []))


class Watch(threading.Thread):
    """Polls a namespace four times a second: when pods were first seen, ready, and (by their metrics) served a shopper."""

    def __init__(self, namespace):
        super().__init__(daemon=True)
        self.namespace, self.seen, self.was_ready, self.served, self.line, self.memory = namespace, {}, {}, {}, [], {}
        self.start()

    def run(self):
        while True:
            try:
                self.look()
            except (OSError, ValueError, KeyError, http.client.HTTPException):
                pass
            time.sleep(0.25)

    def look(self):
        now = time.time()
        pods = web(self.namespace)
        status, deployment = api(f"/apis/apps/v1/namespaces/{self.namespace}/deployments/shop-perigee")
        count = sum(map(ready, pods))
        self.line.append((now, deployment.get("spec", {}).get("replicas"), count))
        for pod in pods:
            name = pod["metadata"]["name"]
            self.seen.setdefault(name, now)
            if ready(pod):
                self.was_ready.setdefault(name, now)
                if name not in self.served and (text := metrics(pod)):
                    if any(float(line.rsplit(" ", 1)[1]) > 0 for line in text.splitlines() if line.startswith("http_server_request_duration_seconds_count")):
                        self.served[name] = time.time()

    def first(self, since, replicas):
        return next((at for at, _, count in self.line if at >= since and count >= replicas), None)


class Stream(threading.Thread):
    """Watches a namespace's web pods through the API server: when each was created and ready, and the minimum number of ready pods."""

    def __init__(self, namespace):
        super().__init__(daemon=True)
        self.path = f"/api/v1/namespaces/{namespace}/pods?labelSelector=app.kubernetes.io/component%3Dweb"
        self.made, self.was_ready, self.pods, self.counts, self.ended = {}, {}, {}, [], False
        listed = api(self.path)[1]
        for pod in listed["items"]:
            self.note(pod)
        self.connection = http.client.HTTPSConnection(api.host, context=api.tls, timeout=900)
        self.connection.request("GET", f"{self.path}&watch=true&resourceVersion={listed['metadata']['resourceVersion']}")
        self.news = self.connection.getresponse()
        self.start()

    def note(self, pod, gone=False):
        now, name = time.time(), pod["metadata"]["name"]
        self.made.setdefault(name, now)
        if ready(pod):
            self.was_ready.setdefault(name, now)
        if gone:
            self.pods.pop(name, None)
        else:
            self.pods[name] = pod
        self.counts.append((now, sum(map(ready, self.pods.values()))))

    def run(self):
        # However the watch ends, by the API server or by an error: it is incomplete from then on.
        try:
            for line in self.news:
                news = json.loads(line)
                if news["type"] not in ("ADDED", "MODIFIED", "DELETED"):
                    break
                self.note(news["object"], news["type"] == "DELETED")
        finally:
            self.ended = True

    def least(self, since):
        """The minimum number of ready pods since then; None if the watch is incomplete."""
        return 0 if self.ended else min(count for at, count in self.counts if at >= since)


def metrics(pod):
    try:
        connection = http.client.HTTPConnection(pod["status"]["podIP"], 9464, timeout=2)
        connection.request("GET", "/metrics")
        return connection.getresponse().read().decode()
    except (OSError, KeyError, http.client.HTTPException):
        return ""


def pods_of(namespace, component):
    return api(f"/api/v1/namespaces/{namespace}/pods?labelSelector=app.kubernetes.io/component%3D{component}")[1]["items"]


def web(namespace):
    return pods_of(namespace, "web")


def names(namespace):
    return sorted(pod["metadata"]["name"] for pod in web(namespace) if not pod["metadata"].get("deletionTimestamp"))


def memory(namespace):
    values = []
    for pod in web(namespace):
        found = re.search(r"^process_resident_memory_bytes (\S+)", metrics(pod), re.M)
        if found:
            values.append(float(found.group(1)) / 1e6)
    return values


def working_sets(namespace, component):
    """MiB of each pod from the kubelet: the working set of its cgroup. The kubelet measures every ten seconds."""
    found = {}
    for node in {pod["spec"]["nodeName"] for pod in pods_of(namespace, component) if ready(pod)}:
        summary = api(f"/api/v1/nodes/{node}/proxy/stats/summary")[1]
        for pod in summary["pods"]:
            if pod["podRef"]["namespace"] == namespace:
                found[pod["podRef"]["name"]] = pod.get("memory", {}).get("workingSetBytes", 0) / 2**20
    return sorted(found.get(pod["metadata"]["name"], 0) for pod in pods_of(namespace, component) if ready(pod))


def mebibytes(quantity):
    number, unit = re.fullmatch(r"(\d+)(Ki|Mi|Gi)", quantity).groups()
    return int(number) * {"Ki": 2**-10, "Mi": 1, "Gi": 2**10}[unit]


def wait(what, holds, seconds):
    started = time.time()
    while time.time() - started < seconds:
        value = holds()
        if value:
            return time.time() - started
        time.sleep(0.25)
    check(what, False, f"not within {seconds} s")
    return None


class Load:
    """Simulated shoppers at the Service's address."""

    def __init__(self, namespace):
        self.folder = folder / f"load-{namespace}"
        self.folder.mkdir()
        address = api(f"/api/v1/namespaces/{namespace}/services/shop-perigee")[1]["spec"]["clusterIP"]
        self.want(6, 1000)
        self.process = subprocess.Popen(["node", str(root / "tools/shoppers.mjs"), f"http://{address}", str(self.folder), "6", "1000"])
        wait("the load begins", lambda: (self.folder / "counts.json").exists() and self.counts()["requests"] > 20, 30)

    def want(self, shoppers, think):
        (self.folder / "wanted.new").write_text(f"{shoppers} {think}")
        (self.folder / "wanted.new").rename(self.folder / "wanted")

    def counts(self):
        return json.loads((self.folder / "counts.json").read_text())

    def end(self):
        self.process.terminate()
        self.process.wait()
        return self.counts()

    def failed(self, since):
        try:
            lines = (self.folder / "failures.jsonl").read_text().splitlines()
        except FileNotFoundError:
            return []
        return [line for line in map(json.loads, lines) if line["at"] >= since]


class Under:
    """Checks the load's results during a block: with Under(load, 'a rolling upgrade'): …"""

    def __init__(self, load, what, allowed=0):
        self.load, self.what, self.allowed = load, what, allowed

    def __enter__(self):
        self.before = self.load.counts()
        return self

    def __exit__(self, kind, *_):
        if kind:
            return
        time.sleep(3)
        after = self.load.counts()
        took = after["at"] - self.before["at"]
        requests, failed = after["requests"] - self.before["requests"], after["failed"] - self.before["failed"]
        orders = after["orders"] - self.before["orders"]
        before = dict(self.before["milliseconds"])
        durations = [(ms, number - before.get(ms, 0)) for ms, number in after["milliseconds"]]
        left, p99 = 0.99 * sum(number for _, number in durations), 0
        for p99, number in durations:
            left -= number
            if left <= 0:
                break
        figure(f"{self.what}: requests, of them failed", f"{requests} in {took:.0f} s with {orders} orders, {failed} failed, 99 % within {p99} ms")
        check(f"{self.what}: no request failed" if not self.allowed else f"{self.what}: at most {self.allowed} requests failed", requests > 0 and failed <= self.allowed)
        for line in self.load.failed(self.before["at"])[:8]:
            print(f"    {datetime.datetime.fromtimestamp(line['at']):%H:%M:%S.%f} {line}", flush=True)


def values(namespace, **more):
    """Values for a small machine: lower requests than the chart's, so that ten pods fit on two cores, and a faster scale-down policy."""
    wanted = {
        "image": {"repository": repository, "tag": tag, "pullPolicy": "Never"},
        "database": {"existingSecret": "perigee-database"},
        "http": {"rateLimitPerMinute": 0},
        # All shoppers come from one address.
        "extraEnv": [{"name": "PERIGEE_CONNECTIONS_PER_CLIENT", "value": "0"}],
        # Log that the program serves, but not its requests.
        "log": {"level": "warn,server::commands=info"},
        "resources": {"requests": {"cpu": "50m", "memory": "64Mi"}, "limits": {"memory": "256Mi"}},
        "worker": {"resources": {"requests": {"cpu": "10m", "memory": "48Mi"}, "limits": {"memory": "1Gi"}}},
        "autoscaling": {"enabled": True, "behavior": {"scaleDown": {"stabilizationWindowSeconds": 30, "policies": [{"type": "Pods", "value": 1, "periodSeconds": 15}]}}},
    }
    if own_policy:
        del wanted["resources"], wanted["worker"], wanted["autoscaling"]["behavior"]
    for key, value in more.items():
        wanted[key] = {**wanted.get(key, {}), **value} if isinstance(value, dict) else value
    path = folder / f"values-{namespace}.yaml"
    path.write_text(json.dumps(wanted))
    return str(path)


def release(major, namespace, verb, *words, ok=True, chart=chart, **more):
    return helm(major, verb, "shop", chart, "--namespace", namespace, "--values", values(namespace, **more), "--wait", "--timeout", "300s", *words, ok=ok)


def owners(namespace, field):
    """The owner of a field of the web Deployment's spec, from its managed fields."""
    deployment = api(f"/apis/apps/v1/namespaces/{namespace}/deployments/shop-perigee")[1]
    return sorted({f"{entry['manager']}{'/' + entry['subresource'] if entry.get('subresource') else ''}" for entry in deployment["metadata"]["managedFields"] if f"f:{field}" in entry["fieldsV1"].get("f:spec", {})})


def namespace_for(namespace):
    # An earlier run with --keep may have left them.
    kubectl("delete", "namespace", namespace, "--ignore-not-found")
    sql("postgres", f"DROP DATABASE IF EXISTS {namespace} WITH (FORCE)")
    kubectl("create", "namespace", namespace)
    sql("postgres", f"CREATE DATABASE {namespace}")
    kubectl("-n", namespace, "create", "secret", "generic", "perigee-database", f"--from-literal=url=postgres://perigee@10.88.0.1/{namespace}")


def install(major, namespace, **more):
    started = time.time()
    watch = Watch(namespace)
    release(major, namespace, "install", **more)
    figure(f"helm install by Helm {major}: migration, sample catalogue, two web pods and a worker ready", f"{time.time() - started:.0f} s")
    wait("two pods seen ready", lambda: len(watch.was_ready) >= 2, 30)
    check("two web pods and one worker", len(names(namespace)) == 2 and len(pods_of(namespace, "worker")) == 1)
    # Nothing must sell out during the load.
    sql(namespace, "UPDATE variants SET stock = 10000000")
    before = int(sql(namespace, "SELECT count(*) FROM orders"))
    told = helm(major, "test", "shop", "--namespace", namespace, "--timeout", "150s", ok=False)
    check("helm test passes", told.returncode == 0, "" if told.returncode == 0 else told.stdout[-600:])
    check("its order is in PostgreSQL", int(sql(namespace, "SELECT count(*) FROM orders")) == before + 1)
    wait("its letter is sent by the worker", lambda: sql(namespace, "SELECT count(*) FROM outbox WHERE done_at IS NULL") == "0", 30)
    return watch


def uninstall(major, namespace, load):
    """The end of a release: all orders are stored, and uninstalling leaves nothing."""
    counts = load.end()
    check("nothing that a shopper asked for was refused", not counts["refused"], counts["refused"])
    placed = int(sql(namespace, "SELECT count(*) FROM orders"))
    check("every order that a shopper saw is in PostgreSQL", placed >= counts["orders"], f"{placed} there, {counts['orders']} seen")
    say(f"Uninstall, Helm {major}")
    helm(major, "uninstall", "shop", "--namespace", namespace, "--wait", "--timeout", "120s")
    wait("its pods are gone", lambda: not api(f"/api/v1/namespaces/{namespace}/pods")[1]["items"] or all(pod["metadata"].get("ownerReferences", [{}])[0].get("kind") == "Job" for pod in api(f"/api/v1/namespaces/{namespace}/pods")[1]["items"]), 90)
    left = [line for line in kubectl("-n", namespace, "get", "deployments,services,poddisruptionbudgets,horizontalpodautoscalers,networkpolicies,serviceaccounts,secrets", "-o", "name").split() if line not in ("serviceaccount/default", "secret/perigee-database")]
    check("nothing of the release is left", left == [], left)
