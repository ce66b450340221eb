/** Statistics of escape times that were measured elsewhere. */
package org.logscape.jobs.measured;
