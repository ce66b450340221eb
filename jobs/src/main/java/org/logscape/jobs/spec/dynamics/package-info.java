/** The dynamics that a spec can name. */
package org.logscape.jobs.spec.dynamics;
