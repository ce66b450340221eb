/** Rates of escape: over cells, over levels of the loss, between paired cells. */
package org.logscape.jobs.fit.escape;
