#!/usr/bin/env python3
"""
Kills the node with kill -9 every few seconds under load, and looks whether every accepted message arrived, once and in order.

Each of 16 groups has one sender, which sends its messages one after the other: it waits for each answer, and without one sends the same message again. Flow in-g<k> puts them
into the exclusive queue g<k> and answers after the commit; flow out-g<k> takes them out in order and posts them to the receiver.

Without idempotency the receiver is a program that notes every delivery. A kill may make it get a message twice: when the node dies between the delivery and the commit
that takes the message out, or between the commit that accepts a message and the answer to its sender. Never more than one message of each group.

With --idempotent every hop has the key of the message, header Idempotency-Key: in-g<k> puts a message with a known key in only once, and the receiver is a second flow of ours,
in-r<k>, which does the same with the exclusive queue r<k>. Key and message are in one transaction there, so this is the idempotent receiver that exactly once needs. What it
holds is judged when the kills are over: only then flows out-r<k> are deployed, which hand the queues r<k> to the program that notes. No kill, so no further duplicate.

Needs what build.sh built; PostgreSQL stays up during the kills.
"""
import argparse
import os
import random
import signal
import sys
import threading
import time
from collections import Counter

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from node import Node, until
from ordered import Judgement, OrderedBackend, OrderedSender

GROUPS = 16
LONGEST_START_S = 10
LONGEST_DRAIN_S = 60
LOOK_EVERY_S = .5  # counting is work for the node too

IN = """flow: in-{queue}
description: Puts messages into an exclusive queue and answers when they are safe there.
allowedHeaders: [Idempotency-Key]
from:
  https: {{ path: /{queue}, methods: [POST], authentication: none }}
steps:
  - send: {{ queue: {{ name: {queue}, access: exclusive{deduplication} }} }}
"""
DEDUPLICATION = ', deduplicationId: "${header.Idempotency-Key}"'

# A node that is killed again and again may not set aside what it was just doing.
OUT = """flow: out-{queue}
description: Delivers the messages of an exclusive queue in order.
from:
  queue: {{ name: {queue}, access: exclusive, retry: {{ interval: 1s, crashes: 100 }} }}
steps:
  - call: {{ https: {{ url: "{url}", method: POST, requestHeaders: [Idempotency-Key] }} }}
"""


class Flows:
    """The flows of a run, as files."""

    def __init__(self, node, backend, is_idempotent):
        self.node, self.backend, self.deduplication = node, backend, DEDUPLICATION if is_idempotent else ""

    def deploy_in(self, letter):
        self.deploy(f"in-{letter}", lambda k: IN.format(queue=f"{letter}{k}", deduplication=self.deduplication))

    def deploy_out(self, letter, target):
        self.deploy(f"out-{letter}", lambda k: OUT.format(queue=f"{letter}{k}", url=target(k)))

    def deploy(self, name, text):
        folder = os.path.join(self.node.state, name)
        os.makedirs(folder)
        for group in range(GROUPS):
            with open(os.path.join(folder, f"{name}{group}.flow.yaml"), "w") as file:
                file.write(text(group))
        self.node.deploy(folder)


class Accounts(threading.Thread):
    """
    Looks again and again whether what was accepted is still there: accepted = completed + failed + in flight. What was accepted before the queues are counted must be in them then,
    or have been delivered before: those deliveries are counted after the queues.
    """

    def __init__(self, node, senders, backend):
        super().__init__(daemon=True)
        self.node, self.senders, self.backend = node, senders, backend
        self.ended, self.samples, self.most_missing = threading.Event(), 0, 0

    def run(self):
        while not self.ended.wait(.5):
            accepted = sum(sender.accepted for sender in self.senders)
            try:
                queued = queued_messages(self.node)
            except OSError:
                continue  # the node is down
            self.samples += 1
            self.most_missing = max(self.most_missing, accepted - queued - self.backend.different)

    def stop(self):
        self.ended.set()
        self.join()


def queued_messages(node, letter=""):
    counts = ("waiting", "processing", "retrying", "overdue", "setAside")
    return sum(queue[count] for queue in node.read("queues")["items"] for count in counts if queue["name"].startswith(letter))


def is_empty(node, letter=""):
    try:
        return queued_messages(node, letter) == 0
    except OSError:
        return False  # busy


def kill_again_and_again(node, senders, dice, arguments):
    """Returns how long the first acceptance after each start took, how many kills there were, and the time of the last one. Some kills come while the node still starts."""
    starts, kills, end = [], 0, time.monotonic() + arguments.seconds
    while True:
        time.sleep(dice.uniform(*arguments.pause))
        first_acceptance = min((at for at in (sender.first_accepted_since(node.started_at) for sender in senders) if at), default=None)
        if first_acceptance:
            starts.append(first_acceptance - node.started_at)
        if time.monotonic() > end and first_acceptance:
            return starts, kills, killed_at
        node.kill()
        kills, killed_at = kills + 1, time.monotonic()
        node.start()


def run(seed, arguments):
    name = f"kill-{arguments.database}-{'idempotent' if arguments.idempotent else 'plain'}-{seed}"
    backend, node = OrderedBackend(GROUPS), Node(name, arguments.database)
    flows = Flows(node, backend, arguments.idempotent)
    try:
        node.start()
        flows.deploy_in("g")
        if arguments.idempotent:
            flows.deploy_in("r")
        flows.deploy_out("g", lambda k: f"{node.senders}/r{k}" if arguments.idempotent else f"{backend.url}/{k}")
        return judge(node, backend, flows, random.Random(seed), arguments)
    finally:
        node.stop()
        backend.stop()


def judge(node, backend, flows, dice, arguments):
    senders = [OrderedSender(node.senders, group, arguments.rate / GROUPS) for group in range(GROUPS)]
    accounts = Accounts(node, senders, backend)
    for thread in (*senders, accounts):
        thread.start()
    starts, kills, last_kill = kill_again_and_again(node, senders, dice, arguments)
    for sender in senders:
        sender.stop()
    for sender in senders:
        sender.join()
    until(lambda: is_empty(node, "g"), 300, f"the queues did not become empty; see {node.state}", LOOK_EVERY_S)
    drained = time.monotonic() - last_kill
    accounts.stop()
    if arguments.idempotent:
        flows.deploy_out("r", lambda k: f"{backend.url}/{k}")
        until(lambda: is_empty(node), 600, f"the queues of the receiver did not become empty; see {node.state}", LOOK_EVERY_S)
    judgement = Judgement()
    for sender in senders:
        judgement.add(sender.accepted, backend.deliveries[sender.group])
    answers = sum((Counter(sender.answers) for sender in senders), Counter())
    return show(judgement, (starts, kills), drained, accounts, arguments) & log_is_settled(node, judgement, answers, arguments)


def show(judgement, times, drained, accounts, arguments):
    starts, kills = times
    allowed = 0 if arguments.idempotent else GROUPS * kills
    print(f"{judgement.accepted} accepted, {kills} kills: lost {judgement.lost}, order breaks {judgement.order_breaks}, duplicates {judgement.duplicates} (allowed {allowed})"
          f"\n  first acceptance after a start: at most {max(starts):.1f} s of {len(starts)} that were not killed before; queues empty {drained:.1f} s after the last kill"
          f"\n  accounts: {accounts.samples} samples, at most {accounts.most_missing} missing", flush=True)
    return (judgement.lost == 0 and judgement.order_breaks == 0 and judgement.duplicates <= allowed and max(starts) <= LONGEST_START_S and drained <= LONGEST_DRAIN_S
            and accounts.samples > 0 and accounts.most_missing <= 0)


def log_is_settled(node, judgement, answers, arguments):
    """Each message of a queue has one entry in the log, and that is COMPLETED; nothing is PROCESSING any more."""
    counts = Counter((entry["flow"].split("-")[0], entry["status"].upper()) for entry in node.read_all("messages"))
    print(f"  answers to senders: {dict(answers)}\n  log: {dict(counts)}", flush=True)
    expected = judgement.accepted * (2 if arguments.idempotent else 1)
    completed, others = counts[("out", "COMPLETED")], sum(n for (kind, status), n in counts.items() if kind == "out" and status != "COMPLETED")
    is_complete = completed == expected if arguments.idempotent else expected <= completed <= expected + judgement.duplicates
    return is_complete and others == 0 and not any(status == "PROCESSING" for _, status in counts)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, nargs="+", default=[1, 2, 3], help="of the times of the kills; a run for each")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--idempotent", action="store_true", help="exactly once, see above")
    parser.add_argument("--seconds", type=float, default=300, help="how long there are kills")
    parser.add_argument("--rate", type=float, default=200, help="messages per second")
    parser.add_argument("--pause", type=float, nargs=2, default=[3, 8], help="shortest and longest time from a start to the next kill")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that no node is left behind
    good = [run(seed, arguments) for seed in arguments.seed]
    print("good" if all(good) else "NOT GOOD")
    sys.exit(not all(good))


if __name__ == "__main__":
    main()
