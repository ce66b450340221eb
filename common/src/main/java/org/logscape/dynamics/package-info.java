/**
 * How a block of replicas moves: real minibatch SGD under each sampling rule, and the log-landscape
 * Langevin equation. Dynamics know models and random streams, nothing of observers or theory.
 */
package org.logscape.dynamics;
