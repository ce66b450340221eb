/**
 * Holds a folder against the lists of what was published to it, and computes damaged files again.
 */
package org.logscape.jobs.check;
