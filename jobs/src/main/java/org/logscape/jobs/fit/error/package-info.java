/** Test errors at the end of training. */
package org.logscape.jobs.fit.error;
