package org.logscape.training;

import java.util.Arrays;
import org.logscape.data.Samples;
import org.logscape.dynamics.Motion;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.SgdSettings;
import org.logscape.dynamics.order.SampleOrder;
import org.logscape.matrix.Precision;
import org.logscape.network.Network;
import org.logscape.network.Parameters;
import org.logscape.network.Step;
import org.logscape.random.LaneStreams;
import org.logscape.random.StreamFamily;
import org.logscape.simd.Lanes;

/**
 * Networks of one architecture that learn from one set independently of each other, one a lane. A
 * network's numbers depend on its start and its stream alone, not on its lane or neighbours. They
 * take their steps one after another in one work space, which stays in the caches; each has only
 * its parameters to itself. For one thread at a time; must be closed.
 */
public final class NetworkEnsemble implements AutoCloseable {
  private final SgdSettings settings;
  private final LaneStreams streams;
  private final SampleOrder order;
  private final Step step;
  private final Parameters[] theta;

  /** The velocity, or the newer of two buffers; none without momentum. */
  private final Parameters[] velocity;

  /** The older of two buffers; none where steps do not look back. */
  private final Parameters[] older;

  /** The gradient of one lane, where weights decay without momentum. */
  private final Parameters[] gradient;

  private final double[] batchLoss;

  /** Steps that the network of each lane has taken. */
  private final long[] steps;

  private final long[] chosen;

  private NetworkEnsemble(
      Network network,
      Samples samples,
      SgdSettings settings,
      Precision precision,
      LaneStreams streams) {
    if (settings.sampling() != Sampling.EPOCH && settings.sampling() != Sampling.REPLACEMENT) {
      throw new IllegalArgumentException(
          "networks learn from a finite data set: sampling must be epoch or replacement");
    }
    this.settings = settings;
    this.streams = streams;
    order = settings.order(samples.size(), streams);
    step = Step.of(network, samples, settings.weights(), precision);
    theta = new Parameters[streams.lanes()];
    Arrays.setAll(theta, lane -> step.parameters());
    velocity = new Parameters[settings.hasVelocity() ? theta.length : 0];
    Arrays.setAll(velocity, lane -> step.parameters());
    older = new Parameters[settings.enhancement().looksBack() ? theta.length : 0];
    Arrays.setAll(older, lane -> step.parameters());
    gradient = new Parameters[settings.hasWeightDecay() && !settings.hasVelocity() ? 1 : 0];
    Arrays.setAll(gradient, only -> step.parameters());
    batchLoss = new double[streams.lanes()];
    steps = new long[streams.lanes()];
    chosen = new long[settings.perStep() * Lanes.GROUP];
  }

  /**
   * An ensemble; each lane must be seated before it moves.
   *
   * @param lanes networks, at least 1
   * @throws IllegalArgumentException if the samples do not fit the network, or are fewer than a
   *     step needs
   */
  public static NetworkEnsemble of(
      Network network, Samples samples, SgdSettings settings, Precision precision, int lanes) {
    return on(LaneStreams.of(lanes), network, samples, settings, precision);
  }

  /**
   * An ensemble that draws from streams which others seat, one network a lane.
   *
   * @throws IllegalArgumentException if the samples do not fit the network, or are fewer than a
   *     step needs
   */
  static NetworkEnsemble on(
      LaneStreams streams,
      Network network,
      Samples samples,
      SgdSettings settings,
      Precision precision) {
    return new NetworkEnsemble(network, samples, settings, precision, streams);
  }

  /** Number of networks. */
  public int lanes() {
    return theta.length;
  }

  /** The streams, one a lane. */
  public LaneStreams streams() {
    return streams;
  }

  /** Which samples each lane uses next. */
  SampleOrder order() {
    return order;
  }

  /** The velocity of a lane as in {@link Motion}, a fresh array; empty without momentum. */
  double[] velocityOf(int lane) {
    double[] newer = settings.hasVelocity() ? velocity[lane].all().toArray() : new double[0];
    if (!settings.enhancement().looksBack()) {
      return newer;
    }
    double[] both = Arrays.copyOf(newer, 2 * newer.length);
    System.arraycopy(older[lane].all().toArray(), 0, both, newer.length, newer.length);
    return both;
  }

  /** A lane begins afresh, at rest. */
  void seat(int lane) {
    order.seat(lane);
    steps[lane] = 0;
    if (settings.hasVelocity()) {
      velocity[lane].all().clear();
    }
    if (settings.enhancement().looksBack()) {
      older[lane].all().clear();
    }
  }

  /**
   * Sets what a lane that was just seated brings besides its parameters.
   *
   * @param taken steps that its network has taken
   */
  void restore(int lane, Motion motion, long taken) {
    order.resume(lane, motion.position());
    steps[lane] = taken;
    double[] moving = motion.velocity();
    if (moving.length > 0 && settings.enhancement().looksBack()) {
      velocity[lane].all().put(0, Arrays.copyOf(moving, moving.length / 2));
      older[lane].all().put(0, Arrays.copyOfRange(moving, moving.length / 2, moving.length));
    } else if (moving.length > 0) {
      velocity[lane].all().put(0, moving);
    }
  }

  /** Starts stream {@code index} of a family and a fresh epoch on a lane. */
  public void seat(int lane, StreamFamily family, long index) {
    streams.seat(lane, family, index);
    seat(lane);
  }

  /** Sets the parameters of a lane, rounded to the ensemble's precision. */
  public void place(int lane, double[] parameters) {
    theta[lane].all().put(0, parameters);
  }

  /** The parameters of a lane; a fresh array. */
  public double[] theta(int lane) {
    return theta[lane].all().toArray();
  }

  /**
   * Loss of the minibatch of a lane's last step, before the step. It is not finite where the run
   * has diverged.
   */
  public double batchLoss(int lane) {
    return batchLoss[lane];
  }

  /** Steps that use every sample once, an incomplete last one left out. */
  public int stepsPerEpoch(Samples samples) {
    return samples.size() / settings.perStep();
  }

  /**
   * One step of the first lanes.
   *
   * @param live number of lanes, from lane 0
   */
  public void step(int live) {
    for (int first = 0; first < live; first += Lanes.GROUP) {
      int inGroup = Math.min(Lanes.GROUP, live - first);
      order.choose(first / Lanes.GROUP, inGroup, chosen);
      for (int i = 0; i < inGroup; i++) {
        batchLoss[first + i] = advance(first + i, i);
        steps[first + i]++;
      }
    }
  }

  /** Moves lane {@code lane} by its samples, those of place {@code i} in its group. */
  private double advance(int lane, int i) {
    Parameters at = theta[lane];
    double rate = settings.learningRateAt(steps[lane]);
    if (!settings.hasVelocity() && !settings.hasWeightDecay()) {
      return step.take(at, chosen, i, Lanes.GROUP, rate);
    }
    if (settings.enhancement().looksBack()) {
      return lookBack(lane, i, rate);
    }
    Parameters direction = settings.hasVelocity() ? velocity[lane] : gradient[0];
    if (settings.hasVelocity()) {
      direction.all().scale(settings.momentum());
    } else {
      direction.all().clear();
    }
    if (settings.hasWeightDecay()) {
      direction.all().add(settings.weightDecay(), at.all());
    }
    double loss = step.addGradient(at, chosen, i, Lanes.GROUP, 1, direction);
    at.all().add(-rate, direction.all());
    return loss;
  }

  /** The same by {@link NoiseEnhancement.EarlierGradient}: the older buffer becomes the newer. */
  private double lookBack(int lane, int i, double rate) {
    Parameters at = theta[lane];
    Parameters next = older[lane];
    double mu = settings.momentum();
    if (mu > 0) {
      next.all().scale(mu * mu);
    } else {
      next.all().clear();
    }
    if (settings.hasWeightDecay()) {
      next.all().add((1 + mu) * settings.weightDecay(), at.all());
    }
    double loss = step.addGradient(at, chosen, i, Lanes.GROUP, 1 + mu, next);
    older[lane] = velocity[lane];
    velocity[lane] = next;
    double earlier = settings.enhancement().earlier();
    at.all().add(-rate * (1 + earlier), next.all());
    at.all().add(rate * earlier, older[lane].all());
    return loss;
  }

  /**
   * The network of lane {@code from}, stream and place in its epoch included, moves to {@code to}.
   */
  public void move(int from, int to) {
    Parameters swap = theta[to];
    theta[to] = theta[from];
    theta[from] = swap;
    if (settings.hasVelocity()) {
      velocity[to].all().put(0, velocity[from].all(), 0, velocity[from].all().length());
    }
    if (settings.enhancement().looksBack()) {
      older[to].all().put(0, older[from].all(), 0, older[from].all().length());
    }
    batchLoss[to] = batchLoss[from];
    steps[to] = steps[from];
    streams.move(from, to);
    order.move(from, to);
  }

  @Override
  public void close() {
    step.close();
    for (Parameters each : theta) {
      each.close();
    }
    for (Parameters each : velocity) {
      each.close();
    }
    for (Parameters each : older) {
      each.close();
    }
    for (Parameters each : gradient) {
      each.close();
    }
  }
}
