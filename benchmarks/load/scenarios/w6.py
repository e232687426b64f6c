#!/usr/bin/env python3
"""
W6, a bulk file: a CSV of 1 GB (or --mb) waits on an SFTP server; it is cut into lines, and these go into a file. Memory must not depend on the size.

The peer is a loop over the streams of SSH.NET (cspeers w6). Our flow cuts the file into groups of lines (--grouping) and appends each group to the file. The server runs all the time and polls; the peer starts for
each file. Time counts from the moment at which the file is there, or the peer starts, until the last line is in the sink; the content of each sink is compared with the source. The peak is
that of resident memory while a file is taken.
"""
import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from node import Node, until
from processes import HERE, RUN, ProcessTree, memory_mb
from report import results

SERVERS = os.path.join(HERE, "..", "..", "tests", "servers")
LOGIN = 'host: "127.0.0.1:{port}", credential: sftp, hostKeys: ["{host_key_fingerprint}"]'
FLOW = """flow: w6
from:
  sftp: {{ """ + LOGIN + """, directory: in, poll: 250ms, idempotent: false }}
steps:
  - splitter:
      lines: true
      grouping: {grouping}
      steps:
        - set: {{ body: "${{body}}\\n" }}
        - send: {{ file: {{ fileName: sink.csv, existing: append }} }}
"""
COLUMNS = (("cpu_us", "CPU s/GB", 2), ("rps", "MB/s", 0), ("peak_mb", "peak MB", 0))


class SftpServer:
    """OpenSSH, as the tests have it."""

    def __init__(self):
        self.folder = os.path.join(RUN, "state", "w6-sftp")
        self.do("stop", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.told = json.loads(self.do("start").stdout)

    def do(self, command, check=True):
        return subprocess.run(["bash", f"{SERVERS}/sftp.sh", command, self.folder], check=check, capture_output=True, text=True)

    def make_folder(self, name):
        path = os.path.join(self.told["home"], name)
        os.makedirs(path)
        owner = os.stat(self.told["home"])
        os.chown(path, owner.st_uid, owner.st_gid)
        return path


def make_source(path, megabytes):
    block = b"".join(b"%08d,EU,Customer %04d,DE%09d,SKU-%05d,%d,%d.%02d,%s\n" % (i, i % 9999, i * 7919 % 10**9, i * 31 % 10**5, i % 20, i % 999, i % 100, b"n" * 40) for i in range(100_000))
    with open(path, "wb") as file:
        while file.tell() < megabytes * 1e6:
            file.write(block)
    return os.path.getsize(path), digest(path)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Peer:
    name = "sshnet"
    idle_mb = 0

    def __init__(self, sftp, source):
        self.sftp, self.source = sftp, source

    def take(self, sink, _):
        told = self.sftp.told
        tree = ProcessTree("w6-sshnet", f"exec {RUN}/cspeers/cspeers w6 {told['port']} {told['user']} source.csv {sink}", {"BACKEND": "none", "SFTP_PASSWORD": told["password"]})
        tree.start()
        peak = 0
        while tree.shell.poll() is None:
            peak = max(peak, tree.memory_mb("VmHWM"))
            time.sleep(.02)
        cpu = tree.cpu_seconds()
        tree.stop()
        if tree.shell.returncode != 0:
            raise SystemExit(f"the peer failed: see {tree.log_file}")
        return cpu, peak


class Product:
    name = "integrationactors"

    def __init__(self, sftp, source, arguments):
        self.sftp, self.source = sftp, source
        self.idle_mb = 0
        self.inbox = sftp.make_folder("in")
        self.node = Node("w6", "sqlite")
        self.sinks = os.path.join(self.node.state, "sinks")
        os.makedirs(self.sinks)
        self.node.settings += (f"files.folders.demo={self.sinks}",)
        self.node.start()
        flows = os.path.join(self.node.state, "flows")
        os.makedirs(flows)
        with open(os.path.join(flows, "w6.flow.yaml"), "w") as file:
            file.write(FLOW.format(**sftp.told, grouping=arguments.grouping))
        until(lambda: os.path.exists(self.node.socket), 60, "the node did not start")
        self.node.ia("create", "credential", "sftp", "--user", sftp.told["user"], "--password-stdin", check=True, input=sftp.told["password"])
        self.node.deploy(flows)
        quiet = time.monotonic() + 30
        until(lambda: time.monotonic() > quiet or memory_mb(self.node.process.pid) < 160, 60, "")  # a quiet node gives back what its start needed

    def take(self, sink, size):
        ours = os.path.join(self.sinks, "sink.csv")
        self.forget_peak()
        self.idle_mb = memory_mb(self.node.process.pid)
        before = self.node.cpu_seconds()
        waiting = os.path.join(self.sftp.told["home"], "linked.csv")
        os.link(self.source, waiting)
        os.rename(waiting, os.path.join(self.inbox, "source.csv"))
        until(lambda: os.path.exists(ours) and os.path.getsize(ours) >= size and not os.listdir(self.inbox), 900, f"the file did not come through; see {self.node.state}", pause=.02)
        cpu = self.node.cpu_seconds() - before
        os.rename(ours, sink)
        return cpu, memory_mb(self.node.process.pid, "VmHWM")

    def forget_peak(self):
        """Of the start of the node, or of the file before (needs root; without, the peak is that since the start)."""
        try:
            with open(f"/proc/{self.node.process.pid}/clear_refs", "w") as file:
                file.write("5")
        except OSError:
            pass

    def stop(self):
        self.node.stop()


def measure(target, number, size, expected):
    sink = os.path.join(RUN, "state", f"w6-{target.name}.csv")
    started = time.monotonic()
    cpu, peak = target.take(sink, size)
    seconds = time.monotonic() - started
    if digest(sink) != expected:
        raise SystemExit(f"{target.name}: the lines are not those of the source; see {sink}")
    os.remove(sink)
    return {"target": target.name, "round": number, "load": f"{size / 1e6:.0f} MB", "cpu_us": cpu / (size / 1e9), "rps": size / 1e6 / seconds, "idle_mb": target.idle_mb, "peak_mb": peak, "seconds": seconds}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=int, default=1024, help="size of the file")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--grouping", type=int, default=10_000, help="lines that go together through the flow")
    arguments = parser.parse_args()
    sftp = SftpServer()
    product = None
    try:
        source = os.path.join(sftp.told["home"], "source.csv")
        size, expected = make_source(source, arguments.mb)
        os.chmod(source, 0o644)
        product = Product(sftp, source, arguments)
        targets = [Peer(sftp, source), product]
        rows = []
        for number in range(arguments.rounds):
            for target in targets[::1 if number % 2 == 0 else -1]:
                rows.append(measure(target, number, size, expected))
                print(json.dumps(rows[-1]), flush=True)
                os.makedirs(os.path.join(RUN, "results"), exist_ok=True)
                with open(os.path.join(RUN, "results", "w6.jsonl"), "a") as file:
                    file.write(json.dumps(rows[-1]) + "\n")
        print(results(rows, "sshnet", COLUMNS).replace("req/s ratio", "MB/s ratio"))
    finally:
        if product:
            product.stop()
        sftp.do("stop")


if __name__ == "__main__":
    main()
