#!/usr/bin/env python3
"""
Many small files: --files of 1 KB wait on an SFTP server, each becomes a message, and is deleted when its run is completed. Time counts until the folder is empty.

Each round takes as many files with each --concurrency (0: the channel does not say it), one after the other, on the same node. What a file costs is round trips and commits, which overlap when several are in flight.
"""
import argparse
import json
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from node import Node, until
from processes import RUN
from report import spread, table_head, table_row, unique
from w6 import LOGIN, SftpServer

FLOW = """flow: files-{concurrency}
from:
  sftp: {{ """ + LOGIN + """, directory: in-{concurrency}, poll: 100ms, maxMessagesPerPoll: 500{option} }}
steps:
  - set: {{ properties: {{ seen: "${{header.CamelFileName}}" }} }}
"""


def fill(sftp, folder, count):
    """Elsewhere first, so that the channel sees them all at once."""
    aside = sftp.make_folder("aside")
    for number in range(count):
        with open(os.path.join(aside, f"{number:06}.csv"), "wb") as file:
            file.write(b"x" * 1000)
    os.rmdir(folder)
    os.rename(aside, folder)


def measure(node, sftp, concurrency, count, number):
    folder = os.path.join(sftp.told["home"], f"in-{concurrency}")
    cpu, started = node.cpu_seconds(), time.monotonic()
    fill(sftp, folder, count)
    filled = time.monotonic() - started
    until(lambda: not os.listdir(folder), 300, f"the files did not go; see {node.state}", pause=.05)
    seconds = time.monotonic() - started - filled
    return {"concurrency": concurrency, "round": number, "files_s": count / seconds, "cpu_us": (node.cpu_seconds() - cpu) / count * 1e6}


def deploy(node, sftp, concurrencies):
    flows = os.path.join(node.state, "flows")
    os.makedirs(flows)
    for concurrency in concurrencies:
        sftp.make_folder(f"in-{concurrency}")
        with open(os.path.join(flows, f"files-{concurrency}.flow.yaml"), "w") as file:
            file.write(FLOW.format(**sftp.told, concurrency=concurrency, option=f", concurrency: {concurrency}" if concurrency else ""))
    until(lambda: os.path.exists(node.socket), 60, "the node did not start")
    node.ia("create", "credential", "sftp", "--user", sftp.told["user"], "--password-stdin", check=True, input=sftp.told["password"])
    node.deploy(flows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--concurrency", default="1,8,32")
    arguments = parser.parse_args()
    concurrencies = [int(each) for each in arguments.concurrency.split(",")]
    sftp, node = SftpServer(), Node("smallfiles", "sqlite")
    try:
        node.start()
        deploy(node, sftp, concurrencies)
        rows = []
        for number in range(arguments.rounds):
            for concurrency in concurrencies[::1 if number % 2 == 0 else -1]:
                rows.append(measure(node, sftp, concurrency, arguments.files, number))
                print(json.dumps(rows[-1]), flush=True)
        lines = table_head(["concurrency", "files/s", "CPU µs/file"])
        for concurrency in unique(row["concurrency"] for row in rows):
            of = [row for row in rows if row["concurrency"] == concurrency]
            lines.append(table_row([str(concurrency), spread([row["files_s"] for row in of], 0), spread([row["cpu_us"] for row in of], 0)]))
        print("\n".join(lines))
    finally:
        node.stop()
        sftp.do("stop")


if __name__ == "__main__":
    main()
