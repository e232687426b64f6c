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
RECORDS = 10_000
RECORD_LINES = 4

dice = random.Random(42)


def main(folder):
    os.makedirs(folder, exist_ok=True)
    payloads = {"body-1k.bin": letters(1024), "body-10k.bin": letters(10240)}
    for region in REGIONS:
        payloads[f"order-{region}.json"] = order_json(order(region, JSON_LINES))
        payloads[f"order-{region}.xml"] = order_xml(order(region, XML_LINES))
    orders = [order(dice.choice(REGIONS), RECORD_LINES) | {"id": number, "note": "n" * 60} for number in range(RECORDS)]
    payloads["orders.json"] = json.dumps(orders)
    payloads["orders.xml"] = '<?xml version="1.0"?>\n<orders>\n' + "".join(map(record_xml, orders)) + "</orders>\n"
    columns = [f"{letter}{number}" for number in range(1, RECORD_LINES + 1) for letter in "sqp"]
    payloads["orders.csv"] = ",".join(["id", "region", "name", "vat", "note", *columns]) + "\n" + "".join(map(record_csv, orders))
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


def record_xml(content):
    lines = "".join(f'<line><sku>{line["sku"]}</sku><qty>{line["qty"]}</qty><price>{line["price"]:.2f}</price></line>' for line in content["lines"])
    customer = content["customer"]
    return (
        f'<order><id>{content["id"]}</id><region>{content["region"]}</region><name>{customer["name"]}</name><vat>{customer["vat"]}</vat>'
        f'<note>{content["note"]}</note>{lines}</order>\n')


def record_csv(content):
    """Filled up to the length of the others in the note."""
    customer = content["customer"]
    lines = [str(value) for line in content["lines"] for value in (line["sku"], line["qty"], line["price"])]
    return ",".join([str(content["id"]), content["region"], f'"{customer["name"]}"', customer["vat"], "n" * 300, *lines]) + "\n"


main(sys.argv[1])
