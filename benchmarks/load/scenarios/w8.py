#!/usr/bin/env python3
"""
W8, from Kafka to Kafka: records of 1 KB of JSON are copied from topic to topic (copy), or become XML on the way (xml), at least once, at most 2,000 of them under way. CPU of the target per message.

The cluster is the mock of librdkafka, one broker, 4 partitions for each topic; it and what loads it are one process (cspeers kafka), which is not counted. The peer is a loop over Confluent.Kafka (cspeers w8). Both
targets run all the time, each on topics of its own.
"""
import argparse
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from node import Node, until
from processes import PAYLOADS, RUN, ProcessTree, memory_mb
from report import results

VARIANTS = ("copy", "xml")
WINDOW = 2000  # messages under way; the loop of the peer has no limit of its own
FLOW = """flow: w8-{variant}
concurrency: {{ maxInFlight: {window} }}
from:
  kafka: {{ brokers: ["{brokers}"], tls: false, topics: [{source}], autoOffsetReset: earliest, order: none, concurrency: {window}, prefetch: {window} }}
steps:{step}
  - send: {{ kafka: {{ brokers: ["{brokers}"], tls: false, topic: {sink} }} }}
"""
STEPS = {"copy": "", "xml": "\n  - jsonToXml: { root: order }"}
COLUMNS = (("cpu_us", "CPU µs/message", 1), ("rps", "messages/s", 0), ("peak_mb", "peak MB", 0))
TEMPLATE = os.path.join(PAYLOADS, "order-EU.json")


class Cluster:
    """The cluster, and what loads it."""

    def __init__(self, topics):
        self.log = open(os.path.join(RUN, "state", "w8-kafka.log"), "wb")
        command = [f"{RUN}/cspeers/cspeers", "kafka", TEMPLATE, *topics]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.brokers = self.process.stdout.readline().strip()
        if not self.brokers:
            raise SystemExit(f"the cluster did not start; see {self.log.name}")

    def drive(self, source, sink, count):
        """Seconds until all came, and the value of the last one."""
        self.process.stdin.write(f"{source} {sink} {count}\n")
        self.process.stdin.flush()
        came, seconds, value = self.process.stdout.readline().rstrip("\n").split(" ", 2)
        if int(came) < count:
            raise SystemExit(f"{came} of {count} came from {source} to {sink}")
        return float(seconds), value

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.log.close()


class Peer:
    name = "confluent"

    def __init__(self, cluster):
        self.trees = {}
        for variant in VARIANTS:
            how = "xml" if variant == "xml" else "none"
            self.trees[variant] = ProcessTree(f"w8-loop-{variant}", f"exec {RUN}/cspeers/cspeers w8 {cluster.brokers} {topic(self, variant, 'in')} {topic(self, variant, 'out')} {how}")
            self.trees[variant].start()

    def cpu_seconds(self, variant):
        return self.trees[variant].cpu_seconds()

    def peak_mb(self, variant):
        return self.trees[variant].memory_mb("VmHWM")

    def stop(self):
        for tree in self.trees.values():
            tree.stop()


class Product:
    name = "integrationactors"

    def __init__(self, cluster):
        self.node = Node("w8", "sqlite")
        self.node.start()
        flows = os.path.join(self.node.state, "flows")
        os.makedirs(flows)
        for variant in VARIANTS:
            names = {"brokers": cluster.brokers, "source": topic(self, variant, "in"), "sink": topic(self, variant, "out")}
            with open(os.path.join(flows, f"w8-{variant}.flow.yaml"), "w") as file:
                file.write(FLOW.format(variant=variant, step=STEPS[variant], window=WINDOW, **names))
        until(lambda: os.path.exists(self.node.socket), 60, "the node did not start")
        self.node.deploy(flows)

    def cpu_seconds(self, _):
        return self.node.cpu_seconds()

    def peak_mb(self, _):
        return memory_mb(self.node.process.pid, "VmHWM")

    def stop(self):
        self.node.stop()


def topic(target, variant, way):
    name = target if isinstance(target, type) else type(target)
    return f"{name.name}-{variant}-{way}"


def drive(cluster, target, variant, count):
    return cluster.drive(topic(target, variant, "in"), topic(target, variant, "out"), count)


def check(cluster, target, variant):
    value = drive(cluster, target, variant, 1000)[1]
    with open(TEMPLATE) as file:
        expected = file.read()
    good = re.sub(r'"id": *\d+', "", value) == re.sub(r'"id": *@+', "", expected) if variant == "copy" else re.search(r"<order>.*<id> *\d+</id>.*<lines>.*</order>$", value)
    if not good:
        raise SystemExit(f"{target.name}, {variant}: wrong result: {value}")


def measure(cluster, target, variant, number, count):
    before = target.cpu_seconds(variant)
    seconds, _ = drive(cluster, target, variant, count)
    cpu = target.cpu_seconds(variant) - before
    return {"target": target.name, "round": number, "load": variant, "cpu_us": cpu * 1e6 / count, "rps": count / seconds, "peak_mb": target.peak_mb(variant)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=40_000, help="messages of a measurement")
    parser.add_argument("--warm", type=int, default=3, help="measurements before those that count")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    os.makedirs(os.path.join(RUN, "state"), exist_ok=True)
    os.makedirs(os.path.join(RUN, "results"), exist_ok=True)
    cluster = Cluster([topic(kind, variant, way) for kind in (Peer, Product) for variant in VARIANTS for way in ("in", "out")])
    targets, rows = [], []
    try:
        for kind in (Peer, Product):
            targets.append(kind(cluster))
        for target in targets:
            for variant in VARIANTS:
                check(cluster, target, variant)
        for number in range(-arguments.warm, arguments.rounds):
            for variant in VARIANTS:
                for target in targets[::1 if number % 2 == 0 else -1]:
                    row = measure(cluster, target, variant, number, arguments.count)
                    print(json.dumps(row), flush=True)
                    if number >= 0:
                        rows.append(row)
                        with open(os.path.join(RUN, "results", "w8.jsonl"), "a") as file:
                            file.write(json.dumps(row) + "\n")
        print(results(rows, Peer.name, COLUMNS).replace("req/s ratio", "messages/s ratio"))
    finally:
        for target in targets:
            target.stop()
        cluster.stop()


if __name__ == "__main__":
    main()
