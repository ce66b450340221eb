/** Rival laws on the same rates and the same loss tails. */
package org.logscape.jobs.fit.contest;
