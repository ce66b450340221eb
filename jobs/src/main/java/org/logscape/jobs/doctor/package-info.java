/**
 * What {@code logscape doctor} looks at: is this machine fit for the work, and if not, what mends
 * it.
 */
package org.logscape.jobs.doctor;
