package org.logscape.training;

import org.logscape.data.Samples;
import org.logscape.dynamics.Dynamics;
import org.logscape.dynamics.Ensemble;
import org.logscape.dynamics.Stepper;
import org.logscape.matrix.Precision;
import org.logscape.model.Basin;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Network;

/**
 * SGD of a network about a trained minimum, for whatever runs on {@link
 * org.logscape.kernel.BlockKernel}. L takes a pass through the whole training set, so it is looked
 * at each so many steps: parameters, stream and place in the epoch at these steps are a Markov
 * chain as those at every step are. The numbers of a run are those of {@link NetworkKernel}.
 */
public final class NetworkDynamics implements Dynamics {
  private final Network network;
  private final Samples training;
  private final SgdSettings settings;
  private final Precision precision;
  private final Basin minimum;
  private final long stepsPerLook;

  private NetworkDynamics(
      Network network,
      Samples training,
      SgdSettings settings,
      Precision precision,
      Basin minimum,
      long stepsPerLook) {
    this.network = network;
    this.training = training;
    this.settings = settings;
    this.precision = precision;
    this.minimum = minimum;
    this.stepsPerLook = stepsPerLook;
  }

  /**
   * Dynamics that are looked at after every step.
   *
   * @param network the model
   * @param training the set that it learns from, over which L is taken
   * @param settings how it moves
   * @param precision of the parameters while they move, and of L
   * @param minimum the trained minimum
   */
  public static NetworkDynamics of(
      Network network, Samples training, SgdSettings settings, Precision precision, Basin minimum) {
    return new NetworkDynamics(network, training, settings, precision, minimum, 1);
  }

  /**
   * The same, looked at less often.
   *
   * @param steps from look to look
   * @throws IllegalArgumentException if there is none
   */
  public NetworkDynamics lookingEvery(long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("looks must be at least one step apart");
    }
    return new NetworkDynamics(network, training, settings, precision, minimum, steps);
  }

  @Override
  public Basin basin() {
    return minimum;
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
        EmpiricalLoss.of(network, training, precision),
        stepsPerLook);
  }
}
