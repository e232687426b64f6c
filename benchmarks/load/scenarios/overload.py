#!/usr/bin/env python3
"""Overload: measures what a flow can carry, offers three times as much for a minute, then half of it. What is accepted must stay quick, the rest must be told when to
come back, memory must stay bounded, and afterwards everything must be as before. Once the places of the flow run out, because its receiver takes 50 ms; once the
processors do. Then the generator, which has the same processors, can't send all that is due, so latency counts since the sending."""
import argparse
import json
import os
import subprocess
import sys
import threading
import urllib.error
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from measure import load_command
from processes import PAYLOADS, Backend, Target

BODY = ("body-1k.bin",)
CONTENT_TYPE = "application/octet-stream"
OFFERING_CONNECTIONS = 2000
LONGEST_P99_US = 2_000_000
# Scenario of the target, connections that use all of its capacity, field of the latency that counts.
KINDS = {"receiver": ("overload", 400, "p99_us"), "processors": ("w1", 32, "p99_sent_us")}


def offer(target, scenario, connections, seconds, rate=0):
    command = load_command(target.url(scenario), BODY, CONTENT_TYPE, connections, seconds, rate)
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


class Sampler(threading.Thread):
    """A sender of its own: looks at whole answers while the load runs."""

    def __init__(self, url):
        super().__init__()
        self.url, self.ended, self.answers = url, threading.Event(), {}

    def run(self):
        with open(os.path.join(PAYLOADS, BODY[0]), "rb") as file:
            body = file.read()
        while not self.ended.wait(.2):
            try:
                with urllib.request.urlopen(urllib.request.Request(self.url, data=body), timeout=10) as response:
                    self.count(response.status, "")
            except urllib.error.HTTPError as refusal:
                self.count(refusal.code, f", Retry-After {refusal.headers['Retry-After']}")
            except OSError as error:
                self.count("none", f", {error}")

    def count(self, status, more):
        answer = f"{status}{more}"
        self.answers[answer] = self.answers.get(answer, 0) + 1

    def stop(self):
        self.ended.set()
        self.join()
        return self.answers


def show(title, row, target):
    print(f"{title:<24} {row['rps']:>8.0f} accepted/s  p50 {row['p50_us'] / 1000:>8.1f} ms  p99 {row['p99_us'] / 1000:>8.1f} ms  since sent {row['p99_sent_us'] / 1000:>8.1f} ms"
          f"  told to come back {row['non2xx']:>8}  broken {row['err']:>6}  memory {target.memory_mb():>6.0f} MB", flush=True)
    return row


def overload(target, kind, arguments):
    scenario, connections, latency = KINDS[kind]
    offer(target, scenario, connections, 10)
    capacity = show(f"{kind}: capacity", offer(target, scenario, connections, 8), target)["rps"]
    sampler = Sampler(target.url(scenario))
    sampler.start()
    over = show(f"{arguments.factor:g} times that", offer(target, scenario, OFFERING_CONNECTIONS, arguments.secs, int(capacity * arguments.factor)), target)
    answers = sampler.stop()
    after = show("half of it, right after", offer(target, scenario, connections, 10, int(capacity / 2)), target)
    print(f"  answers to a sender of its own: {answers}", flush=True)
    return over["ok"] > 0 and over["err"] + after["non2xx"] + after["err"] == 0 and over[latency] <= LONGEST_P99_US and not any("None" in a or "none" in a for a in answers)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", default="integrationactors")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--secs", type=float, default=60, help="length of an overload")
    parser.add_argument("--factor", type=float, default=3)
    arguments = parser.parse_args()
    backend = Backend()
    target = Target(arguments.target, backend)
    try:
        backend.start()
        target.start()
        good = [overload(target, kind, arguments) for kind in arguments.kinds.split(",")]
        print(f"memory at most {target.memory_mb('VmHWM'):.0f} MB")
    finally:
        target.stop()
        backend.stop()
    print("good" if all(good) else "NOT GOOD: accepted p99 over 2 s, broken requests, refusals without Retry-After, or refusals after the overload")
    sys.exit(not all(good))


main()
