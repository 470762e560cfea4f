"""The chart's network policies, enforced by kube-router on one node: only allowed connections work. Imported by cluster.py."""

import socketserver

from cluster_base import *

NAMESPACE, NODE, MACHINE, OTHER = "policed", "node1", "10.88.0.1", "10.88.0.2"


class Agent:
    """kube-router, running only its policy enforcement. It handles the pods of one node, and the two nodes here share their tables, so there is
    only one instance, and the release runs on its node."""

    def __init__(self):
        log = (folder / "kube-router.log").open("w")
        self.process = subprocess.Popen(
            ["kube-router", "--kubeconfig", os.environ["KUBECONFIG"], "--hostname-override", NODE, "--run-router=false", "--run-service-proxy=false",
             "--run-firewall=true", "--service-cluster-ip-range", "10.96.0.0/16", "--health-port", "0", "--metrics-port", "0"],
            stdout=log, stderr=log,
        )
        if wait("the agent has made its chains", lambda: "KUBE-NWPLCY-DEFAULT" in run("iptables-save", "-t", "filter").stdout, 30) is None:
            print((folder / "kube-router.log").read_text()[-2000:])

    def end(self):
        self.process.terminate()
        self.process.wait()
        run("kube-router", "--cleanup-config", "--kubeconfig", os.environ["KUBECONFIG"], ok=False)
        check("the agent's rules are gone, and kube-proxy's are there", "KUBE-NWPLCY" not in run("iptables-save").stdout and "KUBE-SERVICES" in run("iptables-save", "-t", "nat").stdout)


class Listener(socketserver.ThreadingTCPServer):
    """A server at an address of the machine: a mail server that records its mail, or a plain listener."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, address, port):
        self.letters = []
        super().__init__((address, port), Talk)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        say = lambda line: self.wfile.write(f"{line}\r\n".encode())
        try:
            say("220 here")
            letter = None
            for line in self.rfile:
                line = line.decode(errors="replace").rstrip("\r\n")
                if letter is not None and line != ".":
                    letter.append(line)
                elif letter is not None:
                    self.server.letters.append("\n".join(letter))
                    letter = None
                    say("250 kept")
                elif line.upper() == "DATA":
                    letter = []
                    say("354 go on")
                elif line.upper() == "QUIT":
                    return say("221 bye")
                else:
                    say("250 well")
        except OSError:
            pass


def somebody(namespace):
    """An idle pod on the other node: connections from its network come from a pod of that namespace."""
    kubectl("delete", "namespace", namespace, "--ignore-not-found")
    kubectl("create", "namespace", namespace)
    kubectl("-n", namespace, "run", "somebody", "--image=docker.io/local/pause:1", "--image-pull-policy=Never", "--restart=Never",
            "--overrides", json.dumps({"spec": {"nodeName": "node2", "automountServiceAccountToken": False}}))
    path = f"/api/v1/namespaces/{namespace}/pods/somebody"
    wait(f"somebody is in {namespace}", lambda: ready(api(path)[1]), 60)
    return api(path)[1]


def process_of(pod):
    container = pod["status"]["containerStatuses"][0]["containerID"].removeprefix("containerd://")
    containerd = pathlib.Path(os.environ["KUBECONFIG"]).parent / pod["spec"]["nodeName"] / "containerd.sock"
    return next(line.split()[1] for line in run("ctr", "-a", str(containerd), "-n", "k8s.io", "tasks", "ls").stdout.splitlines() if line.startswith(container))


def reaches(pod, address, port):
    """Whether a connection from that pod's network succeeds. Uses a program of the machine in the pod's network, because the image has none."""
    attempt = f"import socket; socket.create_connection(({address!r}, {port}), 3).close()"
    return run("nsenter", "-t", process_of(pod), "-n", sys.executable, "-c", attempt, ok=False).returncode == 0


def network_policy():
    say("Network policies, enforced")
    agent = Agent()
    mail, forbidden_port, forbidden_place = Listener(MACHINE, 2525), Listener(MACHINE, 9999), Listener(OTHER, 5432)
    try:
        stranger, monitoring = somebody("stranger"), somebody("monitoring")
        namespace_for(NAMESPACE)
        here = [{"ipBlock": {"cidr": f"{MACHINE}/32"}}]
        install(4, NAMESPACE, nodeSelector={"kubernetes.io/hostname": NODE}, mail={"smtp": {"url": f"smtp://{MACHINE}:2525"}}, networkPolicy={
            "metricsFrom": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "monitoring"}}}],
            "database": {"to": here}, "smtp": {"to": here},
        })
        pods = [pod for pod in web(NAMESPACE) + pods_of(NAMESPACE, "worker") if ready(pod)]
        check("the shop's pods are where policies are enforced", len(pods) == 3 and {pod["spec"]["nodeName"] for pod in pods} == {NODE})
        check("the journey's letter came to the mail server", wait("a letter", lambda: mail.letters, 30) is not None and any("Subject" in letter for letter in mail.letters), len(mail.letters))
        shop, worker = web(NAMESPACE)[0], pods_of(NAMESPACE, "worker")[0]
        at = lambda pod: pod["status"]["podIP"]
        service = lambda name: api(f"/api/v1/namespaces/{NAMESPACE}/services/{name}")[1]["spec"]["clusterIP"]
        # Each forbidden connection is paired with an allowed one, so that an idle agent or a dead listener cannot pass.
        for what, source, address, port, may in (
            ("a stranger reaches the shop's page", stranger, at(shop), 3000, True),
            ("a stranger reaches the shop by its Service", stranger, service("shop-perigee"), 80, True),
            ("a stranger reaches the shop's metrics", stranger, at(shop), 9464, False),
            ("a stranger reaches the worker", stranger, at(worker), 9464, False),
            ("the monitoring reaches the shop's metrics", monitoring, at(shop), 9464, True),
            ("the monitoring reaches the worker", monitoring, at(worker), 9464, True),
            ("the shop reaches the worker", shop, at(worker), 9464, False),
            ("the shop reaches its database", shop, MACHINE, 5432, True),
            ("the shop reaches another address at the database's port", shop, OTHER, 5432, False),
            ("the shop reaches another port at the database's address", shop, MACHINE, 9999, False),
            ("the shop, which sends no mail, reaches the mail server", shop, MACHINE, 2525, False),
            ("the worker reaches the mail server", worker, MACHINE, 2525, True),
            ("the worker reaches the API server", worker, MACHINE, 6443, False),
            ("a stranger reaches that other address", stranger, OTHER, 5432, True),
            ("a stranger reaches that other port", stranger, MACHINE, 9999, True),
            ("a stranger reaches the API server", stranger, MACHINE, 6443, True),
        ):
            check(what if may else f"not so: {what}", reaches(source, address, port) == may)
    finally:
        helm(4, "uninstall", "shop", "--namespace", NAMESPACE, "--wait", "--timeout", "120s", ok=False)
        agent.end()
        for listener in (mail, forbidden_port, forbidden_place):
            listener.shutdown()
            listener.server_close()
        for namespace in ("stranger", "monitoring"):
            run("kubectl", "delete", "namespace", namespace, "--wait=false", ok=False)
