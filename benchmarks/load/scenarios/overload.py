#!/usr/bin/env python3
"""Overload: measures what W1 can carry, then offers three times as much for a minute, then half of it. What is accepted must stay quick, the rest must be told to come
back, memory must stay bounded, and afterwards everything must be as before."""
import argparse
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from measure import load_command
from processes import Backend, Target

BODY = ("body-1k.bin",)
CONTENT_TYPE = "application/octet-stream"
OFFERING_CONNECTIONS = 2000


def offer(target, connections, seconds, rate=0):
    command = load_command(target.url("w1"), BODY, CONTENT_TYPE, connections, seconds, rate)
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def show(title, row, target):
    print(f"{title:<22} {row['rps']:>8.0f} accepted/s  p50 {row['p50_us'] / 1000:>8.1f} ms  p99 {row['p99_us'] / 1000:>8.1f} ms"
          f"  told to come back {row['non2xx']:>8}  broken {row['err']:>6}  memory {target.memory_mb():>6.0f} MB", flush=True)
    return row


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", default="integrationactors")
    parser.add_argument("--secs", type=float, default=60, help="length of the overload")
    parser.add_argument("--factor", type=float, default=3)
    arguments = parser.parse_args()
    backend = Backend()
    target = Target(arguments.target, backend)
    try:
        backend.start()
        target.start()
        offer(target, 32, 8)
        capacity = show("capacity, 32 senders", offer(target, 32, 8), target)["rps"]
        over = show(f"{arguments.factor:g} times that", offer(target, OFFERING_CONNECTIONS, arguments.secs, int(capacity * arguments.factor)), target)
        after = show("half of it, right after", offer(target, 32, 10, int(capacity / 2)), target)
    finally:
        target.stop()
        backend.stop()
    good = over["p99_us"] <= 2_000_000 and over["ok"] > 0 and after["non2xx"] + after["err"] == 0
    print("good" if good else "NOT GOOD: accepted p99 over 2 s, or refusals after the overload")
    sys.exit(not good)


main()
