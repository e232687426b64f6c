#!/usr/bin/env python3
"""W3 XML: an order of 11 KB, routed by XPath to /b1, /b2 or /b3 of the backend, becomes an invoice by XSLT 1.0."""
import os
import sys
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from processes import PAYLOADS, http
from scenario import Load, Scenario, run

CONTENT_TYPE = "application/xml"
REGIONS = ("EU", "US", "APAC")
BODIES = tuple(f"order-{region}.xml" for region in REGIONS)
LINES = 93


def loads(connections):
    return [Load(str(c), BODIES, c) for c in connections] + [Load("rate100", BODIES, rate=100)]


def check(target, backend):
    backend.reset()
    for route, region in enumerate(REGIONS, 1):
        with open(f"{PAYLOADS}/order-{region}.xml", "rb") as file:
            invoice = ElementTree.fromstring(http(target.url("w3"), file.read(), {"Content-Type": CONTENT_TYPE}))
        counts = (invoice.findtext("LineCount"), len(invoice.findall("Items/Item")))
        assert invoice.tag == "Invoice" and counts == (str(LINES), LINES), f"{target.name}: wrong invoice for {region}"
        assert backend.stats()[f"b{route}"] == 1, f"{target.name}: wrong route for {region}"


run(Scenario("w3", CONTENT_TYPE, ("integrationactors", "minimal"), "minimal", loads, check), __doc__)
