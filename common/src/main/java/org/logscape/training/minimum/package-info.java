/** Trained minima: where runs start whose escape is watched. */
package org.logscape.training.minimum;
