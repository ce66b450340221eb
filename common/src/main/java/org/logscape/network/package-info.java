/**
 * Neural networks as loss models: architectures, losses, and everything their first and second
 * derivatives are needed for, exact. Written once for both precisions: single for training, where
 * the gradient of a minibatch is noise anyway and halved bytes double the speed, double for
 * curvature and noise, where small eigenvalues are differences of large numbers.
 */
package org.logscape.network;
