#!/usr/bin/env python3
"""
A queue that grows while nobody takes anything out: memory must not grow with it, and it must drain quickly; a message that always fails must hold up nothing but its own queue.

First the queue is paused and filled over HTTP (202 each) with bodies of 10 kB, then it is resumed and drained into the backend. In the second part one exclusive queue has a message at its
head that its receiver refuses, while another one of the same kind is used as before.
"""
import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from measure import load_command
from node import Node, until
from ordered import OrderedBackend, OrderedSender
from processes import HERE, PAYLOADS, Backend, memory_mb

BODY = "numbered-10k.json"
QUEUE = "in.w5"
CONNECTIONS = 32
MOST_MEMORY_MB = 150
LEAST_PER_SECOND = 200
POISON = 0  # group of the queue with the message that fails
HEALTHY = 1
HEALTHY_MESSAGES = 200

IN = """flow: in-g{k}
from:
  https: {{ path: /g{k}, methods: [POST], authentication: none }}
steps:
  - send: {{ queue: {{ name: g{k}, access: exclusive }} }}
"""
OUT = """flow: out-g{k}
from:
  queue: {{ name: g{k}, access: exclusive, retry: {{ interval: 1s }} }}
steps:
  - call: {{ https: {{ url: "{url}", method: POST }} }}
"""


class Memory(threading.Thread):
    """Looks at the memory of the node all the time and keeps the most."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.ended, self.most = pid, threading.Event(), 0

    def run(self):
        while not self.ended.wait(.1):
            self.most = max(self.most, memory_mb(self.pid))


def write_body():
    """10 kB, with a place for the number that the generator gives each message."""
    with open(os.path.join(PAYLOADS, BODY), "w") as file:
        file.write(f'{{"id":{"@" * 10},"text":"{os.urandom(5000).hex()}"}}')


def load(node, seconds):
    command = load_command(f"{node.senders}/w5", (BODY,), "application/json", CONNECTIONS, seconds)
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def queued(node, name):
    return next((sum(queue[count] for count in ("waiting", "processing", "retrying", "overdue", "setAside")) for queue in node.read("queues")["items"] if queue["name"] == name), 0)


def deploy(node, name, flows, settings=()):
    folder = os.path.join(node.state, name)
    os.makedirs(folder)
    for flow, text in flows.items():
        with open(os.path.join(folder, flow + ".flow.yaml"), "w") as file:
            file.write(text)
    node.deploy(folder, *settings)


def backlog(node, backend, arguments):
    with open(os.path.join(HERE, "flows", "w5.flow.yaml")) as file:
        deploy(node, "backlog", {"w5": file.read()}, ("--set", f"backend={backend.url}"))
    load(node, 10)
    until(lambda: queued(node, QUEUE) == 0, 60, "the warm-up did not drain")
    time.sleep(10)
    memory = Memory(node.process.pid)
    idle = memory_mb(node.process.pid)
    memory.start()
    node.ia("queue", "pause", QUEUE, check=True)
    accepted, began = 0, time.monotonic()
    while accepted < arguments.messages:
        row = load(node, 2)
        accepted += row["ok"]
        if row["non2xx"] or row["err"]:
            raise SystemExit(f"not all were accepted: {row}")
    filling, waiting = time.monotonic() - began, queued(node, QUEUE)
    filled = memory.most
    backend.reset()
    node.ia("queue", "resume", QUEUE, check=True)
    began = time.monotonic()
    until(lambda: queued(node, QUEUE) == 0, 1200, "the queue did not drain", pause=.5)
    draining, delivered = time.monotonic() - began, backend.stats()["w5"]
    memory.ended.set()
    memory.join()
    print(f"{accepted} of 10 kB accepted with {accepted / filling:.0f}/s, {waiting} in the queue, {delivered} delivered with {delivered / draining:.0f}/s"
          f"\n  memory: idle {idle:.0f} MB, at most {filled:.0f} MB while it was filled, {memory.most:.0f} MB until it was empty", flush=True)
    return waiting == accepted == delivered and memory.most - idle <= MOST_MEMORY_MB and delivered / draining >= LEAST_PER_SECOND


def poison(node):
    backend = OrderedBackend(HEALTHY + 1)
    deploy(node, "poison", {f"in-g{k}": IN.format(k=k) for k in (POISON, HEALTHY)} | {
        f"out-g{POISON}": OUT.format(k=POISON, url=f"{backend.url.rsplit(':', 1)[0]}:1/"),  # nobody listens
        f"out-g{HEALTHY}": OUT.format(k=HEALTHY, url=f"{backend.url}/{HEALTHY}")})
    senders = [OrderedSender(node.senders, k, per_second=50) for k in (POISON, HEALTHY)]
    for sender in senders:
        sender.start()
    until(lambda: len(backend.deliveries[HEALTHY]) >= HEALTHY_MESSAGES, 60, "the healthy queue does not go on")
    for sender in senders:
        sender.stop()
        sender.join()
    until(lambda: queued(node, f"g{HEALTHY}") == 0, 30, "the healthy queue did not drain")
    healthy, stuck = backend.deliveries[HEALTHY], queued(node, f"g{POISON}")
    backend.stop()
    print(f"poison: {stuck} of {senders[POISON].accepted} wait behind the message that fails; the other queue delivered {len(healthy)} of {senders[HEALTHY].accepted}", flush=True)
    return stuck == senders[POISON].accepted and healthy == list(range(senders[HEALTHY].accepted))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--messages", type=int, default=100_000)
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that no node is left behind
    write_body()
    backend, node = Backend(), Node(f"backlog-{arguments.database}", arguments.database)
    try:
        backend.start()
        node.start()
        good = [backlog(node, backend, arguments), poison(node)]
    finally:
        node.stop()
        backend.stop()
    print("good" if all(good) else "NOT GOOD")
    sys.exit(not all(good))


main()
