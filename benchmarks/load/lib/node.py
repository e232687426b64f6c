"""One node of this product that is killed and started again on the same data."""
import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import time

from processes import HERE, RUN, ProcessTree, free_port, stat_of

SETTINGS = ("http.address=http://127.0.0.1:{senders}", "management.address=http://127.0.0.1:{management}", "cluster.port={cluster}")
POSTGRES_SETTINGS = ("storage.provider=postgres", "storage.connection-string=Host=127.0.0.1;Port={database};Username=postgres;Database=postgres")


class Node:
    """The server in a session of its own, so that a kill takes all of its processes; the database, if it has one, stays up."""

    def __init__(self, name, database):
        self.state = os.path.join(RUN, "state", name)
        self.data = os.path.join(self.state, "data")
        shutil.rmtree(self.state, ignore_errors=True)
        os.makedirs(self.state)
        self.ports = {name: lasting_port() for name in ("senders", "management", "cluster")}
        self.settings, self.postgres = SETTINGS, None
        if database == "postgres":
            self.start_postgres(name)
        self.process = None
        self.started_at = None

    def start_postgres(self, name):
        self.ports["database"] = lasting_port()
        self.settings += POSTGRES_SETTINGS
        self.postgres = ProcessTree(name + "-postgres", f"exec {HERE}/lib/postgres.sh $STATE/data {self.ports['database']}")
        self.postgres.start()
        until(lambda: can_connect(self.ports["database"]), 60, "the database did not start")

    @property
    def senders(self):
        return f"http://127.0.0.1:{self.ports['senders']}/t/demo/http"

    def start(self):
        command = [f"{RUN}/server/IntegrationActors.Server", "--data", self.data]
        for setting in self.settings:
            command += ["--set", "integration-actors." + setting.format(**self.ports)]
        with open(os.path.join(self.state, "server.log"), "ab") as log:
            self.started_at = time.monotonic()
            self.process = subprocess.Popen(command, cwd=self.state, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop_in_order(self):
        """As an operator does; the database stays up."""
        self.process.terminate()
        self.process.wait(60)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.kill()
        if self.postgres:
            self.postgres.stop()

    def deploy(self, folder, *settings):
        """Deploys all flows of a folder, as soon as the node is up; settings are further words for ia."""
        end = time.monotonic() + 90
        while True:
            done = self.ia("apply", "-f", folder, *settings)
            if done.returncode == 0:
                return
            if time.monotonic() > end or self.process.poll() is not None:
                raise SystemExit(f"the flows were not deployed: {done.stdout}{done.stderr}\nsee {self.state}/server.log")
            time.sleep(.3)

    def ia(self, *words, **options):
        """Runs a command of the operator."""
        environment = {**os.environ, "IA_SERVER": "unix:" + self.socket, "IA_TENANT": "demo"}
        return subprocess.run([f"{RUN}/ia/ia", *words], env=environment, capture_output=True, text=True, **options)

    def cpu_seconds(self):
        """CPU used so far by the server."""
        return sum(int(ticks) for ticks in stat_of(self.process.pid)[11:15]) / os.sysconf("SC_CLK_TCK")

    @property
    def socket(self):
        return os.path.join(self.data, "ia.sock")

    def read(self, path):
        """What the management API says; OSError while the node is down."""
        connection = LocalConnection(self.socket)
        try:
            connection.request("GET", "/api/v1/tenants/demo/" + path)
            response = connection.getresponse()
            body = response.read()
        except http.client.HTTPException as error:
            raise OSError(str(error)) from error
        finally:
            connection.close()
        if response.status >= 500:
            raise OSError(f"{path}: {response.status} {body[:300]}")
        if response.status != 200:
            raise ValueError(f"{path}: {response.status} {body[:300]}")  # no node that is up answers so
        return json.loads(body)

    def read_all(self, path):
        """All items of a list, page by page."""
        cursor, join = "", "&" if "?" in path else "?"
        while True:
            page = self.read(f"{path}{join}limit=500{cursor}")
            yield from page["items"]
            if not page.get("nextCursor"):
                return
            cursor = "&cursor=" + page["nextCursor"]


class LocalConnection(http.client.HTTPConnection):
    """HTTP over the socket of the local operator."""

    def __init__(self, path):
        super().__init__("localhost", timeout=30)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def lasting_port():
    """A port that no outgoing connection takes while its listener is down."""
    with open("/proc/sys/net/ipv4/ip_local_port_range") as file:
        first_outgoing = int(file.read().split()[0])
    for _ in range(100):
        port = random.SystemRandom().randrange(10_000, max(first_outgoing, 10_001))
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                pass
    return free_port()


def can_connect(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def until(condition, seconds, failure, pause=.05):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise SystemExit(failure)
        time.sleep(pause)
