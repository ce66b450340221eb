/** Observers of networks: errors, noise, curvature and convergence. */
package org.logscape.training.watch;
