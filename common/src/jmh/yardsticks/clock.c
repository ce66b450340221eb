/* The processor's clock in GHz: one dependent addition a cycle. */
#include <stdio.h>
#include <time.h>
int main(void) {
  struct timespec a, b;
  long x = 1, n = 500000000;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
  for (long i = 0; i < n; i++) __asm__ volatile("add $1,%0" : "+r"(x));
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
  printf("%.3f\n", n / ((b.tv_sec - a.tv_sec) * 1e9 + (b.tv_nsec - a.tv_nsec)));
  return 0;
}
