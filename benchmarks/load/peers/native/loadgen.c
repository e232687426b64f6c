// HTTP/1.1 load generator with kept connections, single-threaded, for 127.0.0.1. Prints one line of JSON.
// Closed loop by default: each connection sends its next request when the answer is there. With -r an open loop: requests are due at
// fixed times, and latency counts from then, so a slow server can't hide behind the generator (no coordinated omission).
// The latency since a request was sent is told beside it: it leaves out what waited in the generator for a free connection.
// Bodies rotate over the -b files; the mark @@@@@@@@@@ in a body becomes a running number.
// usage: loadgen -u http://127.0.0.1:port/path -c connections -d seconds [-r rate] [-b file]... [-H 'Name: value']...
#define _GNU_SOURCE
#include "histogram.h"
#include "http.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { READ_SIZE = 65536, MAX_EVENTS = 512, MAX_BODIES = 16, MAX_HEADERS = 16, MARK_SIZE = 10 };
enum { RETRY_NS = 20000000, DRAIN_NS = 2000000000, IDLE_NS = 5000000, BUSY_NS = 50000000 };

typedef struct {
  char *bytes;
  size_t length, mark;
} request;

typedef struct {
  int socket, is_open, is_busy;
  uint64_t due, sent_at, retry_at;
  buffer in;
  char *out;
} connection;

static struct {
  char host[64], path[512];
  int port, connections, bodies, headers;
  double seconds, rate;
  const char *body_files[MAX_BODIES], *header_lines[MAX_HEADERS];
} options = {.connections = 1, .seconds = 5, .path = "/", .port = 80};

static request requests[MAX_BODIES];
static int request_count, epoll;
static struct sockaddr_in server;
static histogram latencies, since_sent;
static uint64_t sent, ok, failed, refused, last_answer, end_time;

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void drop(connection *c, uint64_t retry_after) {
  if (c->socket >= 0) close(c->socket);
  c->socket = -1;
  c->is_open = c->is_busy = 0;
  c->in.length = 0;
  c->retry_at = now() + retry_after;
}

static void open_connection(connection *c) {
  int on = 1;
  c->socket = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(c->socket, (void *)&server, sizeof server)) {
    drop(c, RETRY_NS);
    return;
  }
  setsockopt(c->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
  epoll_ctl(epoll, EPOLL_CTL_ADD, c->socket, &event);
  c->is_open = 1;
}

static void send_request(connection *c, uint64_t due) {
  const request *r = &requests[sent % request_count];
  memcpy(c->out, r->bytes, r->length);
  if (r->mark) {
    char number[24];
    snprintf(number, sizeof number, "%10lu", sent % 10000000000ul);
    memcpy(c->out + r->mark, number, MARK_SIZE);
  }
  c->due = due;
  c->sent_at = now();
  c->is_busy = 1;
  sent++;
  for (size_t done = 0; done < r->length;) {
    ssize_t n = send(c->socket, c->out + done, r->length - done, MSG_NOSIGNAL);
    if (n <= 0) {
      failed++;
      drop(c, RETRY_NS);
      return;
    }
    done += n;
  }
}

// Size of the head of a complete answer, else 0.
static size_t complete_answer(connection *c, int *status) {
  size_t head = head_length(c->in.bytes, c->in.length);
  if (!head) return 0;
  *status = atoi(c->in.bytes + 9);
  if (*status == 100) {
    buffer_drop(&c->in, head);
    c->in.bytes[c->in.length] = 0;
    return complete_answer(c, status);
  }
  const char *length = header(c->in.bytes, head, "content-length");
  if (length) return c->in.length >= head + strtoull(length, NULL, 10) ? head : 0;
  if (!header(c->in.bytes, head, "transfer-encoding")) return head;
  int is_complete = c->in.length >= head + 5 && !memcmp(c->in.bytes + c->in.length - 5, "0\r\n\r\n", 5);
  return is_complete ? head : 0;
}

static void finish_request(connection *c, size_t head, int status) {
  uint64_t t = last_answer = now();
  if (status >= 200 && status < 300) {
    ok++;
    histogram_add(&latencies, t - c->due);
    histogram_add(&since_sent, t - c->sent_at);
  } else {
    refused++;
  }
  const char *mode = header(c->in.bytes, head, "connection");
  int closes = mode && !strncasecmp(mode, "close", 5);
  c->is_busy = 0;
  c->in.length = 0;
  if (closes) drop(c, 0);
  else if (options.rate == 0 && t < end_time) send_request(c, t);
}

static void receive(connection *c) {
  buffer_reserve(&c->in, READ_SIZE + 1);
  ssize_t n = recv(c->socket, c->in.bytes + c->in.length, c->in.capacity - c->in.length - 1, MSG_DONTWAIT);
  if (n < 0 && errno == EAGAIN) return;
  if (n <= 0) {
    failed += c->is_busy;
    drop(c, RETRY_NS);
    return;
  }
  c->in.length += n;
  c->in.bytes[c->in.length] = 0;
  int status = 0;
  size_t head = c->is_busy ? complete_answer(c, &status) : 0;
  if (head) finish_request(c, head, status);
}

// Gives idle connections work; returns how many are busy then, and in *wake when the next request is due.
static int assign(connection *all, uint64_t t, double *next_due, double step, uint64_t *wake) {
  int busy = 0, is_over = t >= end_time;
  for (int i = 0; i < options.connections; i++) {
    connection *c = &all[i];
    if (!c->is_open && !is_over && t >= c->retry_at) open_connection(c);
    if (c->is_open && !c->is_busy && !is_over) {
      if (step == 0) {
        send_request(c, now());
      } else if (*next_due <= t) {
        send_request(c, (uint64_t)*next_due);
        *next_due += step;
      } else {
        *wake = (uint64_t)*next_due;
      }
    }
    busy += c->is_busy;
  }
  return busy;
}

static void run(connection *all) {
  struct epoll_event events[MAX_EVENTS];
  double step = options.rate > 0 ? 1e9 / options.rate : 0, next_due = now();
  for (;;) {
    uint64_t t = now(), wake = 0;
    int busy = assign(all, t, &next_due, step, &wake);
    if (t >= end_time && (!busy || t > end_time + DRAIN_NS)) return;
    uint64_t wait = busy || step ? BUSY_NS : IDLE_NS;
    if (wake) {
      t = now();
      wait = wake > t ? wake - t : 0;
    }
    struct timespec timeout = {wait / 1000000000, wait % 1000000000};
    int n = epoll_pwait2(epoll, events, MAX_EVENTS, &timeout, NULL);
    for (int i = 0; i < n; i++) {
      connection *c = events[i].data.ptr;
      if (c->socket >= 0) receive(c);
    }
  }
}

static void read_options(int argc, char **argv) {
  const char *url = NULL;
  for (int o; (o = getopt(argc, argv, "u:c:d:r:b:H:")) != -1;) {
    switch (o) {
      case 'u': url = optarg; break;
      case 'c': options.connections = atoi(optarg); break;
      case 'd': options.seconds = atof(optarg); break;
      case 'r': options.rate = atof(optarg); break;
      case 'b': if (options.bodies < MAX_BODIES) options.body_files[options.bodies++] = optarg; break;
      case 'H': if (options.headers < MAX_HEADERS) options.header_lines[options.headers++] = optarg; break;
      default: exit(2);
    }
  }
  if (!url || sscanf(url, "http://%63[^:/]:%d%511s", options.host, &options.port, options.path) < 2) {
    fprintf(stderr, "loadgen: -u http://127.0.0.1:port/path is missing or wrong\n");
    exit(2);
  }
  server.sin_family = AF_INET;
  server.sin_port = htons(options.port);
  inet_aton(options.host, &server.sin_addr);
}

static void read_file(const char *file, buffer *body) {
  FILE *f = fopen(file, "rb");
  if (!f) {
    perror(file);
    exit(2);
  }
  size_t n;
  do {
    buffer_reserve(body, READ_SIZE);
    n = fread(body->bytes + body->length, 1, READ_SIZE, f);
    body->length += n;
  } while (n);
  fclose(f);
}

static void prepare_request(request *r, const char *body_file) {
  buffer body = {0}, all = {0};
  char line[1024];
  if (body_file) read_file(body_file, &body);
  buffer_add(&all, line, snprintf(line, sizeof line, "%s %s HTTP/1.1\r\nHost: %s:%d\r\n",
                                  body_file ? "POST" : "GET", options.path, options.host, options.port));
  for (int i = 0; i < options.headers; i++) {
    buffer_add(&all, options.header_lines[i], strlen(options.header_lines[i]));
    buffer_add(&all, "\r\n", 2);
  }
  if (body_file) buffer_add(&all, line, snprintf(line, sizeof line, "Content-Length: %zu\r\n", body.length));
  buffer_add(&all, "\r\n", 2);
  if (body.length) buffer_add(&all, body.bytes, body.length);
  char *mark = memmem(all.bytes, all.length, "@@@@@@@@@@", MARK_SIZE);
  r->bytes = all.bytes;
  r->length = all.length;
  r->mark = mark ? (size_t)(mark - all.bytes) : 0;
  free(body.bytes);
}

static connection *prepare(void) {
  size_t largest = 0;
  request_count = options.bodies ? options.bodies : 1;
  for (int i = 0; i < request_count; i++) {
    prepare_request(&requests[i], options.bodies ? options.body_files[i] : NULL);
    if (requests[i].length > largest) largest = requests[i].length;
  }
  connection *all = calloc(options.connections, sizeof *all);
  for (int i = 0; i < options.connections; i++) {
    all[i].socket = -1;
    all[i].out = malloc(largest);
  }
  return all;
}

static double seconds_of(struct timeval t) { return t.tv_sec + t.tv_usec / 1e6; }

static void report(uint64_t start) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  double seconds = ((last_answer ? last_answer : now()) - start) / 1e9;
  printf("{\"ok\":%lu,\"err\":%lu,\"non2xx\":%lu,\"sent\":%lu,\"secs\":%.3f,\"rps\":%.1f,\"p50_us\":%.1f,\"p90_us\":%.1f,"
         "\"p99_us\":%.1f,\"p999_us\":%.1f,\"max_us\":%.1f,\"p50_sent_us\":%.1f,\"p99_sent_us\":%.1f,\"gen_cpu_s\":%.3f}\n",
         ok, failed, refused, sent, seconds, ok / seconds, histogram_us(&latencies, .5), histogram_us(&latencies, .9),
         histogram_us(&latencies, .99), histogram_us(&latencies, .999), histogram_us(&latencies, 1),
         histogram_us(&since_sent, .5), histogram_us(&since_sent, .99),
         seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime));
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  read_options(argc, argv);
  connection *all = prepare();
  epoll = epoll_create1(0);
  uint64_t start = now();
  end_time = start + (uint64_t)(options.seconds * 1e9);
  run(all);
  report(start);
  return 0;
}
