#!/usr/bin/env python3
"""
Documents of 500 MB (or --mb): split and gathered in JSON, XML and CSV, and put through each converter that streams; 10,000 and 100,000 parts in an aggregator. Checks each answer, or what the aggregator sends on, and
how far resident memory goes over that of the idle server.

The server is warmed up with 5 MB through the same flow first, and is left alone until its memory is at rest. Its cache of files does not count: parts of large bodies are in spool files.
"""
import argparse
import hashlib
import http.client
import http.server
import json
import os
import queue
import sys
import threading
import time
import urllib.parse
from dataclasses import dataclass
from typing import Callable

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from node import Node
from processes import PAYLOADS, memory_mb
from report import table_head, table_row

ALLOWED_GROWTH_MB = 64
CONTENT_TYPES = {"json": "application/json", "xml": "application/xml", "csv": "text/csv"}
FLOW = """flow: {name}
from:
  https: {{ path: /{name}, methods: [POST], authentication: none, maxBodySize: 2GB }}
steps:
{steps}
"""
SPLIT = """  - splitter:
      {way}
      steps:
        - map:
            fields: {{ id: "{id}", sum: "{sum}" }}
  - gather: json
"""
AGGREGATE = """  - splitter:
      jsonpath: "$[*]"
      parallel: 50
      steps:
        - aggregator:
            name: orders
            correlation: all
            format: json
            completionSize: {parts}
            maxMessages: {parts}
            steps: [ {{ call: {{ https: {{ url: "{receiver}", method: POST }} }} }} ]
"""


class Document:
    """The 10,000 orders of W4 again and again."""

    def __init__(self, kind):
        with open(f"{PAYLOADS}/orders.{kind}", "rb") as file:
            content = file.read()
        head, tail = {"json": (b"[", b"]"), "xml": (b'<?xml version="1.0"?>\n<orders>\n', b"</orders>\n"), "csv": (content.split(b"\n")[0] + b"\n", b"")}[kind]
        self.kind, self.head, self.tail = kind, head, tail
        self.block = content[len(head):len(content) - len(tail)]
        self.between = b"," if kind == "json" else b""

    def pieces(self, repeats):
        yield self.head
        for number in range(repeats):
            if number > 0:
                yield self.between
            yield self.block
        yield self.tail

    def length(self, repeats):
        return len(self.head) + len(self.tail) + repeats * len(self.block) + (repeats - 1) * len(self.between)


@dataclass(frozen=True)
class Case:
    name: str
    kind: str
    steps: str
    check: Callable[["Answer", int], str]
    """What is wrong with the answer; the number says how often the orders were sent."""
    repeats: int = 0
    """How often the orders are sent; 0: as often as fills the size that was asked for."""



class Answer:
    """Takes an answer piece by piece; keeps what the checks need."""

    def __init__(self, mark):
        self.digest, self.mark, self.marks, self.end, self.length, self.kept = hashlib.sha256(), mark, 0, b"", 0, []

    def take(self, piece):
        self.length += len(piece)
        if self.mark is None:
            self.digest.update(piece)
        elif self.mark == b"":
            self.kept.append(piece)
        else:
            seen = self.end + piece
            self.marks += seen.count(self.mark)
            self.end = seen[-(len(self.mark) - 1):]


class Receiver(http.server.ThreadingHTTPServer):
    """Takes what aggregators send on."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), ReceiverHandler)
        self.taken = queue.Queue()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/"


class ReceiverHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        answer = Answer(PART)
        for piece in self.pieces():
            answer.take(piece)
        self.send_response(204)
        self.end_headers()
        self.server.taken.put(answer)

    def pieces(self):
        if "Content-Length" in self.headers:
            left = int(self.headers["Content-Length"])
            while left > 0 and (piece := self.rfile.read(min(left, 1 << 20))):
                left -= len(piece)
                yield piece
            return
        while (length := int(self.rfile.readline(), 16)) > 0:
            yield self.rfile.read(length)
            self.rfile.readline()
        self.rfile.readline()

    def log_message(self, *_):
        pass


def totals():
    with open(f"{PAYLOADS}/orders.json", "rb") as file:
        orders = json.load(file)
    return len(orders), sum(round(sum(line["qty"] * line["price"] for line in order["lines"]), 2) for order in orders)


def gathered(answer, repeats):
    count, total = totals()
    parts = json.loads(b"".join(answer.kept))
    seen = sum(part["sum"] for part in parts)
    right = len(parts) == count * repeats and abs(seen - total * repeats) < 1e-8 * seen + 1
    return "" if right else f"{len(parts)} parts with a sum of {seen}"


def counted(answer, repeats):
    expected = totals()[0] * repeats
    return "" if answer.marks == expected else f"{answer.marks} records, not {expected}"


def unchanged(kind):
    def check(answer, repeats):
        sent = hashlib.sha256()
        for piece in Document(kind).pieces(repeats):
            sent.update(piece)
        return "" if sent.digest() == answer.digest.digest() else "not what was sent"
    return check


SPLITS = (
    ("split-json", "json", 'jsonpath: "$[*]"', "$.id", "round(sum($.lines[*], .qty * .price), 2)"),
    ("split-xml", "xml", "xpath: /orders/order", "number(/order/id)", "round(sum(/order/line, ./qty * ./price), 2)"),
    ("split-csv", "csv", "csv: { as: json }", "number($.id)", "round($.q1 * $.p1 + $.q2 * $.p2 + $.q3 * $.p3 + $.q4 * $.p4, 2)"),
)
CONVERTERS = (
    ("jsonToXml", "json", "- jsonToXml: { root: order }", b"</id>"),
    ("xmlToJson", "xml", "- xmlToJson: { streaming: true, arrayPaths: [/orders/order, /orders/order/line] }", b'"id":'),
    ("csvToXml", "csv", "- csvToXml: { path: orders/order }", b"</order>"),
    ("csvToJson", "csv", "- csvToJson", b'"id":'),
    ("xmlToCsv", "xml", "- xmlToCsv: { path: orders/order, fields: [id, region, name] }", b"Customer "),
    ("jsonToCsv", "json", "- jsonToCsv: { fields: [id, region, customer/name] }", b"Customer "),
)
AND_BACK = (
    ("base64", "json", "- base64Encode\n  - base64Decode"),
    ("gzip", "json", "- gzip\n  - gunzip"),
    ("zip", "json", "- zip: { entry: orders.json }\n  - unzip"),
    ("tar", "json", "- tar: { entry: orders.json }\n  - untar"),
)
PART = b'"lines"'
AGGREGATED = (("aggregator-10000", 1), ("aggregator-100000", 10))
CASES = [
    *(Case(name, kind, SPLIT.format(way=way, id=number, sum=total), gathered) for name, kind, way, number, total in SPLITS),
    *(Case(name, kind, "  " + steps, counted) for name, kind, steps, _ in CONVERTERS),
    *(Case(name, kind, "  " + steps, unchanged(kind)) for name, kind, steps in AND_BACK),
    *(Case(name, "json", AGGREGATE, counted, repeats) for name, repeats in AGGREGATED),
]
MARKS = {name: mark for name, _, _, mark in CONVERTERS} | {case.name: b"" for case in CASES if case.check is gathered}


def send(url, case, repeats):
    document, address = Document(case.kind), urllib.parse.urlparse(url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=900)
    connection.putrequest("POST", address.path)
    connection.putheader("Content-Type", CONTENT_TYPES[case.kind])
    connection.putheader("Content-Length", str(document.length(repeats)))
    connection.endheaders()
    for piece in document.pieces(repeats):
        connection.send(piece)
    response, answer = connection.getresponse(), Answer(MARKS.get(case.name))
    while piece := response.read(1 << 20):
        answer.take(piece)
    return response.status, answer


class Memory(threading.Thread):
    """Looks at the memory of a process all the time and keeps the most."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.ended, self.most = pid, threading.Event(), 0

    def run(self):
        while not self.ended.wait(.02):
            self.most = max(self.most, memory_mb(self.pid))


def rest(pid):
    """The memory of the process when it has not changed for three seconds, or after a minute."""
    before, since, end = memory_mb(pid), time.monotonic(), time.monotonic() + 60
    while time.monotonic() < min(since + 3, end):
        time.sleep(.5)
        now = memory_mb(pid)
        if abs(now - before) > 1:
            before, since = now, time.monotonic()
    return memory_mb(pid)


def run(node, receiver, case, repeats):
    """What came back, or what the aggregator sent on, and what is wrong with it."""
    status, answer = send(f"{node.senders}/{case.name}", case, repeats)
    if status == 200 and case.steps is AGGREGATE:
        answer = receiver.taken.get(timeout=120)
    return f"status {status}" if status != 200 else case.check(answer, repeats)


def measure(node, receiver, case, repeats):
    wrong = run(node, receiver, case, case.repeats or 1)
    if wrong:
        return case.name, "", "", "", "", f"5 MB: {wrong}"
    idle, memory, started = rest(node.process.pid), Memory(node.process.pid), time.monotonic()
    memory.start()
    wrong = run(node, receiver, case, repeats)
    seconds = time.monotonic() - started
    memory.ended.set()
    growth = memory.most - idle
    verdict = wrong or ("" if growth <= ALLOWED_GROWTH_MB else "too much memory")
    return case.name, f"{seconds:.1f}", f"{idle:.0f}", f"{memory.most:.0f}", f"{growth:.0f}", verdict


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mb", type=int, default=500)
    parser.add_argument("--cases", default=",".join(case.name for case in CASES), help="comma-separated")
    arguments = parser.parse_args()
    cases = [case for case in CASES if case.name in arguments.cases.split(",")]
    node, receiver, rows = Node("largesplit", "sqlite"), Receiver(), []
    try:
        node.start()
        folder = os.path.join(node.state, "flows")
        os.makedirs(folder)
        for case in cases:
            with open(f"{folder}/{case.name.lower()}.flow.yaml", "w") as file:
                file.write(FLOW.format(name=case.name, steps=case.steps.format(parts=10_000 * case.repeats, receiver=receiver.url) if case.steps is AGGREGATE else case.steps))
        node.deploy(folder)
        for case in cases:
            repeats = case.repeats or max(1, round(arguments.mb * 1e6 / len(Document(case.kind).block)))
            rows.append(measure(node, receiver, case, repeats))
            print(*rows[-1], sep="  ", flush=True)
    finally:
        node.stop()
    print("\n" + "\n".join([*table_head(["case", "s", "idle MB", "at most MB", "grew by MB", "wrong"]), *(table_row(row) for row in rows)]))
    sys.exit(any(row[-1] for row in rows))


main()
