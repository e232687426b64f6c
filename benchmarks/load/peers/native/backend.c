// The system behind the flows: a single-threaded HTTP/1.1 server on 127.0.0.1 that costs next to nothing.
//   POST /b1 /b2 /b3  answers with the body and its Content-Type, and counts each of the three
//   POST /slow        answers with the body after 50 ms
//   POST /w5          answers "ok"; counts messages, and different ones by the number behind "id": in the body
//   POST /...         answers with the body, counted as "echo"
//   GET  /stats       the counters as JSON
//   GET  /reset       sets them to zero
// usage: backend <port>
#define _GNU_SOURCE
#include "http.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { READ_SIZE = 65536, MAX_EVENTS = 256, MORE = 0, SLOW_NS = 50000000, MAX_ID = 1 << 26 };

typedef struct connection {
  int socket, is_slow;
  buffer in, out;
  size_t sent;
  uint64_t answer_at;
  struct connection *next;
} connection;

static uint64_t echoed, routed[4], bad, delivered, different, largest_id;
static unsigned char *seen;
static connection *first_slow, *last_slow;

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void respond(connection *c, const char *type, size_t type_length, const char *body, size_t length) {
  char head[512];
  int n = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Type: %.*s\r\nContent-Length: %zu\r\n\r\n",
                   (int)type_length, type, length);
  buffer_add(&c->out, head, n);
  buffer_add(&c->out, body, length);
}

static void respond_stats(connection *c) {
  char body[256];
  int n = snprintf(body, sizeof body, "{\"echo\":%lu,\"b1\":%lu,\"b2\":%lu,\"b3\":%lu,\"w5\":%lu,\"w5_different\":%lu,\"bad\":%lu}\n",
                   echoed, routed[1], routed[2], routed[3], delivered, different, bad);
  respond(c, "application/json", 16, body, n);
}

static void respond_echo(connection *c, const char *head, size_t head_size, const char *body, size_t length) {
  const char *type = header(head, head_size, "content-type");
  if (type) {
    respond(c, type, strcspn(type, "\r\n"), body, length);
  } else {
    respond(c, "application/octet-stream", 24, body, length);
  }
}

static void respond_delivered(connection *c, const char *body, size_t length) {
  const char *mark = memmem(body, length, "\"id\":", 5);
  uint64_t id = mark ? strtoull(mark + 5, NULL, 10) : MAX_ID;
  if (id < MAX_ID) {
    delivered++;
    different += !seen[id];
    seen[id] = 1;
    if (id > largest_id) largest_id = id;
  } else {
    bad++;
  }
  respond(c, "text/plain", 10, "ok", 2);
}

static void reset(void) {
  echoed = bad = delivered = different = 0;
  memset(routed, 0, sizeof routed);
  memset(seen, 0, largest_id + 1);
  largest_id = 0;
}

static void handle(connection *c, const char *head, size_t head_size, const char *body, size_t length) {
  const char *path = memchr(head, ' ', head_size);
  if (!path) {
    bad++;
    respond(c, "text/plain", 10, "bad", 3);
    return;
  }
  path++;
  if (!strncmp(path, "/stats", 6)) {
    respond_stats(c);
  } else if (!strncmp(path, "/reset", 6)) {
    reset();
    respond(c, "text/plain", 10, "ok", 2);
  } else if (!strncmp(path, "/w5", 3)) {
    respond_delivered(c, body, length);
  } else {
    if (path[0] == '/' && path[1] == 'b' && path[2] >= '1' && path[2] <= '3') routed[path[2] - '0']++;
    else echoed++;
    c->is_slow = !strncmp(path, "/slow", 5);
    respond_echo(c, head, head_size, body, length);
  }
}

// Takes one chunked request; returns how many bytes it had, or MORE. Trailers are not supported.
static size_t take_chunked(connection *c, const char *bytes, size_t length, size_t head_size) {
  static buffer body;
  body.length = 0;
  const char *p = bytes + head_size, *end = bytes + length;
  for (;;) {
    const char *line_end = memmem(p, end - p, "\r\n", 2);
    if (!line_end) return MORE;
    size_t size = strtoull(p, NULL, 16);
    p = line_end + 2;
    if ((size_t)(end - p) < size + 2) return MORE;
    if (size == 0) {
      handle(c, bytes, head_size, body.bytes, body.length);
      return p + 2 - bytes;
    }
    buffer_add(&body, p, size);
    p += size + 2;
  }
}

// Takes one request; returns how many bytes it had, or MORE.
static size_t take_request(connection *c, const char *bytes, size_t length) {
  size_t head_size = head_length(bytes, length);
  if (!head_size) return MORE;
  const char *content_length = header(bytes, head_size, "content-length");
  const char *encoding = header(bytes, head_size, "transfer-encoding");
  if (content_length) {
    size_t body = strtoull(content_length, NULL, 10);
    if (length < head_size + body) {
      int waits = header(bytes, head_size, "expect") && length == head_size;
      if (waits) buffer_add(&c->out, "HTTP/1.1 100 Continue\r\n\r\n", 25);
      return MORE;
    }
    handle(c, bytes, head_size, bytes + head_size, body);
    return head_size + body;
  }
  if (encoding && !strncasecmp(encoding, "chunked", 7)) return take_chunked(c, bytes, length, head_size);
  handle(c, bytes, head_size, bytes + head_size, 0);
  return head_size;
}

// False when the peer is gone.
static int receive(connection *c) {
  buffer_reserve(&c->in, READ_SIZE + 1);
  ssize_t n = read(c->socket, c->in.bytes + c->in.length, c->in.capacity - c->in.length - 1);
  if (n <= 0) return n < 0 && errno == EAGAIN;
  c->in.length += n;
  c->in.bytes[c->in.length] = 0;
  size_t taken = 0, size;
  while (taken < c->in.length && (size = take_request(c, c->in.bytes + taken, c->in.length - taken)) != MORE) taken += size;
  if (taken) {
    buffer_drop(&c->in, taken);
    c->in.bytes[c->in.length] = 0;
  }
  return 1;
}

// False when the peer is gone.
static int transmit(connection *c, int epoll, int was_waiting) {
  if (c->out.length == c->sent) return 1;
  ssize_t n = write(c->socket, c->out.bytes + c->sent, c->out.length - c->sent);
  if (n < 0 && errno != EAGAIN) return 0;
  if (n > 0) c->sent += n;
  if (c->sent == c->out.length) c->sent = c->out.length = 0;
  int waits = c->out.length > 0;
  if (waits || was_waiting) {
    struct epoll_event event = {.events = EPOLLIN | (waits ? EPOLLOUT : 0), .data.ptr = c};
    epoll_ctl(epoll, EPOLL_CTL_MOD, c->socket, &event);
  }
  return 1;
}

static void accept_all(int listener, int epoll) {
  int s, on = 1;
  while ((s = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connection *c = calloc(1, sizeof *c);
    c->socket = s;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(epoll, EPOLL_CTL_ADD, s, &event);
  }
}

static void forget(connection *c) {
  close(c->socket);
  free(c->in.bytes);
  free(c->out.bytes);
  free(c);
}

// Slow answers all take the same time, so those that wait are in the order in which they are due. One that waits is not closed by its peer's end.
static void serve(connection *c, int epoll, uint32_t events) {
  if (c->answer_at) return;
  int alive = !(events & (EPOLLIN | EPOLLHUP | EPOLLERR)) || receive(c);
  if (alive && c->is_slow && c->out.length) {
    c->is_slow = 0;
    c->answer_at = now() + SLOW_NS;
    c->next = NULL;
    if (first_slow) last_slow->next = c;
    else first_slow = c;
    last_slow = c;
  } else if (!alive || !transmit(c, epoll, events & EPOLLOUT)) {
    forget(c);
  }
}

// Answers what is due; returns for how many milliseconds nothing will be, -1 for ever.
static int answer_slow(int epoll) {
  while (first_slow) {
    connection *c = first_slow;
    uint64_t t = now();
    if (c->answer_at > t) return (int)((c->answer_at - t) / 1000000) + 1;
    first_slow = c->next;
    c->answer_at = 0;
    if (!transmit(c, epoll, 0)) forget(c);
  }
  return -1;
}

static int listen_on(int port) {
  int s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1;
  setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (bind(s, (void *)&address, sizeof address) || listen(s, 4096)) {
    perror("listen");
    exit(1);
  }
  return s;
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: backend <port>\n");
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  seen = calloc(MAX_ID, 1);
  int listener = listen_on(atoi(argv[1])), epoll = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL}, events[MAX_EVENTS];
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    int n = epoll_wait(epoll, events, MAX_EVENTS, answer_slow(epoll));
    for (int i = 0; i < n; i++) {
      connection *c = events[i].data.ptr;
      if (c) serve(c, epoll, events[i].events);
      else accept_all(listener, epoll);
    }
  }
}
