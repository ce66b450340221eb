/** What was measured along training: gradient noise and spectra. */
package org.logscape.jobs.fit.training;
