#!/usr/bin/env python3
"""A large body: 2 GB (or --mb) go in, through to a backend, and come back. Compares SHA-256 of both ends and the growth of resident memory."""
import argparse
import hashlib
import http.client
import http.server
import os
import shutil
import sys
import tempfile
import threading
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from processes import Target

BLOCK = os.urandom(1 << 20)
ALLOWED_GROWTH_MB = 256


class FileEcho(http.server.BaseHTTPRequestHandler):
    """Takes the whole body into a file, then answers with it: as a client of HTTP/1.1 expects, and never holding the body."""
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        with tempfile.TemporaryFile() as file:
            left = length
            while left > 0:
                block = self.rfile.read(min(left, 1 << 20))
                file.write(block)
                left -= len(block)
            file.seek(0)
            self.send_response(200)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            shutil.copyfileobj(file, self.wfile, 1 << 20)

    def log_message(self, *_):
        pass


class EchoServer:
    def __init__(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), FileEcho)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def pass_through(url, megabytes):
    address = urllib.parse.urlparse(url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=600)
    connection.putrequest("POST", address.path)
    connection.putheader("Content-Type", "application/octet-stream")
    connection.putheader("Content-Length", str(megabytes << 20))
    connection.endheaders()
    sent, received, answers = hashlib.sha256(), hashlib.sha256(), []

    def receive():
        answer = connection.getresponse()
        answers.append(answer.status)
        while block := answer.read(1 << 20):
            received.update(block)

    reader = None
    for number in range(megabytes):
        block = BLOCK[number % 1000:] + BLOCK[:number % 1000]
        sent.update(block)
        connection.send(block)
        if reader is None:
            reader = threading.Thread(target=receive)
            reader.start()
    reader.join()
    return answers[0], sent.hexdigest(), received.hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", default="integrationactors")
    parser.add_argument("--mb", type=int, default=2048)
    arguments = parser.parse_args()
    target = Target(arguments.target, EchoServer())
    try:
        target.start()
        pass_through(target.url("large"), 1)
        before, peak, done = target.memory_mb(), [0.0], threading.Event()

        def watch():
            while not done.wait(.05):
                peak[0] = max(peak[0], target.memory_mb())

        threading.Thread(target=watch, daemon=True).start()
        started = time.monotonic()
        status, sent, received = pass_through(target.url("large"), arguments.mb)
        seconds = time.monotonic() - started
        done.set()
    finally:
        target.stop()
    growth = peak[0] - before
    print(f"status {status}, {arguments.mb} MB in {seconds:.1f} s; memory before {before:.0f} MB, at most {peak[0]:.0f} MB (grew by {growth:.0f})")
    print(f"sent     {sent}\nreceived {received}")
    sys.exit(not (status == 200 and sent == received and growth <= ALLOWED_GROWTH_MB))


main()
