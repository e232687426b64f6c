#!/usr/bin/env python3
"""
W4 split and aggregate: a file of 5 MB with 10,000 orders (JSON, XML, CSV) is split, each order becomes its id, region and the sum of qty * price, and the answer is one JSON array.
CPU and rate are those of a record, not of a file.
"""
import json
import os
import sys
from functools import cache

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from measure import measure
from processes import PAYLOADS, http
from scenario import Load, Scenario, run

RECORDS = 10_000
CONTENT_TYPES = {"json": "application/json", "xml": "application/xml", "csv": "text/csv"}
COLUMNS = (("cpu_us_record", "CPU µs/record", 2), ("records_per_s", "records/s", 0), ("p50_us", "p50 µs/file", 0), ("peak_mb", "peak MB", 0))


def loads(connections):
    return [Load(f"{c}/{kind}", (f"orders.{kind}",), c, path=f"w4-{kind}", content_type=kind_type) for kind, kind_type in CONTENT_TYPES.items() for c in connections]


@cache
def expected():
    with open(f"{PAYLOADS}/orders.json", "rb") as file:
        return [(o["id"], o["region"], sum(line["qty"] * line["price"] for line in o["lines"])) for o in json.load(file)]


def check(target, backend):
    for kind, content_type in CONTENT_TYPES.items():
        with open(f"{PAYLOADS}/orders.{kind}", "rb") as file:
            answer = json.loads(http(target.url(f"w4-{kind}"), file.read(), {"Content-Type": content_type}, timeout=60))
        assert len(answer) == RECORDS, f"{target.name}: {len(answer)} records of {kind}"
        for record, (number, region, total) in zip(answer, expected()):
            assert (record["id"], record["region"]) == (number, region), f"{target.name}: {kind}: {record} is not order {number}"
            assert abs(record["sum"] - total) < .02, f"{target.name}: {kind}: the sum of order {number} is {record['sum']}, not {total}"


def run_one(target, backend, command):
    row = measure(target, backend, command)
    return row | {"cpu_us_record": row["cpu_us"] / RECORDS, "records_per_s": row["rps"] * RECORDS}


run(Scenario("w4", "", ("integrationactors", "minimal"), "minimal", loads, check, run_one, COLUMNS, (1, 4), warm_connections=4), __doc__)
