/** What is looked at in runs of networks: errors, noise, curvature, loss levels, states. */
package org.logscape.training.watch;
