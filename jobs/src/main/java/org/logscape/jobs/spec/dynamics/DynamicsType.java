package org.logscape.jobs.spec.dynamics;

/** What moves the parameters. */
public enum DynamicsType {
  /** Stochastic gradient descent on real minibatches. */
  SGD,
  /** The log-landscape stochastic differential equation, by Euler-Maruyama. */
  LANGEVIN
}
