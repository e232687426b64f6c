#!/usr/bin/env python3
"""W2 mediation: 1 KB of JSON becomes XML, two headers are set, and $.region routes to /b1 (EU), /b2 (US) or /b3 of the backend."""
import os
import sys
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from processes import PAYLOADS, http
from scenario import Load, Scenario, run

CONTENT_TYPE = "application/json"
REGIONS = ("EU", "US", "APAC")
BODIES = tuple(f"order-{region}.json" for region in REGIONS)


def loads(connections):
    return [Load(str(c), BODIES, c) for c in connections] + [Load("rate500", BODIES, rate=500)]


def check(target, backend):
    backend.reset()
    for route, region in enumerate(REGIONS, 1):
        with open(f"{PAYLOADS}/order-{region}.json", "rb") as file:
            body = file.read().replace(b"@@@@@@@@@@", b"         7")
        order = ElementTree.fromstring(http(target.url("w2"), body, {"Content-Type": CONTENT_TYPE}))
        is_right = (order.tag, order.findtext("id").strip(), order.findtext("region")) == ("order", "7", region)
        assert is_right and len(order.findall("lines")) == 8, f"{target.name}: wrong XML for {region}"
        assert backend.stats()[f"b{route}"] == 1, f"{target.name}: wrong route for {region}"


run(Scenario("w2", CONTENT_TYPE, ("integrationactors", "minimal"), "minimal", loads, check), __doc__)
