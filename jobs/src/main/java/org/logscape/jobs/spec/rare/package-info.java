/** How rare escapes are sampled. */
package org.logscape.jobs.spec.rare;
