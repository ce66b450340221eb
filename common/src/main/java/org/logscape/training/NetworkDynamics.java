package org.logscape.training;

import java.util.Optional;
import org.logscape.data.Samples;
import org.logscape.dynamics.Dynamics;
import org.logscape.dynamics.Ensemble;
import org.logscape.dynamics.SgdSettings;
import org.logscape.dynamics.Stepper;
import org.logscape.kernel.Start;
import org.logscape.matrix.Precision;
import org.logscape.model.Basin;
import org.logscape.network.Architecture;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Network;

/**
 * SGD of a network on its training set. L needs a pass through the whole set, so it is computed
 * only where an observer asks for it; a step by itself gives only the loss of its minibatch. The
 * numbers of a run depend only on its random stream and on the kernels that OpenBLAS chose ({@link
 * org.logscape.matrix.Blas#core}).
 */
public final class NetworkDynamics implements Dynamics {
  private final Network network;
  private final Samples training;
  private final SgdSettings settings;
  private final Precision precision;
  private final Optional<Basin> minimum;
  private final long stepsPerLook;

  private NetworkDynamics(
      Network network,
      Samples training,
      SgdSettings settings,
      Precision precision,
      Optional<Basin> minimum,
      long stepsPerLook) {
    this.network = network;
    this.training = training;
    this.settings = settings;
    this.precision = precision;
    this.minimum = minimum;
    this.stepsPerLook = stepsPerLook;
  }

  /**
   * Dynamics of a network whose minima are not known.
   *
   * @param network the model
   * @param training the set that it learns from, over which L is taken
   * @param settings how it moves
   * @param precision of the parameters while they move, and of L
   */
  public static NetworkDynamics of(
      Network network, Samples training, SgdSettings settings, Precision precision) {
    return new NetworkDynamics(network, training, settings, precision, Optional.empty(), 1);
  }

  /** The same network about a trained minimum. */
  public NetworkDynamics about(Basin trained) {
    return new NetworkDynamics(
        network, training, settings, precision, Optional.of(trained), stepsPerLook);
  }

  /**
   * The same dynamics with the loss computed every {@code steps} steps. Parameters, stream and
   * place in the epoch at these steps are a Markov chain, as they are at every step.
   *
   * @param steps steps from one look to the next, at least 1
   * @throws IllegalArgumentException if {@code steps} is below 1
   */
  public NetworkDynamics lookingEvery(long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("looks must be at least one step apart");
    }
    return new NetworkDynamics(network, training, settings, precision, minimum, steps);
  }

  /** Each run at random weights of its own: {@link Architecture#glorot}. */
  public static Start glorot(Architecture architecture) {
    return (dynamics, replica, streams, lane) -> architecture.glorot(streams, lane);
  }

  @Override
  public Basin basin() {
    return minimum.orElseThrow(
        () -> new IllegalStateException("no minimum of this network is known"));
  }

  @Override
  public double learningRate() {
    return settings.learningRate();
  }

  @Override
  public long stepsPerLook() {
    return stepsPerLook;
  }

  /** One: a network fills the nearest caches by itself. */
  @Override
  public int mostLanes() {
    return 1;
  }

  /**
   * A stepper, which has memory outside the heap.
   *
   * @throws IllegalArgumentException if the samples do not fit the network, or are fewer than a
   *     step needs
   */
  @Override
  public Stepper stepper(int lanes) {
    int parameters = network.architecture().parameters();
    Ensemble seen = Ensemble.byReplica(parameters, lanes, parameters);
    return new NetworkStepper(
        seen,
        NetworkEnsemble.on(seen.streams(), network, training, settings, precision),
        EmpiricalLoss.of(network, training, precision));
  }
}
