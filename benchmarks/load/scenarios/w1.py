#!/usr/bin/env python3
"""W1 pass-through: the body of a POST goes to /echo of the backend, and its answer comes back unchanged."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from processes import PAYLOADS, http
from scenario import Load, Scenario, run

CONTENT_TYPE = "application/octet-stream"


def loads(connections):
    closed = [Load(f"{c}/{size}", (f"body-{size}.bin",), c) for size in ("1k", "10k") for c in connections]
    return closed + [Load("rate500/1k", ("body-1k.bin",), rate=500)]


def check(target, backend):
    with open(f"{PAYLOADS}/body-10k.bin", "rb") as file:
        body = file.read()
    backend.reset()
    answer = http(target.url("w1"), body, {"Content-Type": CONTENT_TYPE})
    assert answer == body, f"{target.name}: the answer is not what the backend sent"
    assert backend.stats()["echo"] == 1, f"{target.name}: the backend was not asked once"


run(Scenario("w1", CONTENT_TYPE, ("integrationactors", "yarp", "minimal"), "yarp", loads, check), __doc__)
