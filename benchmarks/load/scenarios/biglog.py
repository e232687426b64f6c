#!/usr/bin/env python3
"""
A log of millions of messages of 31 days, one day more than are kept: how long people wait for its first page and for what they search, and whether retention deletes a day while messages
come in. The rows are written into the tables directly, since nobody looks at how they got there; everything else goes through the API and over HTTP.
"""
import argparse
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from measure import load_command
from node import Node, until
from processes import http

DAYS = 31
KEPT_DAYS = 30
DAY_S = 24 * 3600
LONGEST_ANSWER_S = 1
RATE = 200
CORRELATED = 1000  # one of so many messages has a correlation id of its own
RARE = 500_000  # one of so many is of a flow of its own
TRACKED = 100  # one of so many has a tracked key
BODY = "body-1k.bin"
FLOW = """flow: log
from:
  https: { path: /log, methods: [POST], authentication: none }
steps:
  - set: { body: logged }
"""

COLUMNS = "id, flow, version, level, status, started, duration, correlation, intermediate_error, step_total"
POSTGRES = """
SET search_path TO "{schema}"; SET synchronous_commit = off;
INSERT INTO flow (id, name) VALUES (1000001, 'orders'), (1000002, 'invoices'), (1000003, 'rare');
INSERT INTO message ({columns})
SELECT decode(lpad(to_hex(({start} + i * {step})::bigint), 12, '0') || '7000' || lpad(to_hex(i::bigint), 16, '0'), 'hex'), CASE WHEN i % {rare} = 7 THEN 1000003 ELSE 1000001 + i % 2 END, 1, 2, CASE WHEN i % 10 = 3 THEN 3 ELSE 2 END,
  ({start} + i * {step})::bigint * 1000, 1500, CASE WHEN i % {correlated} = 0 THEN 'c-' || i END, 0, 5 FROM generate_series(0, {messages} - 1) AS i;
INSERT INTO message_key (name, value, id) SELECT 'orderId', i::text, decode(lpad(to_hex(({start} + i * {step})::bigint), 12, '0') || '7000' || lpad(to_hex(i::bigint), 16, '0'), 'hex')
  FROM generate_series(0, {messages} - 1, {tracked}) AS i;
"""


class Log:
    """The messages: when they were, and what they are called."""

    def __init__(self, messages):
        self.messages = messages
        self.start = int((time.time() - DAYS * DAY_S) * 1000)
        self.step = DAYS * DAY_S * 1000 / messages

    def at(self, i):
        return int(self.start + i * self.step)

    def id_of(self, i):
        return self.at(i).to_bytes(6, "big") + b"\x70\x00" + i.to_bytes(8, "big")

    def row(self, i):
        return (self.id_of(i), 1000003 if i % RARE == 7 else 1000001 + i % 2, 1, 2, 3 if i % 10 == 3 else 2, self.at(i) * 1000, 1500, f"c-{i}" if i % CORRELATED == 0 else None, 0, 5)

    def fill_sqlite(self, file):
        with sqlite3.connect(file) as store:
            store.execute("PRAGMA synchronous = OFF")
            store.execute("INSERT INTO flow (id, name) VALUES (1000001, 'orders'), (1000002, 'invoices'), (1000003, 'rare')")
            store.executemany(f"INSERT INTO message ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (self.row(i) for i in range(self.messages)))
            store.executemany("INSERT INTO message_key (name, value, id) VALUES ('orderId', ?, ?)", ((str(i), self.id_of(i)) for i in range(0, self.messages, TRACKED)))

    def fill_postgres(self, port):
        schema = psql(port, "SELECT table_schema FROM information_schema.tables WHERE table_name = 'message' AND table_schema LIKE '%demo%'").strip()
        psql(port, POSTGRES.format(schema=schema, columns=COLUMNS, start=self.start, step=f"{self.step:.9f}", messages=self.messages, correlated=CORRELATED, rare=RARE, tracked=TRACKED))


def psql(port, script):
    command = ["psql", "-h", "127.0.0.1", "-p", str(port), "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-qAt"]
    return subprocess.run(command, input=script, capture_output=True, text=True, check=True).stdout


def prepare(node, log):
    """The tables are those of a node that ran before."""
    folder = os.path.join(node.state, "flow")
    os.makedirs(folder)
    with open(os.path.join(folder, "log.flow.yaml"), "w") as file:
        file.write(FLOW)
    node.start()
    node.deploy(folder)
    node.stop_in_order()
    began = time.monotonic()
    if node.postgres:
        log.fill_postgres(node.ports["database"])
    else:
        log.fill_sqlite(os.path.join(node.data, "tenants", "demo", "store.db"))
    print(f"{log.messages} rows written in {time.monotonic() - began:.0f} s", flush=True)


def search(node, log):
    """Each question is asked ten times; the longest counts: the first one, when the node has read nothing yet, and those for which PostgreSQL plans no more."""
    middle, tracked = log.messages // 2, log.messages // 2 // TRACKED * TRACKED
    digits = log.id_of(middle).hex()
    uuid = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
    questions = {
        "first page": ("messages?limit=50", 50), "failed": ("messages?limit=50&status=FAILED", 50), "a message": (f"messages?id={uuid}", 1),
        "a correlation id": (f"messages?id=c-{middle // CORRELATED * CORRELATED}", 1), "a tracked key": (f"messages?key=orderId:{tracked}", 1),
        "a flow": ("messages?limit=50&flow=invoices", 50), "a rare flow": ("messages?limit=50&flow=rare", None)}
    longest = 0
    for name, (path, expected) in questions.items():
        times = []
        for _ in range(10):
            began = time.monotonic()
            found = len(node.read(path)["items"])
            times.append(time.monotonic() - began)
            if found != expected and (expected or found < log.messages * KEPT_DAYS // DAYS // RARE - 1):
                raise SystemExit(f"{name}: {found} found, not {expected}")
        longest = max(longest, *times)
        print(f"  {name}: first {times[0] * 1000:.0f} ms, longest {max(times) * 1000:.0f} ms", flush=True)
    return longest <= LONGEST_ANSWER_S


def is_up(node):
    try:
        return http(f"{node.senders}/log", b"")
    except OSError:
        return False


def expired(node):
    last = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - KEPT_DAYS * DAY_S - 60))
    return bool(node.read(f"messages?limit=1&to={last}")["items"])


def retention(node, seconds):
    """Messages come in all the time while a day of them is deleted."""
    had = expired(node)
    command = load_command(f"{node.senders}/log", (BODY,), "application/octet-stream", 8, seconds, RATE)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as load:
        began = time.monotonic()
        until(lambda: not expired(node), seconds, "the oldest day was not deleted in time")
        took = time.monotonic() - began
        row = json.loads(load.communicate()[0])
    print(f"  retention: a day was {'there, and gone' if had else 'gone'} {took:.0f} s after the load began; {row['ok']} messages meanwhile, {row['non2xx'] + row['err']} refused, "
          f"p50 {row['p50_us'] / 1000:.1f} ms, p99 {row['p99_us'] / 1000:.1f} ms, longest {row['max_us'] / 1000:.0f} ms", flush=True)
    return had and row["non2xx"] + row["err"] == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--messages", type=int, default=5_000_000)
    parser.add_argument("--seconds", type=float, default=120, help="how long messages come in, and how long retention may take")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that no node is left behind
    node, log = Node(f"biglog-{arguments.database}", arguments.database), Log(arguments.messages)
    node.settings += ("retention.interval=30s",)
    try:
        prepare(node, log)
        node.start()
        until(lambda: is_up(node), 60, f"the node did not start; see {node.state}")
        good = [retention(node, arguments.seconds), search(node, log)]
    finally:
        node.stop()
    print("good" if all(good) else "NOT GOOD")
    sys.exit(not all(good))


main()
