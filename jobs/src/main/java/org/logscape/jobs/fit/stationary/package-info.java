/** The stationary law of the loss after burn-in. */
package org.logscape.jobs.fit.stationary;
