/** The data from which networks learn. */
package org.logscape.jobs.spec.data;
