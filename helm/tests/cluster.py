"""The chart in a real cluster, under shoppers' load: asserts what the API server and the load generator saw. Run by tools/cluster-test, inside.

    cluster.py FOLDER IMAGE OTHER-TAG [--own-policy] [PART…]   (KUBECONFIG, PERIGEE_CLUSTER_PROGRAMS, and PERIGEE_TEST_POSTGRES, which listens at 10.88.0.1 too)
"""

from cluster_base import *
from cluster_network import network_policy, process_of
from cluster_nodes import many_nodes


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


KINDS = "deployments,services,poddisruptionbudgets,horizontalpodautoscalers,networkpolicies,serviceaccounts"


def objects(namespace):
    """The release's objects, except those created by its hooks."""
    found = json.loads(kubectl("-n", namespace, "get", KINDS, "-l", "app.kubernetes.io/instance=shop", "--show-managed-fields", "-o", "json"))["items"]
    return {f"{thing['kind']} {thing['metadata']['name']}": thing for thing in found if "helm.sh/hook" not in thing["metadata"].get("annotations", {})}


def fields(tree, path=()):
    """The leaves of a tree of managed fields, as paths."""
    for key, below in tree.items():
        if key != ".":
            yield from fields(below, path + (key,)) if set(below) - {"."} else [".".join(path + (key,))]


def fields_agree(major, namespace):
    """Helm is the only owner of its fields, and all of them have Helm's values; status fields belong to the controllers."""
    shared, owning = [], set()
    for name, thing in objects(namespace).items():
        by = {}
        for entry in thing["metadata"]["managedFields"]:
            by.setdefault(entry["manager"], set()).update(field for field in fields(entry["fieldsV1"]) if not field.startswith("f:status"))
        owning |= {manager for manager, owned in by.items() if owned}
        for field in set().union(*by.values()):
            holders = sorted(manager for manager, owned in by.items() if field in owned)
            if len(holders) > 1:
                shared.append(f"{name} {field}: {' and '.join(holders)}")
    check(f"no field has two managers, Helm {major}", shared == [] and "helm" in owning, "; ".join(shared[:8]) or f"beyond status there are {', '.join(sorted(owning))}")
    said = folder / f"said-{namespace}.yaml"
    said.write_text(helm(major, "get", "manifest", "shop", "-n", namespace).stdout)
    # Applied by an unknown manager: equal values are no difference, and values changed by another manager are a conflict.
    differ = run("kubectl", "diff", "--server-side", "--field-manager=asks", "-f", str(said), ok=False)
    check(f"what Helm {major} said of each field is what stands", differ.returncode == 0, differ.stdout[-600:])


def same_again(major, namespace, load):
    say(f"The same once more, Helm {major}")
    before, stood = names(namespace), objects(namespace)
    with Under(load, f"an upgrade that changes nothing, Helm {major}"):
        release(major, namespace, "upgrade")
    check("the same pods run", names(namespace) == before, f"{before} {names(namespace)}")
    stands, changed = objects(namespace), []
    for name in stood.keys() | stands.keys():
        old, new = (things.get(name, {}).get("metadata", {}) for things in (stood, stands))
        # Objects that no controller writes to are unchanged; the others have the same generation, which counts changes of the spec.
        kind = name.split()[0]
        if old.get("generation") != new.get("generation") or (kind in ("Service", "ServiceAccount", "NetworkPolicy") and old.get("resourceVersion") != new.get("resourceVersion")):
            changed.append(name)
        if stood.get(name, {}).get("spec") != stands.get(name, {}).get("spec") and kind != "Deployment":
            changed.append(f"{name}: its spec")
    # The autoscaler may have updated its status in the meantime, independently of Helm.
    replicas = lambda things: things["Deployment shop-perigee"]["spec"].get("replicas")
    if replicas(stood) != replicas(stands):
        changed = [name for name in changed if name != "Deployment shop-perigee"]
    check(f"{len(stands)} objects, and no generation of any is another", stands.keys() == stood.keys() and changed == [], ", ".join(changed))
    fields_agree(major, namespace)
    check("the number of replicas is the autoscaler's, not Helm's", not any("helm" in owner.lower() for owner in owners(namespace, "replicas")), owners(namespace, "replicas"))


def utilization(namespace):
    """CPU utilisation in percent of the request, as read by the autoscaler."""
    hpa = api(f"/apis/autoscaling/v2/namespaces/{namespace}/horizontalpodautoscalers/shop-perigee")[1]
    return (hpa["status"].get("currentMetrics") or [{}])[0].get("resource", {}).get("current", {}).get("averageUtilization")


def scale_up_as_needed(namespace, load, watch):
    """With the chart's own CPU request: a machine with two cores that also generates the load cannot use ten times 250m, so fewer than ten pods are needed."""
    with Under(load, "the load step, by the chart's own CPU request"):
        step = time.time()
        load.want(400, 200)
        wait("more than two ready pods", lambda: watch.line[-1][2] > 2, 150)
        # The number that the load needs, once it has been stable for a minute.
        wait("their number stands", lambda: len({replicas for at, replicas, _ in watch.line if at > time.time() - 60}) == 1, 240)
    changes = [(at, replicas) for (_, before, _), (at, replicas, _) in zip(watch.line, watch.line[1:]) if at > step and replicas != before]
    figure("replicas wanted by second, by the chart's own CPU request", ", ".join(f"{at - step:.0f} s: {replicas}" for at, replicas in changes))
    # The autoscaler tolerates a deviation of a tenth.
    check("they are enough for the load", (utilization(namespace) or 100) <= 65 * 1.1, f"{utilization(namespace)} % of the request")
    check("the most was not passed", max(replicas or 0 for _, replicas, _ in watch.line) <= 10)


def scale_up(namespace, load, watch):
    say("A load step: two pods to as many as it needs" if own_policy else "A load step: two pods to ten")
    wait("the autoscaler reads the load", lambda: utilization(namespace) is not None, 90)
    wait("two pods before the step", lambda: watch.line[-1][2] == 2 and watch.line[-1][1] == 2, 300)
    if own_policy:
        return scale_up_as_needed(namespace, load, watch)
    old = set(names(namespace))
    with Under(load, "the load step"):
        step = time.time()
        load.want(400, 200)
        reached = wait("ten ready pods", lambda: watch.line[-1][2] >= 10, 150)
        # Each of the current ten, not earlier ones. A pod's own metrics count shoppers' requests, but not probes.
        of_ten = lambda: {name: watch.served.get(name) for name in names(namespace) if name not in old}
        wait("all new pods served", lambda: len(of_ten()) >= 8 and all(of_ten().values()), 60)
    if reached is None:
        return
    fresh = of_ten()
    if not check("eight new pods stand, and each served a shopper", len(fresh) == 8 and all(fresh.values()), fresh):
        return
    decided = next(at for at, replicas, _ in watch.line if at > step and (replicas or 0) > 2)
    figure("load step → the autoscaler's first decision", f"{decided - step:.1f} s")
    figure("load step → first request served by a new pod", f"{min(fresh.values()) - step:.1f} s")
    figure("load step → tenth pod ready", f"{watch.first(step, 10) - step:.1f} s")
    figure("load step → first request served by the tenth pod", f"{max(fresh.values()) - step:.1f} s")
    starts = sorted(watch.was_ready[name] - watch.seen[name] for name in fresh)
    figure("pod made → ready, of the eight under load", f"{starts[0]:.1f} to {starts[-1]:.1f} s")
    ramp = [(round(at - step), replicas, count) for at, replicas, count in watch.line if at > step]
    figure("replicas wanted and ready by second", ", ".join(f"{at} s: {replicas}/{count}" for i, (at, replicas, count) in enumerate(ramp) if i == 0 or ramp[i - 1][1:] != (replicas, count)))
    check("all ten served within 45 s of the load step", step < min(fresh.values()) and max(fresh.values()) - step <= 45, f"{max(fresh.values()) - step:.1f} s")
    held = memory(namespace)
    figure("resident memory of a web pod under load", f"{min(held):.0f} to {max(held):.0f} MB")
    check("the most was not passed", max(replicas or 0 for _, replicas, _ in watch.line) <= 10)
    memory_asked()
    memory_held(namespace, "under the load of ten")
    check("both nodes carry pods", {pod["spec"]["nodeName"] for pod in web(namespace)} == {"node1", "node2"})


def upgrade(major, namespace, load, watch, to, what="a rolling upgrade"):
    before, replicas = set(names(namespace)), watch.line[-1][1]
    started = time.time()
    with Under(load, f"{what} of {replicas} pods, Helm {major}"):
        release(major, namespace, "upgrade", image={"tag": to})
    figure(f"{what} of {replicas} pods, Helm {major}: duration", f"{time.time() - started - 3:.0f} s")
    check("all pods are new", not before & set(names(namespace)))
    least = min(count for at, _, count in watch.line if at > started)
    check("at most one fewer ready than before", least >= replicas - 1, f"{least} of {replicas}")
    fields_agree(major, namespace)
    check("the number of replicas is the autoscaler's, not Helm's", not any("helm" in owner.lower() for owner in owners(namespace, "replicas")), owners(namespace, "replicas"))


# If there is no release before this version: the chart as first tested in a cluster. Its pods have another readiness
# address and tolerate a lost node for longer.
FIRST_CHART = "0ac975b22dd425fdea26fc6312a2aa3a1fd42f1b"


def chart_before():
    """The chart of the last release before this commit, or of FIRST_CHART: its name and folder. None in a shallow clone."""
    git = lambda *words, **more: run("git", "-c", "safe.directory=*", "-C", str(root), *words, ok=False, **more)
    here = git("tag", "--list", "v*", "--points-at", "HEAD").stdout.split()
    tags = git("tag", "--list", "v*", "--merged", "HEAD", "--sort=-version:refname").stdout.split()
    name = next((tag for tag in tags if tag not in here), FIRST_CHART)
    if git("cat-file", "-e", f"{name}:helm/perigee/Chart.yaml").returncode:
        return None
    where = folder / "chart-before"
    where.mkdir(exist_ok=True)
    packed = where / "chart.tar"
    run("git", "-c", "safe.directory=*", "-C", str(root), "archive", "-o", str(packed), name, "helm/perigee")
    run("tar", "-xf", str(packed), "-C", str(where))
    return name[:12], str(where / "helm/perigee")


def standing(namespace):
    """The chart's fields of each existing object, except those that change independently: replicas and image."""
    found = {}
    for thing in objects(namespace).values():
        spec = json.loads(re.sub(rf'"{re.escape(repository)}:[^"]*"', '"image"', json.dumps(thing.get("spec", {}))))
        if thing["kind"] == "Deployment" and not thing["metadata"]["name"].endswith("-worker"):
            del spec["replicas"]
        found[thing["kind"], thing["metadata"]["name"]] = {"labels": thing["metadata"]["labels"], "spec": spec}
    return found


def from_chart_before(major):
    say(f"From the chart before to this one, back and forth, Helm {major}")
    before = chart_before()
    if before is None:
        missing = f"this clone has neither an earlier tag nor {FIRST_CHART[:12]}; git fetch --unshallow --tags brings them"
        # Repeated at the end, where it is noticed in a pipeline's log.
        if os.environ.get("CI"):
            check("the chart before is here", False, missing)
        else:
            figure("upgrade from the chart before", f"not tried: {missing}")
        return
    name, old_chart = before
    namespace = f"before{major}"
    namespace_for(namespace)
    watch = install(major, namespace, chart=old_chart)
    load = Load(namespace)
    load.want(12, 700)
    old = standing(namespace)
    upgrade(major, namespace, load, watch, other_tag, f"an upgrade from the chart of {name}")
    new = standing(namespace)
    differ = sorted(f"{kind} {of}" for kind, of in old.keys() | new.keys() if old.get((kind, of), {}).get("spec") != new.get((kind, of), {}).get("spec"))
    check("the two charts differ in the web pods they make, and not by the image alone", "Deployment shop-perigee" in differ, ", ".join(differ))
    rollback(major, namespace, load)
    back = standing(namespace)
    check("all that stands is as it was before, nothing of this chart is left over", back == old, "" if back == old else [key for key in back.keys() | old.keys() if back.get(key) != old.get(key)])
    upgrade(major, namespace, load, watch, other_tag, f"once more an upgrade from the chart of {name}")
    again = standing(namespace)
    check("all that stands is this chart's again", again == new, "" if again == new else [key for key in again.keys() | new.keys() if again.get(key) != new.get(key)])
    uninstall(major, namespace, load)


def memory_asked():
    """The requests of two web pods and the worker, by the chart's own values."""
    secret = ("--set", "database.existingSecret=perigee-database")
    asked = {}
    for source in ("deployment", "worker"):
        text = helm(4, "template", "shop", chart, *secret, "--show-only", f"templates/{source}.yaml").stdout
        asked[source] = mebibytes(re.search(r"requests:\s+(?:\S+: \S+\s+)*?memory: (\S+)", text).group(1))
    figure("memory that the chart asks for: a web pod, the worker", f"{asked['deployment']} MiB, {asked['worker']} MiB")
    check("two web pods and a worker ask for 256 MiB at most", 2 * asked["deployment"] + asked["worker"] <= 256, f"{2 * asked['deployment'] + asked['worker']} MiB")


def memory_held(namespace, when):
    """Memory of the two largest web pods and the worker, from their cgroups."""
    time.sleep(12)
    pods, worker = working_sets(namespace, "web"), working_sets(namespace, "worker")
    held = sum(pods[-2:]) + sum(worker)
    figure(f"working set {when}: web pods, worker", f"{', '.join(f'{value:.0f}' for value in pods)} MiB, {', '.join(f'{value:.0f}' for value in worker)} MiB")
    check(f"two web pods and the worker hold 256 MiB at most {when}", len(pods) >= 2 and len(worker) == 1 and pods[0] > 1 and worker[0] > 1 and held <= 256, f"{held:.0f} MiB")


def scale_down(namespace, load, watch):
    calm, period = (300, 60) if own_policy else (30, 15)
    say(f"The load goes: back to two, one pod in {period} s after {calm} calm ones")
    with Under(load, "scaling down"):
        step = time.time()
        load.want(6, 1000)
        took = wait("two pods again", lambda: watch.line[-1][1] == 2 and watch.line[-1][2] == 2, calm + 8 * period + 270)
    if took:
        figure("the load goes → two pods", f"{took:.0f} s")
        memory_held(namespace, "after the load")
    marks = [(at, replicas) for (_, before, _), (at, replicas, _) in zip(watch.line, watch.line[1:]) if at > step and replicas is not None and before is not None and replicas < before]
    steps = [before - replicas for (_, before, _), (at, replicas, _) in zip(watch.line, watch.line[1:]) if at > step and replicas is not None and before is not None and replicas < before]
    check("one pod at a time", steps != [] and max(steps) == 1, steps)
    gaps = [b[0] - a[0] for a, b in zip(marks, marks[1:])]
    if own_policy and not gaps:
        figure(f"the pace of one pod in {period} s", "not seen: the load needed no more than three pods")
    else:
        check(f"at least {period} s apart", gaps != [] and min(gaps) > period - 2, [round(gap) for gap in gaps])
    # In a complete run the load was reduced earlier, so the stabilisation window may have started.
    if only:
        check(f"the first not before {calm} calm seconds", marks != [] and marks[0][0] - step > calm - 1, f"{marks[0][0] - step:.0f} s" if marks else "")


def rollback(major, namespace, load):
    say(f"Rollback, Helm {major}")
    with Under(load, f"a rollback, Helm {major}"):
        started = time.time()
        revision = helm(major, "history", "shop", "-n", namespace, "-o", "json").stdout
        good = [entry for entry in json.loads(revision) if entry["status"] in ("superseded", "deployed")]
        helm(major, "rollback", "shop", str(good[-2]["revision"]), "--namespace", namespace, "--wait", "--timeout", "300s")
    figure(f"rollback, Helm {major}: duration", f"{time.time() - started - 3:.0f} s")
    check("the old image runs again", {pod["spec"]["containers"][0]["image"] for pod in web(namespace) if not pod["metadata"].get("deletionTimestamp")} == {image})


def process_started(pod):
    """Start time of the process of a pod's container, from the kernel, to a hundredth of a second."""
    ticks = int(pathlib.Path(f"/proc/{process_of(pod)}/stat").read_text().rsplit(")", 1)[1].split()[19])
    return time.time() - time.clock_gettime(time.CLOCK_BOOTTIME) + ticks / os.sysconf("SC_CLK_TCK")


def serving(namespace, name):
    """When its program logged that it serves."""
    for line in kubectl("-n", namespace, "logs", name).splitlines():
        if '"serving ' in line:
            return datetime.datetime.fromisoformat(json.loads(line)["timestamp"]).timestamp()
    return None


def pod_start(namespace):
    say("Pods start on warm, idle nodes, five times")
    stream, rounds = Stream(namespace), []
    for _ in range(5):
        wait("two pods, and none that ends", lambda: len(stream.pods) == 2 and all(map(ready, list(stream.pods.values()))), 60)
        # Ignore pods that have just ended.
        time.sleep(3)
        before = set(stream.pods)
        api(f"/api/v1/namespaces/{namespace}/pods/{min(before)}", "DELETE")
        fresh = lambda: [name for name in list(stream.pods) if name in stream.was_ready and name not in before]
        if wait("a successor is ready", fresh, 60) is None:
            return
        name = fresh()[0]
        pod = stream.pods[name]
        made, began, serves, ready_at = stream.made[name], process_started(pod), serving(namespace, name), stream.was_ready[name]
        rounds.append((ready_at - made, began - made, serves - began, ready_at - serves))
        print("    " + ", ".join(f"{at - made:.2f} s {what}" for what, at in (("its process begins", began), ("it serves", serves), ("it is ready", ready_at))), flush=True)
    whole, node, own, noticed = ([f"{1000 * value:.0f}" for value in sorted(column)] for column in zip(*rounds))
    figure("pod made → ready, idle and warm, five times", f"{', '.join(whole)} ms")
    figure("… of it the scheduler, network and container runtime, until the process begins", f"{', '.join(node)} ms")
    figure("… the program, until it serves", f"{', '.join(own)} ms")
    figure("… the kubelet, until it has asked and said so", f"{', '.join(noticed)} ms")
    check("each pod was ready within 2 s of being made", max(float(value) for value in whole) <= 2000, f"{whole[-1]} ms")
    # The median, as in `make bench`. It includes the runtime's last step, from creating the process to starting the program.
    check("the program served within 150 ms of its start, the median of five", float(own[2]) <= 150, f"{own[2]} ms")


def deleted_pod(namespace, load, watch):
    say("A pod is deleted")
    for _ in (1, 2):
        victim, before = names(namespace)[0], set(names(namespace))
        with Under(load, "a deleted pod"):
            started = time.time()
            status, _ = api(f"/api/v1/namespaces/{namespace}/pods/{victim}", "DELETE")
            wait("its successor is ready", lambda: len([pod for pod in web(namespace) if ready(pod) and pod["metadata"]["name"] not in before]) == 1, 60)
            healed = time.time() - started
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
    # Its requests in flight are lost, and connections to it are refused until the node notices.
    with Under(load, "a killed process", allowed=60):
        started = time.time()
        run("ctr", "-a", str(state / node / "containerd.sock"), "-n", "k8s.io", "tasks", "kill", "-s", "9", container)
        wait("it runs and is ready again", lambda: one()["status"]["containerStatuses"][0]["restartCount"] == 1 and ready(one()), 60)
        figure("killed process → ready again", f"{time.time() - started:.1f} s")


def drain(namespace, load):
    say("A node is drained")
    node = "node2"
    here = [pod["metadata"]["name"] for pod in web(namespace) if pod["spec"]["nodeName"] == node]
    with Under(load, f"draining a node with {len(here)} of {len(names(namespace))} web pods"):
        started = time.time()
        done = run("kubectl", "drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=240s", ok=False)
        check("kubectl drain ends well", done.returncode == 0, "" if done.returncode == 0 else done.stdout[-500:])
        figure("draining a node", f"{time.time() - started:.0f} s")
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
    """The number of web pods per image, without terminating ones."""
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
        # Server-side: the CRDs are too large for the annotation of a client-side apply.
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
        """Like `kubectl argo rollouts promote`."""
        self.status(pauseConditions=None)

    def active(self):
        """The number of pods per image behind the Service."""
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
            # While the old pods are still running, a rollback needs no approval.
            started = time.time()
            upgrade_to(here)
            wait("shoppers are sent to the old one again", lambda: list(rollouts.active()) == [here], 60)
            figure("blue-green: helm upgrade to the version before → the Service switched back", f"{time.time() - started:.1f} s")
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
    # Requests sent there in the meantime fail: Kubernetes takes 50 s to detect a lost node.
    with Under(load, "a lost node", allowed=200):
        started = time.time()
        groups = [path for path in pathlib.Path("/sys/fs/cgroup").glob(f"**/perigee-{node}") if path.is_dir()]
        of_pods = {pid for group in groups for path in group.rglob("cgroup.procs") for pid in path.read_text().split()}
        own = run("pgrep", "-f", f"{state}/{node}/|hostname-override {node} ", ok=False).stdout.split()
        # containerd's command line does not identify its node, but its folder does.
        own += [path.parent.name for path in pathlib.Path("/proc").glob("[0-9]*/cwd") if os.path.realpath(path) == str(state / node)]
        for pid in {*own, *of_pods}:
            subprocess.run(["kill", "-9", pid], stderr=subprocess.DEVNULL)
        unready = lambda: any(c["type"] == "Ready" and c["status"] != "True" for c in api(f"/api/v1/nodes/{node}")[1]["status"]["conditions"])
        noticed = wait("the node is called lost", unready, 120)
        figure("lost node → noticed by Kubernetes", f"{noticed:.0f} s")
        healed = wait("two pods are ready on the other", lambda: len([1 for pod in web(namespace) if ready(pod) and pod["spec"]["nodeName"] != node]) >= 2, 420)
        if healed:
            figure("lost node → two web pods ready elsewhere", f"{time.time() - started:.0f} s")
    # Like a cloud controller for a deleted machine.
    kubectl("delete", "node", node)
    with Under(load, "after the node is gone"):
        time.sleep(10)


def main():
    started = time.time()
    # Parts with their own releases, and parts of the two shops.
    alone = (from_chart_before, network_policy, many_nodes)
    shops = (refused, pod_start, same_again, scale_up, deleted_pod, killed_process, drain, budget, failing_migration, failing_version, blue_green_and_canary, lost_node)
    parts = {part.__name__ for part in alone + shops}
    if unknown := set(only) - parts:
        sys.exit(f"no such part: {', '.join(unknown)}; there are {', '.join(sorted(parts))}")

    def part(what, *arguments):
        if not only or what.__name__ in only:
            what(*arguments)

    # These first, because the shops' parts end with a lost node.
    for major in (4, 3):
        part(from_chart_before, major)
    part(network_policy)
    part(many_nodes)
    both = (refused, same_again, failing_migration, failing_version, lost_node)
    wanted = lambda parts: not only or any(part.__name__ in only for part in parts)
    for number, (major, namespace) in enumerate(((4, "shop4"), (3, "shop3"))[: 2 if wanted(both) else 1 if wanted(shops) else 0]):
        namespace_for(namespace)
        part(refused, major, namespace)
        say(f"Install, Helm {major}")
        watch = install(major, namespace)
        held = memory(namespace)
        figure("resident memory of a web pod at rest", f"{min(held):.0f} to {max(held):.0f} MB")
        starts = sorted(watch.was_ready[name] - watch.seen[name] for name in watch.was_ready)
        figure("pod made → ready, of the first two (the sample catalogue is loaded meanwhile)", f"{starts[0]:.1f} to {starts[-1]:.1f} s")
        if number == 0:
            part(pod_start, namespace)
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
                same_again(4, namespace, load)
            part(lost_node, namespace, load)
        if number == 0:
            # Objects that no longer belong to the release.
            load.end()
            kubectl("-n", namespace, "delete", "rollout,service", "--all", ok=False)
        uninstall(major, namespace, load)
    say(f"Figures, of {time.time() - started:.0f} s")
    for what, value in figures:
        print(f"  {what}: {value}")
    if failures:
        print(kubectl("get", "events", "-A", "--field-selector", "type=Warning", "--sort-by", ".lastTimestamp")[-4000:])
        sys.exit("The chart does not pass in a cluster:\n  " + "\n  ".join(failures))
    say("The chart passes in a cluster")


main()
