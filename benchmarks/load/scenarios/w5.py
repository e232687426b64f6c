#!/usr/bin/env python3
"""
W5 durable: a POST of 1 KB is answered with 202 when the message is on stable storage, and then delivered to /w5 of the backend, at least once and in any order.
CPU counts until the last delivery, and includes the database that a target starts. Flushes are those of the disk, whoever caused them: an upper bound.
"""
import os
import sys
import time
from functools import partial

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from measure import flushes, measure
from processes import PAYLOADS, http
from scenario import Load, Scenario, run

CONTENT_TYPE = "application/json"
BODY = "order-EU.json"
TARGETS = ("integrationactors", "integrationactors-postgres", "w5-sqlite", "w5-postgres", "wolverine")
LONGEST_SILENCE_S = 20
COLUMNS = (
    ("cpu_us", "CPU µs/msg", 0), ("rps", "202/s", 0), ("delivered_per_s", "delivered/s", 0), ("p50_us", "p50 µs", 0), ("p99_us", "p99 µs", 0),
    ("drain_s", "drain s", 1), ("flushes_per_message", "flushes/msg", 2))


def loads(connections):
    return [Load(str(c), (BODY,), c) for c in connections]


def check(target, backend):
    backend.reset()
    with open(f"{PAYLOADS}/{BODY}", "rb") as file:
        http(target.url("w5"), file.read().replace(b"@@@@@@@@@@", b"         7"), {"Content-Type": CONTENT_TYPE})
    assert wait_for(backend, 1) == 1, f"{target.name}: one message was sent, but not one arrived"


def wait_for(backend, messages):
    """Returns how many different messages have arrived: all, or those after which nothing came for a long time."""
    arrived, changed = 0, time.monotonic()
    while arrived < messages and time.monotonic() - changed < LONGEST_SILENCE_S:
        before, arrived = arrived, backend.stats()["w5_different"]
        if arrived != before:
            changed = time.monotonic()
        time.sleep(.02)
    return arrived


def settle(target, backend):
    """Nothing came for a second."""
    before = -1
    while (now := backend.stats()["w5"]) != before:
        before = now
        time.sleep(1)


def run_one(target, backend, command):
    settle(target, backend)
    backend.reset()
    flushes_before, start = flushes(), time.monotonic()
    row = measure(target, backend, command, partial(drain, backend, start))
    time.sleep(.3)
    answered = max(1, row["ok"])
    row |= {"flushes_per_message": (flushes() - flushes_before) / answered, "twice": backend.stats()["w5"] - row["delivered"]}
    if row["delivered"] < row["ok"]:
        raise SystemExit(f"{target.name}: LOST: {row['ok']} messages were accepted, {row['delivered']} arrived")
    return row


def drain(backend, start, row):
    delivered = wait_for(backend, row["ok"])
    seconds = time.monotonic() - start
    return {"delivered": delivered, "delivered_per_s": delivered / seconds, "drain_s": max(0, seconds - row["secs"])}


run(Scenario("w5", CONTENT_TYPE, TARGETS, "w5-sqlite", loads, check, run_one, COLUMNS, (1, 64), settle), __doc__)
