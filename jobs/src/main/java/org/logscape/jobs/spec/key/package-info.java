/** Keys of a spec, what their values may be, and how a mapping of them is read and written. */
package org.logscape.jobs.spec.key;
