/**
 * Observers: what watches a block and records escapes, loss distributions and snapshots. Each
 * yields immutable observations of a run; how these become tables is not known here.
 */
package org.logscape.observe;
