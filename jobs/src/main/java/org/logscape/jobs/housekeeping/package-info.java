/** Finds results folders under a root, and deletes old ones. */
package org.logscape.jobs.housekeeping;
