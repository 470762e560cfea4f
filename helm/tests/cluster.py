"""The chart in a real cluster, under shoppers' load: asserts what the API server and the load generator saw. Run by tools/cluster-test, inside.

    cluster.py FOLDER IMAGE OTHER-TAG [PART…]   (KUBECONFIG, PERIGEE_CLUSTER_PROGRAMS, and PERIGEE_TEST_POSTGRES, which listens at 10.88.0.1 too)
"""

import datetime, http.client, json, os, pathlib, re, ssl, subprocess, sys, threading, time

folder, image, other_tag = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
only = sys.argv[4:]
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
    """The API server, over one connection a thread."""

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
    """Looks at a namespace four times a second: when pods were first seen, ready, and (by their metrics) served a shopper."""

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


def wait(what, holds, seconds):
    begun = time.time()
    while time.time() - begun < seconds:
        value = holds()
        if value:
            return time.time() - begun
        time.sleep(0.25)
    check(what, False, f"not within {seconds} s")
    return None


class Load:
    """Shoppers at the Service's address."""

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
    """What the load saw meanwhile: with Under(load, 'a rolling upgrade'): …"""

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
    """The least that the machine can bear: less is asked for than by the chart, so that ten pods fit two cores. The policy down is faster."""
    wanted = {
        "image": {"repository": repository, "tag": tag, "pullPolicy": "Never"},
        "database": {"existingSecret": "perigee-database"},
        "http": {"rateLimitPerMinute": 0},
        "log": {"level": "warn"},
        "resources": {"requests": {"cpu": "50m", "memory": "64Mi"}, "limits": {"memory": "256Mi"}},
        "worker": {"resources": {"requests": {"cpu": "10m", "memory": "48Mi"}, "limits": {"memory": "1Gi"}}},
        "autoscaling": {"enabled": True, "behavior": {"scaleDown": {"stabilizationWindowSeconds": 30, "policies": [{"type": "Pods", "value": 1, "periodSeconds": 15}]}}},
    }
    for key, value in more.items():
        wanted[key] = {**wanted.get(key, {}), **value} if isinstance(value, dict) else value
    path = folder / f"values-{namespace}.yaml"
    path.write_text(json.dumps(wanted))
    return str(path)


def release(major, namespace, verb, *words, ok=True, **more):
    return helm(major, verb, "shop", chart, "--namespace", namespace, "--values", values(namespace, **more), "--wait", "--timeout", "300s", *words, ok=ok)


def owners(namespace, field):
    """Who owns a field of the web Deployment's spec, by its managed fields."""
    deployment = api(f"/apis/apps/v1/namespaces/{namespace}/deployments/shop-perigee")[1]
    return sorted({f"{entry['manager']}{'/' + entry['subresource'] if entry.get('subresource') else ''}" for entry in deployment["metadata"]["managedFields"] if f"f:{field}" in entry["fieldsV1"].get("f:spec", {})})


def namespace_for(namespace):
    kubectl("create", "namespace", namespace)
    sql("postgres", f"CREATE DATABASE {namespace}")
    kubectl("-n", namespace, "create", "secret", "generic", "perigee-database", f"--from-literal=url=postgres://perigee@10.88.0.1/{namespace}")


def install(major, namespace):
    begun = time.time()
    watch = Watch(namespace)
    release(major, namespace, "install")
    figure(f"helm install by Helm {major}: migration, sample catalogue, two web pods and a worker ready", f"{time.time() - begun:.0f} s")
    wait("two pods seen ready", lambda: len(watch.was_ready) >= 2, 30)
    check("two web pods and one worker", len(names(namespace)) == 2 and len(pods_of(namespace, "worker")) == 1)
    # Nothing is to be sold out while the load goes on.
    sql(namespace, "UPDATE variants SET stock = 10000000")
    before = int(sql(namespace, "SELECT count(*) FROM orders"))
    told = helm(major, "test", "shop", "--namespace", namespace, "--timeout", "150s", ok=False)
    check("helm test passes", told.returncode == 0, "" if told.returncode == 0 else told.stdout[-600:])
    check("its order is in PostgreSQL", int(sql(namespace, "SELECT count(*) FROM orders")) == before + 1)
    wait("its letter is sent by the worker", lambda: sql(namespace, "SELECT count(*) FROM outbox WHERE done_at IS NULL") == "0", 30)
    return watch


def refused(major, namespace):
    say(f"Wrong values, Helm {major}")
    for words, sentence in {
        ("--set", "replicas=3"): "replicas",
        ("--set", "autoscaling.maxReplicas=ten"): "maxReplicas",
        ("--set", "database.existingSecret="): "With SQLite there is one pod",
        ("--set", "autoscaling.maxReplicas=30"): "Too many connections",
        ("--set", "keda.enabled=true"): "both scale the same pods",
        ("--set", "ingress.enabled=true"): "Which host?",
        ("--set", "drain.graceSeconds=5"): "a request could be cut",
    }.items():
        told = release(major, namespace, "install", *words, ok=False)
        check(f"{' '.join(words[1:])} is refused, with a sentence", told.returncode != 0 and sentence in told.stdout, "" if sentence in told.stdout else told.stdout[-300:])
    left = kubectl("-n", namespace, "get", "deployments,jobs,services,horizontalpodautoscalers", "-o", "name").strip()
    check("nothing was made", left == "", left)


def same_again(major, namespace, load):
    say(f"The same once more, Helm {major}")
    before = names(namespace)
    with Under(load, f"an upgrade that changes nothing, Helm {major}"):
        release(major, namespace, "upgrade")
    check("the same pods run", names(namespace) == before, f"{before} {names(namespace)}")
    check("the number of replicas is the autoscaler's, not Helm's", not any("helm" in owner.lower() for owner in owners(namespace, "replicas")), owners(namespace, "replicas"))


def scale_up(namespace, load, watch):
    say("A load step: two pods to ten")
    hpa = lambda: api(f"/apis/autoscaling/v2/namespaces/{namespace}/horizontalpodautoscalers/shop-perigee")[1]
    wait("the autoscaler reads the load", lambda: (hpa()["status"].get("currentMetrics") or [{}])[0].get("resource", {}).get("current", {}).get("averageUtilization") is not None, 90)
    wait("two pods before the step", lambda: watch.line[-1][2] == 2 and watch.line[-1][1] == 2, 300)
    old = set(names(namespace))
    with Under(load, "the load step"):
        step = time.time()
        load.want(400, 200)
        reached = wait("ten ready pods", lambda: watch.line[-1][2] >= 10, 150)
        wait("all new pods served", lambda: len(set(watch.served) - old) >= 8, 60)
    if reached is None:
        return
    fresh = {name: at for name, at in watch.served.items() if name not in old}
    decided = next(at for at, replicas, _ in watch.line if at > step and (replicas or 0) > 2)
    figure("load step → the autoscaler's first decision", f"{decided - step:.1f} s")
    figure("load step → first request served by a new pod", f"{min(fresh.values()) - step:.1f} s")
    figure("load step → tenth pod ready", f"{watch.first(step, 10) - step:.1f} s")
    figure("load step → first request served by the tenth pod", f"{max(fresh.values()) - step:.1f} s")
    starts = sorted(watch.was_ready[name] - watch.seen[name] for name in fresh)
    figure("pod made → ready, of the eight under load", f"{starts[0]:.1f} to {starts[-1]:.1f} s")
    ramp = [(round(at - step), replicas, count) for at, replicas, count in watch.line if at > step]
    figure("replicas wanted and ready by second", ", ".join(f"{at} s: {replicas}/{count}" for i, (at, replicas, count) in enumerate(ramp) if i == 0 or ramp[i - 1][1:] != (replicas, count)))
    check("all ten served within 45 s", len(fresh) >= 8 and max(fresh.values()) - step <= 45)
    held = memory(namespace)
    figure("resident memory of a web pod under load", f"{min(held):.0f} to {max(held):.0f} MB")
    check("the most was not passed", max(replicas or 0 for _, replicas, _ in watch.line) <= 10)
    check("both nodes carry pods", {pod["spec"]["nodeName"] for pod in web(namespace)} == {"node1", "node2"})


def upgrade(major, namespace, load, watch, to, what="a rolling upgrade"):
    before, replicas = set(names(namespace)), watch.line[-1][1]
    begun = time.time()
    with Under(load, f"{what} of {replicas} pods, Helm {major}"):
        release(major, namespace, "upgrade", image={"tag": to})
    figure(f"{what} of {replicas} pods, Helm {major}: duration", f"{time.time() - begun - 3:.0f} s")
    check("all pods are new", not before & set(names(namespace)))
    least = min(count for at, _, count in watch.line if at > begun)
    check("at most one fewer ready than before", least >= replicas - 1, f"{least} of {replicas}")
    check("the number of replicas is the autoscaler's, not Helm's", not any("helm" in owner.lower() for owner in owners(namespace, "replicas")), owners(namespace, "replicas"))


def scale_down(namespace, load, watch):
    say("The load goes: back to two, one pod in 15 s after 30 calm ones")
    with Under(load, "scaling down"):
        step = time.time()
        load.want(6, 1000)
        took = wait("two pods again", lambda: watch.line[-1][1] == 2 and watch.line[-1][2] == 2, 420)
    if took:
        figure("the load goes → two pods", f"{took:.0f} s")
    marks = [(at, replicas) for (_, before, _), (at, replicas, _) in zip(watch.line, watch.line[1:]) if at > step and replicas is not None and before is not None and replicas < before]
    steps = [before - replicas for (_, before, _), (at, replicas, _) in zip(watch.line, watch.line[1:]) if at > step and replicas is not None and before is not None and replicas < before]
    check("one pod at a time", steps != [] and max(steps) == 1, steps)
    gaps = [b[0] - a[0] for a, b in zip(marks, marks[1:])]
    check("at least 15 s apart", not gaps or min(gaps) > 13, [round(gap) for gap in gaps])


def rollback(major, namespace, load):
    say(f"Rollback, Helm {major}")
    with Under(load, f"a rollback, Helm {major}"):
        begun = time.time()
        revision = helm(major, "history", "shop", "-n", namespace, "-o", "json").stdout
        good = [entry for entry in json.loads(revision) if entry["status"] in ("superseded", "deployed")]
        helm(major, "rollback", "shop", str(good[-2]["revision"]), "--namespace", namespace, "--wait", "--timeout", "300s")
    figure(f"rollback, Helm {major}: duration", f"{time.time() - begun - 3:.0f} s")
    check("the old image runs again", {pod["spec"]["containers"][0]["image"] for pod in web(namespace) if not pod["metadata"].get("deletionTimestamp")} == {image})


def deleted_pod(namespace, load, watch):
    say("A pod is deleted")
    for _ in (1, 2):
        victim, before = names(namespace)[0], set(names(namespace))
        with Under(load, "a deleted pod"):
            begun = time.time()
            status, _ = api(f"/api/v1/namespaces/{namespace}/pods/{victim}", "DELETE")
            wait("its successor is ready", lambda: len([pod for pod in web(namespace) if ready(pod) and pod["metadata"]["name"] not in before]) == 1, 60)
            healed = time.time() - begun
            wait("it is gone", lambda: victim not in [pod["metadata"]["name"] for pod in web(namespace)], 60)
        figure("deleted pod → its successor ready", f"{healed:.1f} s")
        successor = next(name for name in names(namespace) if name not in before)
        figure("pod made → ready, on a warm node", f"{watch.was_ready[successor] - watch.seen[successor]:.1f} s, looked at every 0.25 s")


def killed_process(namespace, load):
    say("A process is killed (SIGKILL), as by the kernel out of memory")
    pod = web(namespace)[0]
    name, node = pod["metadata"]["name"], pod["spec"]["nodeName"]
    container = pod["status"]["containerStatuses"][0]["containerID"].removeprefix("containerd://")
    state = pathlib.Path(os.environ["KUBECONFIG"]).parent
    one = lambda: next(pod for pod in web(namespace) if pod["metadata"]["name"] == name)
    # What it was answering at that moment is lost, and until the node notices, connections to it are refused.
    with Under(load, "a killed process", allowed=60):
        begun = time.time()
        run("ctr", "-a", str(state / node / "containerd.sock"), "-n", "k8s.io", "tasks", "kill", "-s", "9", container)
        wait("it runs and is ready again", lambda: one()["status"]["containerStatuses"][0]["restartCount"] == 1 and ready(one()), 60)
        figure("killed process → ready again", f"{time.time() - begun:.1f} s")


def drain(namespace, load):
    say("A node is drained")
    node = "node2"
    here = [pod["metadata"]["name"] for pod in web(namespace) if pod["spec"]["nodeName"] == node]
    with Under(load, f"draining a node with {len(here)} of {len(names(namespace))} web pods"):
        begun = time.time()
        done = run("kubectl", "drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=240s", ok=False)
        check("kubectl drain ends well", done.returncode == 0, "" if done.returncode == 0 else done.stdout[-500:])
        figure("draining a node", f"{time.time() - begun:.0f} s")
        wait("all pods are ready on the other node", lambda: len([1 for pod in web(namespace) if ready(pod) and pod["spec"]["nodeName"] != node]) >= 2, 60)
    run("kubectl", "uncordon", node)


def budget(namespace, load):
    say("The budget: one pod at a time")
    with Under(load, "evictions"):
        wait("the budget allows one", lambda: api(f"/apis/policy/v1/namespaces/{namespace}/poddisruptionbudgets/shop-perigee")[1]["status"]["disruptionsAllowed"] == 1, 60)
        answers = []
        for name in names(namespace)[:2]:
            body = {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": name, "namespace": namespace}}
            answers.append(api(f"/api/v1/namespaces/{namespace}/pods/{name}/eviction", "POST", body)[0])
        check("the first eviction is granted, the second refused", answers == [201, 429], answers)
        wait("two ready pods again", lambda: sum(map(ready, web(namespace))) >= 2 and len(web(namespace)) == 2, 90)


def failing_migration(major, namespace, load):
    say(f"A migration that fails, Helm {major}")
    before = names(namespace)
    sql(namespace, "UPDATE _sqlx_migrations SET success = false WHERE version = (SELECT max(version) FROM _sqlx_migrations)")
    with Under(load, f"a failing migration, Helm {major}"):
        told = release(major, namespace, "upgrade", image={"tag": other_tag}, migration={"backoffLimit": 0, "activeDeadlineSeconds": 60}, ok=False)
        check("the upgrade fails", told.returncode != 0)
        check("the old pods serve on", names(namespace) == before)
        logs = kubectl("-n", namespace, "logs", "job/shop-perigee-migrate", ok=False)
        check("the Job's log says why", "migration" in logs.lower(), logs.strip()[-300:])
        check("the release says so", json.loads(helm(major, "status", "shop", "-n", namespace, "-o", "json").stdout)["info"]["status"] == "failed")
    sql(namespace, "UPDATE _sqlx_migrations SET success = true")
    with Under(load, f"the upgrade after it was mended, Helm {major}"):
        release(major, namespace, "upgrade", image={"tag": other_tag})
    check("all pods are new", not set(before) & set(names(namespace)))


def failing_version(major, namespace, load):
    say(f"A version that does not start, Helm {major}")
    before = names(namespace)
    flag = "--atomic" if major == 3 else "--rollback-on-failure"
    with Under(load, f"a version that does not start, Helm {major}"):
        told = helm(major, "upgrade", "shop", chart, "--namespace", namespace, "--values", values(namespace, image={"tag": "missing"}, migration={"enabled": False}), "--wait", flag, "--timeout", "40s", ok=False)
        check("the upgrade fails", told.returncode != 0)
        check("the old pods serve on", names(namespace) == before, f"{before} {names(namespace)}")
    status = json.loads(helm(major, "status", "shop", "-n", namespace, "-o", "json").stdout)["info"]["status"]
    check("it is rolled back", status == "deployed", status)


def images(namespace):
    """Of the web pods that stay: how many run which image."""
    found = {}
    for pod in web(namespace):
        if ready(pod):
            tag = pod["spec"]["containers"][0]["image"].rsplit(":", 1)[1]
            found[tag] = found.get(tag, 0) + 1
    return found


class Rollouts:
    """Argo Rollouts' controller, and one Rollout of a release's web pods."""

    def __init__(self, namespace):
        programs = pathlib.Path(os.environ["PERIGEE_CLUSTER_PROGRAMS"])
        # Server-side: the definitions are too large for the annotation of a client's.
        kubectl("apply", "--server-side", "-f", str(programs / "rollouts-crds"))
        self.namespace, self.path = namespace, f"/apis/argoproj.io/v1alpha1/namespaces/{namespace}/rollouts/shop-perigee"
        log = (folder / "rollouts.log").open("w")
        self.process = subprocess.Popen(
            ["rollouts-controller", "--kubeconfig", os.environ["KUBECONFIG"], "--leader-elect=false", "--metricsPort", "8091", "--healthzPort", "8092"],
            stdout=log, stderr=log,
        )

    def end(self):
        self.process.terminate()
        self.process.wait()

    def apply(self, manifest):
        text = (root / "helm/examples/manifests" / manifest).read_text().replace("namespace: shop", f"namespace: {self.namespace}")
        (folder / manifest).write_text(text)
        kubectl("apply", "-f", str(folder / manifest))

    def phase(self):
        return api(self.path)[1].get("status", {}).get("phase")

    def until(self, phase):
        return wait(f"the Rollout is {phase}", lambda: self.phase() == phase, 180)

    def status(self, **change):
        kubectl("-n", self.namespace, "patch", "rollout", "shop-perigee", "--subresource=status", "--type=merge", "-p", json.dumps({"status": change}))

    def promote(self):
        """As `kubectl argo rollouts promote`."""
        self.status(pauseConditions=None)

    def active(self):
        """How many pods of which image the Service sends shoppers to."""
        wanted = api(f"/api/v1/namespaces/{self.namespace}/services/shop-perigee")[1]["spec"]["selector"]
        found = {}
        for pod in web(self.namespace):
            if ready(pod) and wanted.items() <= pod["metadata"]["labels"].items():
                tag = pod["spec"]["containers"][0]["image"].rsplit(":", 1)[1]
                found[tag] = found.get(tag, 0) + 1
        return found


def blue_green_and_canary(major, namespace, load):
    say(f"Blue-green and canary, by Argo Rollouts and Helm {major}")
    load.want(8, 700)
    here = next(iter(images(namespace)))
    there = other_tag if here == tag else tag
    target = {"scaleTargetRef": {"apiVersion": "argoproj.io/v1alpha1", "kind": "Rollout", "name": "shop-perigee"}, "maxReplicas": 3}
    upgrade_to = lambda to: release(major, namespace, "upgrade", image={"tag": to}, autoscaling=target, service={"enabled": False})
    rollouts = Rollouts(namespace)
    try:
        with Under(load, "the pods are taken over by a Rollout"):
            kubectl("-n", namespace, "annotate", "service", "shop-perigee", "helm.sh/resource-policy=keep")
            upgrade_to(here)
            rollouts.apply("argo-rollout.yaml")
            rollouts.until("Healthy")
            replicas = lambda: api(f"/apis/apps/v1/namespaces/{namespace}/deployments/shop-perigee")[1]["spec"]["replicas"]
            wait("the Deployment is left at none", lambda: replicas() == 0 and sum(images(namespace).values()) >= 2, 120)
        with Under(load, "blue-green: a new version beside the old one, switched, and switched back"):
            upgrade_to(there)
            rollouts.until("Paused")
            wait("the new version is ready", lambda: images(namespace).get(there, 0) >= 2, 120)
            check("shoppers are sent to the old one only", list(rollouts.active()) == [here], rollouts.active())
            rollouts.promote()
            took = wait("shoppers are sent to the new one only", lambda: list(rollouts.active()) == [there], 60)
            figure("blue-green: promoted → the Service switched", f"{took:.1f} s")
            rollouts.until("Healthy")
            check("the old one still stands by", images(namespace).get(here, 0) >= 2, images(namespace))
            # While the old pods stand by, the way back asks nobody.
            begun = time.time()
            upgrade_to(here)
            wait("shoppers are sent to the old one again", lambda: list(rollouts.active()) == [here], 60)
            figure("blue-green: helm upgrade to the version before → the Service switched back", f"{time.time() - begun:.1f} s")
            rollouts.until("Healthy")
            check("Helm does not scale the Deployment", replicas() == 0)
        with Under(load, "canary: half and half, back, half and half again, and all"):
            rollouts.apply("argo-rollout-canary.yaml")
            rollouts.until("Healthy")
            upgrade_to(there)
            rollouts.until("Paused")
            both = images(namespace)
            check("both versions serve", both.get(here, 0) >= 1 and both.get(there, 0) >= 1, both)
            time.sleep(5)
            rollouts.status(abort=True)
            wait("the old version alone serves", lambda: list(images(namespace)) == [here], 120)
            upgrade_to(here)
            rollouts.until("Healthy")
            upgrade_to(there)
            rollouts.until("Paused")
            rollouts.promote()
            rollouts.until("Healthy")
            wait("the new version alone serves", lambda: list(images(namespace)) == [there], 120)
    finally:
        rollouts.end()


def lost_node(namespace, load):
    say("A node is lost: all of its processes at once")
    node, state = "node2", pathlib.Path(os.environ["KUBECONFIG"]).parent
    here = [pod["metadata"]["name"] for pod in web(namespace) if pod["spec"]["nodeName"] == node]
    check("it carries pods", here != [], [(pod["metadata"]["name"], pod["spec"]["nodeName"]) for pod in web(namespace)])
    # Shoppers who are sent there meanwhile wait in vain: Kubernetes takes 50 s to call a node lost.
    with Under(load, "a lost node", allowed=200):
        begun = time.time()
        groups = [path for path in pathlib.Path("/sys/fs/cgroup").glob(f"**/perigee-{node}") if path.is_dir()]
        of_pods = {pid for group in groups for path in group.rglob("cgroup.procs") for pid in path.read_text().split()}
        own = run("pgrep", "-f", f"{state}/{node}/|hostname-override {node} ", ok=False).stdout.split()
        # containerd's command line does not say whose it is, its folder does.
        own += [path.parent.name for path in pathlib.Path("/proc").glob("[0-9]*/cwd") if os.path.realpath(path) == str(state / node)]
        for pid in {*own, *of_pods}:
            subprocess.run(["kill", "-9", pid], stderr=subprocess.DEVNULL)
        unready = lambda: any(c["type"] == "Ready" and c["status"] != "True" for c in api(f"/api/v1/nodes/{node}")[1]["status"]["conditions"])
        noticed = wait("the node is called lost", unready, 120)
        figure("lost node → noticed by Kubernetes", f"{noticed:.0f} s")
        healed = wait("two pods are ready on the other", lambda: len([1 for pod in web(namespace) if ready(pod) and pod["spec"]["nodeName"] != node]) >= 2, 420)
        if healed:
            figure("lost node → two web pods ready elsewhere", f"{time.time() - begun:.0f} s")
    # As the cloud's controller does with a machine that is gone.
    kubectl("delete", "node", node)
    with Under(load, "after the node is gone"):
        time.sleep(10)


def main():
    begun = time.time()
    parts = (refused, same_again, scale_up, deleted_pod, killed_process, drain, budget, failing_migration, failing_version, blue_green_and_canary, lost_node)
    if unknown := set(only) - {part.__name__ for part in parts}:
        sys.exit(f"no such part: {', '.join(unknown)}; there are {', '.join(part.__name__ for part in parts)}")

    def part(what, *arguments):
        if not only or what.__name__ in only:
            what(*arguments)

    for number, (major, namespace) in enumerate(((4, "shop4"), (3, "shop3"))):
        namespace_for(namespace)
        part(refused, major, namespace)
        say(f"Install, Helm {major}")
        watch = install(major, namespace)
        held = memory(namespace)
        figure("resident memory of a web pod at rest", f"{min(held):.0f} to {max(held):.0f} MB")
        starts = sorted(watch.was_ready[name] - watch.seen[name] for name in watch.was_ready)
        figure("pod made → ready, of the first two (the sample catalogue is loaded meanwhile)", f"{starts[0]:.1f} to {starts[-1]:.1f} s")
        load = Load(namespace)
        part(same_again, major, namespace, load)
        if number == 0:
            part(scale_up, namespace, load, watch)
            if not only:
                say("Rolling upgrade at the most, under that load")
                load.want(100, 200)
                upgrade(major, namespace, load, watch, other_tag)
            if not only or scale_up.__name__ in only:
                scale_down(namespace, load, watch)
            load.want(12, 700)
            if not only:
                rollback(major, namespace, load)
            part(deleted_pod, namespace, load, watch)
            part(killed_process, namespace, load)
            part(drain, namespace, load)
            part(budget, namespace, load)
            part(failing_migration, major, namespace, load)
            part(failing_version, major, namespace, load)
            part(blue_green_and_canary, major, namespace, load)
        else:
            load.want(12, 700)
            if not only:
                say("Rolling upgrade")
                upgrade(major, namespace, load, watch, other_tag)
                rollback(major, namespace, load)
            part(failing_migration, major, namespace, load)
            part(failing_version, major, namespace, load)
            if not only:
                say("The release of Helm 3 is taken over by Helm 4")
                upgrade(4, namespace, load, watch, tag, "an upgrade of Helm 3's release")
            part(lost_node, namespace, load)
        counts = load.end()
        if number == 0:
            # What is no part of the release any more.
            kubectl("-n", namespace, "delete", "rollout,service", "--all", ok=False)
        check("nothing that a shopper asked for was refused", not counts["refused"], counts["refused"])
        placed = int(sql(namespace, "SELECT count(*) FROM orders"))
        check("every order that a shopper saw is in PostgreSQL", placed >= counts["orders"], f"{placed} there, {counts['orders']} seen")
        say(f"Uninstall, Helm {major}")
        helm(major, "uninstall", "shop", "--namespace", namespace, "--wait", "--timeout", "120s")
        wait("its pods are gone", lambda: not api(f"/api/v1/namespaces/{namespace}/pods")[1]["items"] or all(pod["metadata"].get("ownerReferences", [{}])[0].get("kind") == "Job" for pod in api(f"/api/v1/namespaces/{namespace}/pods")[1]["items"]), 90)
        left = [line for line in kubectl("-n", namespace, "get", "deployments,services,poddisruptionbudgets,horizontalpodautoscalers,networkpolicies,serviceaccounts,secrets", "-o", "name").split() if line not in ("serviceaccount/default", "secret/perigee-database")]
        check("nothing of the release is left", left == [], left)
    say(f"Figures, of {time.time() - begun:.0f} s")
    for what, value in figures:
        print(f"  {what}: {value}")
    if failures:
        print(kubectl("get", "events", "-A", "--field-selector", "type=Warning", "--sort-by", ".lastTimestamp")[-4000:])
        sys.exit("The chart does not pass in a cluster:\n  " + "\n  ".join(failures))
    say("The chart passes in a cluster")


main()
