/** The power-law tail of the loss. */
package org.logscape.jobs.fit.tail;
