#!/usr/bin/env python3
"""Writes the payloads of all scenarios into the folder given as argument. The same on every machine."""
import json
import os
import random
import string
import sys
from xml.sax.saxutils import escape

REGIONS = ["EU", "US", "APAC"]
MARK = "@@@@@@@@@@"  # the load generator puts a running number here
JSON_SIZE = 1024
JSON_LINES = 8
XML_LINES = 93

dice = random.Random(42)


def main(folder):
    os.makedirs(folder, exist_ok=True)
    payloads = {"body-1k.bin": letters(1024), "body-10k.bin": letters(10240)}
    for region in REGIONS:
        payloads[f"order-{region}.json"] = order_json(order(region, JSON_LINES))
        payloads[f"order-{region}.xml"] = order_xml(order(region, XML_LINES))
    for name, text in payloads.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(text.encode())


def letters(count):
    return "".join(dice.choices(string.ascii_lowercase + string.digits, k=count))


def order(region, lines):
    return {
        "id": 4711,
        "region": region,
        "customer": {
            "name": f"Customer {dice.randint(1000, 9999)}",
            "vat": f"DE{dice.randint(10**8, 10**9 - 1)}",
            "email": f"c{dice.randint(1000, 9999)}@example.org",
        },
        "currency": "EUR",
        "priority": bool(dice.randint(0, 1)),
        "note": "",
        "lines": [order_line() for _ in range(lines)],
    }


def order_line():
    return {
        "sku": f"SKU-{dice.randint(10000, 99999)}",
        "qty": dice.randint(1, 20),
        "price": dice.randint(100, 99999) / 100,
        "text": f"part & <piece> no. {dice.randint(1, 999)}",
    }


def order_json(content):
    """Exactly 1 KB, filled up in the note."""
    text = json.dumps(content).replace('"id": 4711', f'"id":{MARK}')
    return text.replace('"note": ""', '"note": "' + "n" * (JSON_SIZE - len(text)) + '"')


def order_xml(content):
    customer = content["customer"]
    lines = "".join(
        f'    <line no="{number}" sku="{line["sku"]}"><qty>{line["qty"]}</qty><price>{line["price"]:.2f}</price>'
        f'<text>{escape(line["text"])}</text></line>\n'
        for number, line in enumerate(content["lines"], 1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<order xmlns="urn:example:order" id="{content["id"]}">\n'
        f'  <header><region>{content["region"]}</region><currency>{content["currency"]}</currency>'
        f'<customer vat="{customer["vat"]}"><name>{customer["name"]}</name><email>{customer["email"]}</email></customer></header>\n'
        f"  <lines>\n{lines}  </lines>\n</order>\n")


main(sys.argv[1])
