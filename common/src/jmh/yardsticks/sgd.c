/* One SGD run, sample after sample: what a physicist writes in C.
 * usage: sgd MODEL DIMENSIONS BATCH SAMPLES SECONDS   (MODEL: double-well | linear | finite)
 * prints nanoseconds of processor time per step. xoshiro256++, Gaussians by Marsaglia's polar method. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint64_t s[4] = {5, 6, 7, 8};
static inline uint64_t rotl(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
static inline uint64_t next(void) {
  uint64_t r = rotl(s[0] + s[3], 23) + s[0], t = s[1] << 17;
  s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t; s[3] = rotl(s[3], 45);
  return r;
}
static inline double uniform(void) { return (next() >> 11) * 0x1.0p-53; }
static int have;
static double spare;
static inline double gaussian(void) {
  if (have) { have = 0; return spare; }
  double a, b, q;
  do { a = 2 * uniform() - 1; b = 2 * uniform() - 1; q = a * a + b * b; } while (q >= 1 || q == 0);
  double f = sqrt(-2 * log(q) / q);
  spare = b * f; have = 1;
  return a * f;
}
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static double theta[256], grad[256], x[256];

static void double_well(int n, int B, double eta, double h, double p, double sigma) {
  for (int j = 0; j < n; j++) grad[j] = 0;
  for (int b = 0; b < B; b++) {
    double x1 = gaussian(), x2 = gaussian();
    double r = x1 * theta[0] + x2 * (theta[0] * theta[0] - p) - sigma * gaussian();
    for (int j = 1; j < n; j++) { x[j] = gaussian() * sqrt(h); r += x[j] * theta[j]; }
    grad[0] += r * (x1 + 2 * x2 * theta[0]);
    for (int j = 1; j < n; j++) grad[j] += r * x[j];
  }
  for (int j = 0; j < n; j++) theta[j] -= eta / B * grad[j];
}

static void linear(int n, int B, double eta, double sigma) {
  for (int j = 0; j < n; j++) grad[j] = 0;
  for (int b = 0; b < B; b++) {
    double r = -sigma * gaussian();
    for (int j = 0; j < n; j++) { x[j] = gaussian(); r += x[j] * theta[j]; }
    for (int j = 0; j < n; j++) grad[j] += r * x[j];
  }
  for (int j = 0; j < n; j++) theta[j] -= eta / B * grad[j];
}

static void finite_set(int n, int B, double eta, int N, const double *X, const double *y) {
  for (int j = 0; j < n; j++) grad[j] = 0;
  for (int b = 0; b < B; b++) {
    uint32_t id = ((next() >> 32) * (uint64_t)N) >> 32;
    const double *row = X + (long)id * n;
    double r = -y[id];
    for (int j = 0; j < n; j++) r += row[j] * theta[j];
    for (int j = 0; j < n; j++) grad[j] += r * row[j];
  }
  for (int j = 0; j < n; j++) theta[j] -= eta / B * grad[j];
}

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  int n = atoi(argv[2]), B = atoi(argv[3]), N = atoi(argv[4]);
  double seconds = atof(argv[5]), *X = 0, *y = 0;
  theta[0] = sqrt(1.5);
  if (!strcmp(argv[1], "finite")) {
    X = malloc(sizeof(double) * N * n); y = malloc(sizeof(double) * N);
    for (long i = 0; i < (long)N * n; i++) X[i] = gaussian();
    for (int i = 0; i < N; i++) y[i] = gaussian();
  }
  long steps = 0;
  double start = now(), end;
  do {
    for (int k = 0; k < 1000; k++) {
      if (argv[1][0] == 'd') { double_well(n, B, 0.001, 6, 2, 0.5); if (theta[0] < 0) theta[0] = -theta[0]; }
      else if (argv[1][0] == 'l') linear(n, B, 0.001, 1);
      else finite_set(n, B, 0.001 / n, N, X, y);
    }
    steps += 1000;
    end = now();
  } while (end - start < seconds);
  fprintf(stderr, "%g\n", theta[0]);
  printf("%.4f\n", (end - start) * 1e9 / steps);
  return 0;
}
