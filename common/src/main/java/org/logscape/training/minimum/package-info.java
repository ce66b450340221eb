/** Trained minima, from which runs start whose escape is observed. */
package org.logscape.training.minimum;
