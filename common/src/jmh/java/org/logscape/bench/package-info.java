/** Benchmarks: the block kernel beside what users would write today, and the limits it runs against. */
package org.logscape.bench;
