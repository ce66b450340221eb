/** How the rows of a wave are computed and published, also where a signal ends the program. */
package org.logscape.jobs.sweep.wave;
