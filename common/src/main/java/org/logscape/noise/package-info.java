/**
 * The noise of minibatch gradients beside the curvature of the loss: how strong it is, along which
 * directions, and how far the proportionality that the log-landscape theory rests on holds.
 */
package org.logscape.noise;
