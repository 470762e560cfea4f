"""More nodes than a machine can run: nine simulated by kwok in three zones. Their pods do nothing and are ready at once; they are scheduled,
deleted and recreated by Kubernetes' real scheduler and controllers. Imported by cluster.py."""

from cluster_base import *

NAMESPACE, LABEL, WANTED = "many", "perigee-simulated", 10
ZONES = {zone: [f"{zone}-{n}" for n in (1, 2, 3)] for zone in ("north", "west", "south")}
ZONE_OF = {node: zone for zone, nodes in ZONES.items() for node in nodes}


class Keeper:
    """A kwok that keeps some nodes alive. Without it they are silent, like lost machines."""

    count = 0

    def __init__(self, name, nodes):
        self.name, self.nodes = name, nodes
        for node in nodes:
            # A taint keeps real pods off; only pods that tolerate it are scheduled.
            made, told = api("/api/v1/nodes", "POST", {
                "apiVersion": "v1", "kind": "Node",
                "metadata": {"name": node, "labels": {"kubernetes.io/hostname": node, "topology.kubernetes.io/zone": ZONE_OF[node], LABEL: "true", "perigee-keeper": name}},
                "spec": {"taints": [{"key": LABEL, "value": "true", "effect": "NoSchedule"}]},
                "status": {key: {"cpu": "4", "memory": "8Gi", "ephemeral-storage": "50Gi", "pods": "110"} for key in ("capacity", "allocatable")},
            })
            if made != 201:
                sys.exit(f"no node {node}: {told}")
        self.begin()

    def begin(self):
        Keeper.count += 1
        log = (folder / f"kwok-{self.name}.log").open("a")
        self.process = subprocess.Popen(
            ["kwok", "--kubeconfig", os.environ["KUBECONFIG"], "--config", str(pathlib.Path(os.environ["PERIGEE_CLUSTER_PROGRAMS"]) / "kwok-stages.yaml"),
             "--manage-nodes-with-label-selector", f"perigee-keeper={self.name}", "--node-lease-duration-seconds", "40", "--cidr", f"10.{200 + Keeper.count}.0.0/16",
             "--node-port", str(10300 + Keeper.count)],
            stdout=log, stderr=log,
        )

    def end(self):
        self.process.kill()
        self.process.wait()


def alive(node):
    return any(c["type"] == "Ready" and c["status"] == "True" for c in api(f"/api/v1/nodes/{node}")[1]["status"].get("conditions", []))


def spread():
    """The number of ready pods in each zone and on each node."""
    zones, nodes = dict.fromkeys(ZONES, 0), dict.fromkeys(ZONE_OF, 0)
    for pod in web(NAMESPACE):
        if ready(pod):
            zones[ZONE_OF[pod["spec"]["nodeName"]]] += 1
            nodes[pod["spec"]["nodeName"]] += 1
    return zones, nodes


def even(what, without=()):
    zones, nodes = spread()
    # Evenness within each remaining zone: a zone with one node fewer has as many pods, so more on each node.
    within = {zone: [nodes[node] for node in members if node not in without] for zone, members in ZONES.items() if zone not in without}
    of_zones = [zones[zone] for zone in within]
    check(f"{what}: zones differ by one pod at most", sum(of_zones) == WANTED and max(of_zones) - min(of_zones) <= 1, zones)
    check(f"{what}: nodes of a zone differ by one pod at most", sum(map(sum, within.values())) == WANTED and all(max(counts) - min(counts) <= 1 for counts in within.values()), within)


def elsewhere(nodes):
    """All desired pods are ready, and none of them is on those nodes."""
    standing = [pod for pod in web(NAMESPACE) if not pod["metadata"].get("deletionTimestamp")]
    return sum(map(ready, standing)) == len(standing) == WANTED and not any(pod["spec"].get("nodeName") in nodes for pod in standing)


def roll(verb, round):
    release(4, NAMESPACE, verb, replicaCount=WANTED, autoscaling={"enabled": False}, migration={"enabled": False}, podLabels={"round": round},
            nodeSelector={LABEL: "true"}, tolerations=[{"key": LABEL, "operator": "Exists", "effect": "NoSchedule"}])
    wait(f"{WANTED} pods", lambda: elsewhere(()), 60)


def lost(what, keeper):
    started = time.time()
    keeper.end()
    noticed = wait(f"{what} is called lost", lambda: not any(map(alive, keeper.nodes)), 150)
    healed = wait(f"all pods of {what} are ready elsewhere", lambda: elsewhere(keeper.nodes), 240)
    if noticed and healed:
        figure(f"{what} is silent → noticed / all pods ready elsewhere", f"{noticed:.0f} s / {time.time() - started:.0f} s")


def many_nodes():
    say(f"Nine simulated nodes in three zones, {WANTED} pods")
    keepers = []
    try:
        alone, zone = ZONES["west"][0], "north"
        keepers.append(Keeper("alone", [alone]))
        keepers.append(Keeper("zone", ZONES[zone]))
        keepers.append(Keeper("rest", [node for node in ZONE_OF if node != alone and node not in ZONES[zone]]))
        wait("the nodes are ready", lambda: all(map(alive, ZONE_OF)), 60)
        namespace_for(NAMESPACE)
        stream = Stream(NAMESPACE)
        roll("install", "first")
        even("installed")
        started = time.time()
        roll("upgrade", "second")
        even("after a rolling upgrade")
        check("never fewer ready than wanted meanwhile", stream.least(started) >= WANTED, f"{stream.least(started)} of {WANTED}")

        say("All nodes of a zone are drained at once")
        carried, started = spread()[0]["south"], time.time()
        drains = [subprocess.Popen(["kubectl", "drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=120s"], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for node in ZONES["south"]]
        told = [drain.communicate()[0] for drain in drains]
        check("each drain ends well", all(drain.returncode == 0 for drain in drains), "" if all(drain.returncode == 0 for drain in drains) else told)
        wait("all pods are ready in the other zones", lambda: elsewhere(ZONES["south"]), 60)
        figure("draining a zone of three nodes", f"{carried} web pods, {time.time() - started:.0f} s")
        # Simulated pods are ready within a second, so there may be none. The part `budget` tests that the budget refuses.
        figure("evictions that the budget refused meanwhile", str("".join(told).count("disruption budget")))
        check("never more than one pod was away", carried >= 3 and stream.least(started) >= WANTED - 1, f"{stream.least(started)} of {WANTED} ready at the fewest")
        even("drained", without=("south",))
        for node in ZONES["south"]:
            kubectl("uncordon", node)
        roll("upgrade", "third")
        even("after they are back, and an upgrade")

        say("A node of nine is lost")
        check("it carries pods", spread()[1][alone] > 0)
        lost("a node", keepers[0])
        even("without the lost node", without=(alone,))
        keepers[0].begin()
        wait("the node is back", lambda: alive(alone), 60)
        roll("upgrade", "fourth")
        even("after it is back, and an upgrade")

        say("A whole zone is lost")
        check("it carries pods", spread()[0][zone] >= 3, spread()[0])
        lost("a zone", keepers[1])
        zones, nodes = spread()
        check("all pods are in the two others", zones[zone] == 0 and sum(zones.values()) == WANTED, zones)
        even("without the lost zone", without=(zone,))
        check("none of them waits for a place", not [pod for pod in web(NAMESPACE) if pod["status"]["phase"] == "Pending"])
    finally:
        helm(4, "uninstall", "shop", "--namespace", NAMESPACE, ok=False)
        for keeper in keepers:
            keeper.end()
        run("kubectl", "delete", "node", *ZONE_OF, "--ignore-not-found", ok=False)
        # No kubelet is left to report that they have ended.
        run("kubectl", "-n", NAMESPACE, "delete", "pods", "--all", "--force", "--grace-period=0", ok=False)
