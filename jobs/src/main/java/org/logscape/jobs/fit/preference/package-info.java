/** Which of two minima runs prefer: rates in both directions, and the time spent in each basin. */
package org.logscape.jobs.fit.preference;
