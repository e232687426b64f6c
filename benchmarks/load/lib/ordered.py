"""Numbered messages in groups: who sends them, who receives them, and what may be said of the order in which they arrived."""
import bisect
import http.client
import json
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

RETRY_S = .05
FILLER = "x" * 900


class OrderedBackend:
    """Remembers every delivery of each group in order."""

    def __init__(self, groups):
        self.deliveries = [[] for _ in range(groups)]
        backend = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self):
                message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                backend.deliveries[message["group"]].append(message["number"])
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def different(self):
        return sum(len(set(numbers)) for numbers in self.deliveries)

    def stop(self):
        self.server.shutdown()


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A node that was killed leaves broken connections."""


class OrderedSender(threading.Thread):
    """
    Sends the messages of one group, one after the other: each is sent again until it is accepted, always with the same Idempotency-Key. It is behind its time after the
    node was away, and then as quick as it can be.
    """

    def __init__(self, url, group, per_second):
        super().__init__(daemon=True)
        self.url, self.group, self.step = urlsplit(f"{url}/g{group}"), group, 1 / per_second
        self.ended = threading.Event()
        self.accepted, self.answers, self.accepted_at = 0, {}, []
        self.connection = None

    def run(self):
        due = time.monotonic() + self.step * self.group / 16
        while not self.ended.wait(max(0, due - time.monotonic())):
            self.send_until_accepted()
            due += self.step

    def stop(self):
        """The message that is under way is still sent until it is accepted."""
        self.ended.set()

    def send_until_accepted(self):
        while not self.is_accepted():
            time.sleep(RETRY_S)
        self.accepted_at.append(time.monotonic())
        self.accepted += 1

    def first_accepted_since(self, moment):
        """When the first message after a moment was accepted, or None."""
        place = bisect.bisect_right(self.accepted_at, moment)
        return self.accepted_at[place] if place < len(self.accepted_at) else None

    def is_accepted(self):
        body = json.dumps({"group": self.group, "number": self.accepted, "filler": FILLER})
        headers = {"Content-Type": "application/json", "Idempotency-Key": f"{self.group}-{self.accepted}"}
        try:
            self.connection = self.connection or http.client.HTTPConnection(self.url.hostname, self.url.port, timeout=30)
            self.connection.request("POST", self.url.path, body, headers)
            response = self.connection.getresponse()
            response.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            return self.count("no answer", accepted=False)
        return self.count(response.status, accepted=200 <= response.status < 300)

    def count(self, answer, accepted):
        self.answers[answer] = self.answers.get(answer, 0) + 1
        return accepted


@dataclass
class Judgement:
    accepted: int = 0
    lost: int = 0
    duplicates: int = 0
    order_breaks: int = 0

    def add(self, accepted, numbers):
        """
        Judges one group. The first delivery of each message comes right after that of the one before. A message may come again only as long as none behind it has come:
        anything else is a break of the order. A message that was sent but not accepted may have arrived.
        """
        self.accepted += accepted
        self.lost += len(set(range(accepted)) - set(numbers))
        self.duplicates += len(numbers) - len(set(numbers))
        expected = 0
        for number in numbers:
            if number == expected:
                expected += 1
            elif number != expected - 1:
                self.order_breaks += 1
                expected = max(expected, number + 1)
