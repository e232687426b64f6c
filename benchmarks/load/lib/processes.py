"""Process trees under measurement: start, readiness, CPU and memory of the whole tree, stop."""
import json
import os
import shutil
import signal
import socket
import string
import subprocess
import time
import tomllib
import urllib.request

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RUN = os.environ.get("BENCH_RUN", "/tmp/iabench")  # build outputs, payloads, logs, state: outside the repository
PAYLOADS = os.path.join(RUN, "payloads")
CGROUPS = next(
    (path for path in ("/sys/fs/cgroup/cpuacct", "/sys/fs/cgroup") if os.path.isdir(path)), "/nonexistent"
) + "/iabench"


def http(url, data=None, headers=None, timeout=5):
    request = urllib.request.Request(url, data=data, headers=headers or {})
    with urllib.request.urlopen(request, timeout=timeout) as response:
        return response.read()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class ProcessTree:
    """A command and everything it starts, in a cgroup of its own; without cgroups, everything in its session."""

    def __init__(self, name, command, env=None):
        self.name = name
        self.command = command
        self.env = env or {}
        self.state = os.path.join(RUN, "state", name)
        self.log_file = self.state + ".log"
        self.shell = None
        self.started_at = None
        self.cgroup = os.path.join(CGROUPS, name)

    def start(self):
        shutil.rmtree(self.state, ignore_errors=True)
        os.makedirs(self.state)
        try:
            os.makedirs(self.cgroup, exist_ok=True)
            join = f"echo $$ > {self.cgroup}/cgroup.procs; "
        except OSError:
            self.cgroup, join = None, ""
        variables = {"RUN": RUN, "HERE": HERE, "PAYLOADS": PAYLOADS, "STATE": self.state, "DOTNET_NOLOGO": "1"}
        with open(self.log_file, "wb") as log:
            self.started_at = time.monotonic()
            self.shell = subprocess.Popen(
                ["/bin/bash", "-c", join + self.command],
                env={**os.environ, **variables, **self.env},
                cwd=HERE, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)

    def wait_ready(self, url, seconds=60):
        end = time.monotonic() + seconds
        while True:
            try:
                http(url, timeout=2)
                self.startup_s = time.monotonic() - self.started_at
                return self
            except OSError:
                if time.monotonic() > end or self.shell.poll() is not None:
                    raise SystemExit(f"{self.name}: not ready; see {self.log_file}") from None
                time.sleep(.02)

    def pids(self):
        if self.cgroup:
            return [int(pid) for pid in read(self.cgroup + "/cgroup.procs").split()]
        if not self.shell:
            return []
        running = (int(entry) for entry in os.listdir("/proc") if entry.isdigit())
        return [pid for pid in running if (stat := stat_of(pid)) and int(stat[3]) == self.shell.pid]

    def cpu_seconds(self):
        """CPU used so far by the whole tree."""
        if self.cgroup and os.path.exists(self.cgroup + "/cpuacct.usage"):
            return int(read(self.cgroup + "/cpuacct.usage")) / 1e9
        if self.cgroup:
            return int(read(self.cgroup + "/cpu.stat").split()[1]) / 1e6
        ticks = sum(int(ticks) for pid in self.pids() for ticks in stat_of(pid)[11:15])
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory_mb(self, field="VmRSS"):
        """Sum over the tree; VmRSS for now, VmHWM for the peak."""
        return sum(memory_mb(pid, field) for pid in self.pids())

    def stop(self):
        """Asks once, then kills."""
        for attempt in range(50):
            pids = self.pids()
            if not pids:
                break
            for pid in pids:
                try:
                    os.kill(pid, signal.SIGTERM if attempt < 40 else signal.SIGKILL)
                except ProcessLookupError:
                    pass
            time.sleep(.1)
        if self.shell:
            self.shell.wait()
        if self.cgroup and os.path.isdir(self.cgroup):
            os.rmdir(self.cgroup)


class Backend(ProcessTree):
    """The system behind the flows."""

    def __init__(self):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        super().__init__("backend", f"exec {RUN}/backend {port}")

    def start(self):
        super().start()
        return self.wait_ready(self.url + "/stats")

    def stats(self):
        return json.loads(http(self.url + "/stats"))

    def reset(self):
        http(self.url + "/reset")


class Target(ProcessTree):
    """What is measured, as described by targets/<name>.toml."""

    def __init__(self, name, backend):
        with open(os.path.join(HERE, "targets", name + ".toml"), "rb") as file:
            self.description = tomllib.load(file)
        self.ports = {name: str(free_port()) for name in ("PORT", "PORT2", "PORT3", "PORT4")}
        super().__init__(name, self.description["start"], {**self.ports, "BACKEND": backend.url})

    def start(self):
        super().start()
        ready = self.description.get("ready", "http://127.0.0.1:$PORT/health")
        return self.wait_ready(string.Template(ready).substitute(self.ports))

    def url(self, scenario):
        path = self.description.get("path", {}).get(scenario, "/" + scenario)
        return f"http://127.0.0.1:{self.ports['PORT']}{path}"


def read(file):
    """Text of a file under /proc or /sys; empty when its process has gone."""
    try:
        with open(file) as f:
            return f.read()
    except OSError:
        return ""


def memory_mb(pid, field="VmRSS"):
    """Memory of a process; 0 when it has gone."""
    return sum(int(line.split()[1]) for line in read(f"/proc/{pid}/status").splitlines() if line.startswith(field + ":")) / 1024


def stat_of(pid):
    """Fields of /proc/<pid>/stat behind the name of the command: parent is [1], session [3], CPU ticks [11:15]."""
    return read(f"/proc/{pid}/stat").rpartition(")")[2].split()
