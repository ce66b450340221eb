/**
 * Observers of a block of runs, which record escapes, loss distributions and snapshots. Each yields
 * immutable observations of a run; another module writes them to tables.
 */
package org.logscape.observe;
