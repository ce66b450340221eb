/** Where runs start. */
package org.logscape.jobs.spec.start;
