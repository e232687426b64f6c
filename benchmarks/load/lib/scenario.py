"""The course of a scenario: start everything, check the answers, warm up, measure in turns, report, stop."""
import argparse
import os
import subprocess
import time
from dataclasses import dataclass
from functools import partial
from typing import Callable

import report
from measure import interleave, load_command, measure
from processes import RUN, Backend, Target

WARM_CONNECTIONS = 32
OPEN_LOOP_CONNECTIONS = 32
BURST_S, PAUSE_S = 4, .5


@dataclass(frozen=True)
class Load:
    """What is sent: a closed loop over some connections, or, with a rate, an open loop."""
    name: str
    bodies: tuple[str, ...]
    connections: int = OPEN_LOOP_CONNECTIONS
    rate: int = 0
    path: str = ""
    """Key of the path in a target's description; that of the scenario when empty."""
    content_type: str = ""
    """That of the scenario when empty."""


@dataclass(frozen=True)
class Scenario:
    name: str
    content_type: str
    targets: tuple[str, ...]
    reference: str
    """Target to which the others are compared."""
    loads: Callable[[list[int]], list[Load]]
    """The loads for the numbers of connections that were asked for; the first one of each path also warms up."""
    check: Callable[[Target, Backend], None]
    """Ends the run when a target answers wrongly."""
    measure: Callable[[Target, Backend, list[str]], dict] = measure
    """Runs the command of one load and returns what was seen."""
    columns: tuple[tuple[str, str, int], ...] = report.COLUMNS
    """Field of a row, head of its column, digits."""
    connections: tuple[int, ...] = (1, 32, 128)
    """The numbers of connections if none are asked for."""
    settle: Callable[[Target, Backend], None] = lambda target, backend: None
    """Waits after the warm-up until nothing of it goes on."""
    warm_connections: int = WARM_CONNECTIONS


def run(scenario, description):
    arguments = parse(scenario, description)
    os.makedirs(os.path.join(RUN, "results"), exist_ok=True)
    backend, targets = Backend(), []
    try:
        backend.start()
        for name in arguments.targets:
            targets.append(Target(name, backend))
            targets[-1].start()
        measure_all(scenario, arguments, backend, targets)
    finally:
        for target in targets:
            target.stop()
        backend.stop()


def measure_all(scenario, arguments, backend, targets):
    loads = scenario.loads(arguments.connections)

    def command_of(target, load, connections, seconds, rate=0):
        return load_command(target.url(load.path or scenario.name), load.bodies, load.content_type or scenario.content_type, connections, seconds, rate)

    for target in targets:
        scenario.check(target, backend)
    for target in targets:
        for load in {load.path: load for load in reversed(loads)}.values():
            warm_up(partial(command_of, target, load, scenario.warm_connections), arguments.warm)
        scenario.settle(target, backend)

    def run_one(target, load):
        return scenario.measure(target, backend, command_of(target, load, load.connections, arguments.secs, load.rate))

    raw_file = os.path.join(RUN, "results", scenario.name + ".jsonl")
    rows = interleave(targets, loads, arguments.rounds, run_one, raw_file)
    reference = arguments.ref if arguments.ref in arguments.targets else None
    print(f"\n{report.results(rows, reference, scenario.columns)}\n\n{report.footprints(targets)}")


def warm_up(command, seconds):
    """In bursts: .NET compiles what is called often when for a moment nothing is called for the first time, which under an even load takes minutes to come."""
    while seconds > 0:
        subprocess.run(command(min(seconds, BURST_S)), capture_output=True, check=True)
        time.sleep(PAUSE_S)
        seconds -= BURST_S


def parse(scenario, description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--targets", type=names, default=scenario.targets, help="names of files in targets/, comma-separated")
    parser.add_argument("--connections", type=numbers, default=list(scenario.connections), help="closed loops to run, comma-separated")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--secs", type=float, default=4, help="length of one load")
    parser.add_argument("--warm", type=float, default=8, help="seconds of warm-up per target and path; .NET needs some to compile")
    parser.add_argument("--ref", default=scenario.reference, help="target to compare with")
    return parser.parse_args()


def names(text):
    return tuple(text.split(","))


def numbers(text):
    return [int(x) for x in text.split(",")]
