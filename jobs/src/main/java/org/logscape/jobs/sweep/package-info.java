/**
 * The fan-out: expands a spec into blocks of runs, longest expected first, works through them in
 * waves of Spark tasks, and publishes what they found. Runs that are published are never started
 * again.
 */
package org.logscape.jobs.sweep;
