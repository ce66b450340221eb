package org.logscape.network;

/** The function between two layers. */
public enum Activation {
  /** tanh z. */
  TANH,
  /** max(z, 0), with derivative 0 at 0. */
  RELU
}
