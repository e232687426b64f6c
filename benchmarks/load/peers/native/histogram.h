// Latencies in log-linear classes: 64 per power of two, in units of 100 ns, so each is right to 1.6 %.
#ifndef HISTOGRAM_H
#define HISTOGRAM_H
#include <stdint.h>

enum { CLASSES = 4096 };

typedef struct {
  uint64_t counts[CLASSES], total;
} histogram;

static inline void histogram_add(histogram *h, uint64_t nanoseconds) {
  uint64_t v = nanoseconds / 100;
  int class = (int)v;
  if (v >= 64) {
    int top = 63 - __builtin_clzll(v);
    class = (top - 5) * 64 + (int)((v >> (top - 6)) & 63);
  }
  h->counts[class < CLASSES ? class : CLASSES - 1]++;
  h->total++;
}

static inline double class_middle_us(int class) {
  if (class < 64) return (class + .5) / 10;
  int top = class / 64 + 5;
  return ((1ull << top) + (class % 64 + .5) * (1ull << (top - 6))) / 10;
}

static inline double histogram_us(const histogram *h, double quantile) {
  uint64_t rank = (uint64_t)(quantile * h->total), seen = 0;
  if (rank >= h->total && h->total) rank = h->total - 1;
  for (int i = 0; i < CLASSES; i++) {
    seen += h->counts[i];
    if (seen > rank) return class_middle_us(i);
  }
  return 0;
}
#endif
