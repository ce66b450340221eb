/** What training ends with: test errors, sharpness, and how both depend on the noise. */
package org.logscape.jobs.fit.error;
