"""One load on one target, and many of them in turns."""
import json
import os
import subprocess
import time

from processes import PAYLOADS, RUN, read


def load_command(url, bodies, content_type, connections, seconds, rate=0):
    command = [f"{RUN}/loadgen", "-u", url, "-c", str(connections), "-d", str(seconds), "-H", f"Content-Type: {content_type}"]
    for body in bodies:
        command += ["-b", os.path.join(PAYLOADS, body)]
    return command + (["-r", str(rate)] if rate else [])


def machine_cpu():
    """Seconds that all processors were busy, and stolen by the host."""
    with open("/proc/stat") as file:
        ticks = [int(x) for x in file.readline().split()[1:]]
    idle, waiting, stolen = ticks[3], ticks[4], ticks[7]
    per_second = os.sysconf("SC_CLK_TCK")
    return (sum(ticks) - idle - waiting) / per_second, stolen / per_second


def flushes():
    """Times so far that the disk under RUN was told to empty its cache: about the number of syncs, of all processes. 0 where it isn't counted."""
    device = os.stat(RUN).st_dev
    disk = os.path.realpath(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}")
    if os.path.exists(disk + "/partition"):
        disk = os.path.dirname(disk)
    counters = read(disk + "/stat").split()
    return int(counters[15]) if len(counters) > 15 else 0


def measure(target, backend, command, finish=lambda row: {}):
    """
    Runs one load. CPU per request counts the tree of the target only; other_cpu is what strangers used, in cores.
    What the target still does after its last answer is part of it when finish waits for the end of that; finish may add fields.
    """
    target_before, backend_before = target.cpu_seconds(), backend.cpu_seconds()
    (busy_before, stolen_before), clock_before = machine_cpu(), time.monotonic()
    row = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    row |= finish(row)
    seconds = time.monotonic() - clock_before
    target_cpu, backend_cpu = target.cpu_seconds() - target_before, backend.cpu_seconds() - backend_before
    busy, stolen = machine_cpu()
    strangers = busy - busy_before - target_cpu - backend_cpu - row["gen_cpu_s"]
    answered = max(1, row["ok"])
    return row | {
        "target": target.name,
        "cpu_us": target_cpu * 1e6 / answered,
        "backend_cpu_us": backend_cpu * 1e6 / answered,
        "other_cpu": max(0, strangers) / seconds,
        "steal": (stolen - stolen_before) / seconds,
        "rss_mb": target.memory_mb(),
        "peak_mb": target.memory_mb("VmHWM"),
    }


def interleave(targets, loads, rounds, run, raw_file):
    """Every round puts every load on every target, in an order that rotates, so that all see the same noise."""
    rows = []
    with open(raw_file, "a") as raw:
        for number in range(rounds):
            turn = number % len(targets)
            for load in loads:
                for target in targets[turn:] + targets[:turn]:
                    row = run(target, load) | {"round": number, "load": load.name, "at": time.time()}
                    rows.append(row)
                    raw.write(json.dumps(row) + "\n")
                    raw.flush()
                    print_row(row)
    return rows


def print_row(row):
    print(
        f"{row['round']} {row['load']:>12} {row['target']:<18} {row['rps']:>9.0f}/s  cpu {row['cpu_us']:>7.1f} us"
        f"  p50 {row['p50_us']:>8.0f}  p99 {row['p99_us']:>8.0f}  failed {row['err'] + row['non2xx']}  other {row['other_cpu']:.2f}",
        flush=True)
