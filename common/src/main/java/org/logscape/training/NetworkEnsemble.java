package org.logscape.training;

import java.util.Arrays;
import org.logscape.data.Samples;
import org.logscape.dynamics.Motion;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.SgdSettings;
import org.logscape.dynamics.order.SampleOrder;
import org.logscape.filter.GradientFilter;
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
  private final GradientFilter filter;
  private final LaneStreams streams;
  private final SampleOrder order;
  private final Step step;
  private final Parameters[] theta;

  /** What each lane remembers, by lane and age, the newest first. */
  private final Parameters[][] buffers;

  /** The gradient of one lane, where the direction of a step needs it by itself. */
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
    filter = settings.filter();
    buffers = new Parameters[theta.length][filter.buffers()];
    for (Parameters[] ofLane : buffers) {
      Arrays.setAll(ofLane, age -> step.parameters());
    }
    gradient = new Parameters[!settings.isPlain() && filter.present() != 0 ? 1 : 0];
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

  /** What a lane remembers, as {@link Motion} has it, a fresh array. */
  double[] velocityOf(int lane) {
    return Arrays.stream(buffers[lane])
        .flatMapToDouble(buffer -> Arrays.stream(buffer.all().toArray()))
        .toArray();
  }

  /** A lane begins afresh, at rest. */
  void seat(int lane) {
    order.seat(lane);
    steps[lane] = 0;
    for (Parameters buffer : buffers[lane]) {
      buffer.all().clear();
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
    if (moving.length > 0) {
      int d = moving.length / filter.buffers();
      for (int age = 0; age < filter.buffers(); age++) {
        buffers[lane][age].all().put(0, Arrays.copyOfRange(moving, age * d, (age + 1) * d));
      }
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
    if (settings.isPlain()) {
      return step.take(at, chosen, i, Lanes.GROUP, rate);
    }
    return filter.present() == 0 ? recall(lane, i, rate) : direct(lane, i, rate);
  }

  /** A step that follows its buffers alone: the gradient is added where it is kept. */
  private double recall(int lane, int i, double rate) {
    Parameters newest = age(lane);
    double loss = addGradient(lane, i, filter.gain(), newest);
    follow(lane, rate);
    return loss;
  }

  /** A step that follows its gradient and its buffers. */
  private double direct(int lane, int i, double rate) {
    gradient[0].all().clear();
    double loss = addGradient(lane, i, 1, gradient[0]);
    if (filter.buffers() > 0) {
      age(lane).all().add(filter.gain(), gradient[0].all());
    }
    theta[lane].all().add(-rate * filter.present(), gradient[0].all());
    follow(lane, rate);
    return loss;
  }

  /** The oldest buffer becomes the newest, with what it keeps of itself. */
  private Parameters age(int lane) {
    Parameters[] mine = buffers[lane];
    Parameters oldest = mine[mine.length - 1];
    System.arraycopy(mine, 0, mine, 1, mine.length - 1);
    mine[0] = oldest;
    if (filter.kept() > 0) {
      oldest.all().scale(filter.kept());
    } else {
      oldest.all().clear();
    }
    return oldest;
  }

  /** Adds the gradient of a lane's minibatch, weight decay included, times a factor. */
  private double addGradient(int lane, int i, double factor, Parameters sum) {
    Parameters at = theta[lane];
    if (settings.hasWeightDecay()) {
      sum.all().add(factor * settings.weightDecay(), at.all());
    }
    return step.addGradient(at, chosen, i, Lanes.GROUP, factor, sum);
  }

  private void follow(int lane, double rate) {
    for (int age = 0; age < filter.buffers(); age++) {
      theta[lane].all().add(-rate * filter.recalled().get(age), buffers[lane][age].all());
    }
  }

  /**
   * The network of lane {@code from}, stream and place in its epoch included, moves to {@code to}.
   */
  public void move(int from, int to) {
    Parameters swap = theta[to];
    theta[to] = theta[from];
    theta[from] = swap;
    for (int age = 0; age < filter.buffers(); age++) {
      buffers[to][age].all().put(0, buffers[from][age].all(), 0, buffers[from][age].all().length());
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
    for (Parameters[] ofLane : buffers) {
      for (Parameters each : ofLane) {
        each.close();
      }
    }
    for (Parameters each : gradient) {
      each.close();
    }
  }
}
