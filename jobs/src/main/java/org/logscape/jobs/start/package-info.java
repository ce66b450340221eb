/** Snapshots of another experiment as the points at which runs start, read once by the driver. */
package org.logscape.jobs.start;
