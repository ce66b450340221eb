package org.logscape.dynamics;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.logscape.dynamics.order.SampleOrder;
import org.logscape.model.Passage;
import org.logscape.random.LaneStreams;
import org.logscape.simd.Lanes;

/**
 * The state of a block: the replicas that move side by side, one a lane, as a structure of arrays.
 * Lanes [0, {@link #live()}) hold a replica; arrays go on to the end of the last group of lanes
 * with numbers of no meaning. Mutable and confined to one thread; it is the only state of a running
 * block.
 */
public final class Ensemble {
  /** What the first index of the parameters counts. */
  private enum Layout {
    BY_COORDINATE,
    BY_REPLICA
  }

  /**
   * Reads what steps do not leave in the arrays: the parameters, where they are kept elsewhere, and
   * the loss, where it takes a pass through a data set.
   */
  public interface Reader {
    /** The parameters of a lane; a fresh array. */
    double[] theta(int lane);

    /**
     * Takes a lane's loss, and its accuracy where the model has one.
     *
     * @param theta the parameters of the lane
     * @param loss receives L at {@code [lane]}
     * @param accuracy receives the share of samples whose class is right at {@code [lane]}
     */
    void evaluate(int lane, double[] theta, double[] loss, double[] accuracy);
  }

  private final Layout layout;
  private final int dimensions;
  private final int lanes;
  private final double[][] theta;
  private final double[] row;
  private final double[] position;
  private final LaneStreams streams;
  private SampleOrder order = (group, live, chosen) -> {};
  private IntFunction<double[]> velocity = lane -> new double[0];
  private double[] loss;
  private double[] previousLoss;
  private final double[] accuracy;
  private final int[] replica;
  private final boolean[] staleTheta;
  private final boolean[] staleLoss;
  private boolean anyStaleTheta;
  private boolean anyStaleLoss;
  private Reader reader;
  private int live;

  private Ensemble(Layout layout, int dimensions, int lanes, double[][] theta) {
    this.layout = layout;
    this.dimensions = dimensions;
    this.lanes = lanes;
    this.theta = theta;
    int width = Lanes.roundUp(lanes);
    row = new double[width];
    position = new double[width];
    loss = new double[width];
    previousLoss = new double[width];
    accuracy = new double[width];
    Arrays.fill(accuracy, Double.NaN);
    replica = new int[lanes];
    staleTheta = new boolean[lanes];
    staleLoss = new boolean[lanes];
    streams = LaneStreams.of(lanes);
  }

  /**
   * An empty block that keeps its parameters coordinate by coordinate.
   *
   * @param dimensions parameters of a replica
   * @param lanes the most replicas it can hold
   */
  public static Ensemble of(int dimensions, int lanes) {
    double[][] theta = new double[dimensions][Lanes.roundUp(lanes)];
    return new Ensemble(Layout.BY_COORDINATE, dimensions, lanes, theta);
  }

  /**
   * An empty block that keeps its parameters replica by replica, for models whose sums run along
   * the coordinates.
   *
   * @param stride numbers kept of a replica, its parameters first
   */
  public static Ensemble byReplica(int dimensions, int lanes, int stride) {
    return new Ensemble(
        Layout.BY_REPLICA, dimensions, lanes, new double[Lanes.roundUp(lanes)][stride]);
  }

  /** The most replicas it can hold. */
  public int lanes() {
    return lanes;
  }

  /** Number of replicas it holds: lanes [0, live). */
  public int live() {
    return live;
  }

  /** Sets the number of replicas. */
  public void live(int lanes) {
    live = lanes;
  }

  /** From now on what is stale is read here. */
  public void reads(Reader source) {
    reader = source;
  }

  /** Whether losses take a pass through a data set, so that they are computed when asked for. */
  public boolean readsOnDemand() {
    return reader != null;
  }

  /** Parameters, loss and accuracy of a lane are read anew when they are next asked for. */
  public void outdate(int lane) {
    staleTheta[lane] = true;
    staleLoss[lane] = true;
    anyStaleTheta = true;
    anyStaleLoss = true;
  }

  private void readTheta() {
    for (int lane = 0; lane < live; lane++) {
      if (staleTheta[lane]) {
        staleTheta[lane] = false;
        set(lane, reader.theta(lane));
      }
    }
    anyStaleTheta = false;
  }

  private void readLoss() {
    for (int lane = 0; lane < live; lane++) {
      if (staleLoss[lane]) {
        staleLoss[lane] = false;
        reader.evaluate(lane, thetaOf(lane), loss, accuracy);
      }
    }
    anyStaleLoss = false;
  }

  /** The number of the replica on {@code lane}. */
  public int replica(int lane) {
    return replica[lane];
  }

  /** Sets the number of the replica on {@code lane}. */
  public void replica(int lane, int number) {
    replica[lane] = number;
  }

  /** From now on the lanes draw their samples in this order. */
  public void draws(SampleOrder samples) {
    order = samples;
  }

  /**
   * From now on the replicas have velocities.
   *
   * @param ofLane gives the velocity of a lane; a fresh array
   */
  public void carries(IntFunction<double[]> ofLane) {
    velocity = ofLane;
  }

  /** The velocity of one lane, a fresh array; empty where the dynamics has no momentum. */
  public double[] velocityOf(int lane) {
    return velocity.apply(lane);
  }

  /** What moves on {@code lane}: with its stream all that the replica's future depends on. */
  public Motion motion(int lane) {
    return new Motion(thetaOf(lane), velocityOf(lane), order.position(lane));
  }

  /** Parameters as they are kept: {@code theta[coordinate][lane]}, or the other way about. */
  double[][] theta() {
    return theta;
  }

  /** One coordinate of all lanes; valid until the next step or call. */
  public double[] coordinate(int index) {
    if (anyStaleTheta) {
      readTheta();
    }
    if (layout == Layout.BY_COORDINATE) {
      return theta[index];
    }
    for (int lane = 0; lane < live; lane++) {
      row[lane] = theta[lane][index];
    }
    return row;
  }

  /** Position of all lanes on a passage; valid until the next step or call. */
  public double[] along(Passage passage) {
    int axis = passage.axis();
    if (axis >= 0) {
      return coordinate(axis);
    }
    double[] direction = passage.direction();
    Arrays.fill(position, 0, live, 0);
    for (int i = 0; i < direction.length; i++) {
      if (direction[i] != 0) {
        double[] component = coordinate(i);
        for (int lane = 0; lane < live; lane++) {
          position[lane] = Math.fma(direction[i], component[lane], position[lane]);
        }
      }
    }
    return position;
  }

  /** Loss of each lane at its parameters; computed once where it was stale. */
  public double[] loss() {
    if (anyStaleLoss) {
      readLoss();
    }
    return loss;
  }

  /** Share of the samples whose class is right on each lane; NaN where the model has no classes. */
  public double[] accuracy() {
    if (anyStaleLoss) {
      readLoss();
    }
    return accuracy;
  }

  /** Sets the loss of a lane, which is known from before. */
  public void loss(int lane, double known) {
    loss[lane] = known;
    staleLoss[lane] = false;
  }

  /** Loss of each lane one step earlier, where it is known at every step. */
  public double[] previousLoss() {
    return previousLoss;
  }

  /** Makes the losses the previous ones; the caller then fills {@link #loss()} anew. */
  public void turnLoss() {
    double[] swap = previousLoss;
    previousLoss = loss;
    loss = swap;
  }

  /** Random streams, one a lane. */
  public LaneStreams streams() {
    return streams;
  }

  /** The parameters of one lane; a fresh array. */
  public double[] thetaOf(int lane) {
    if (anyStaleTheta) {
      readTheta();
    }
    if (layout == Layout.BY_REPLICA) {
      return Arrays.copyOf(theta[lane], dimensions);
    }
    double[] vector = new double[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = theta[i][lane];
    }
    return vector;
  }

  /** Sets the parameters of one lane. */
  public void place(int lane, double[] parameters) {
    staleTheta[lane] = false;
    set(lane, parameters);
  }

  private void set(int lane, double[] parameters) {
    for (int i = 0; i < dimensions; i++) {
      if (layout == Layout.BY_REPLICA) {
        theta[lane][i] = parameters[i];
      } else {
        theta[i][lane] = parameters[i];
      }
    }
  }

  /** Moves the replica of lane {@code from}, stream included, to lane {@code to}. */
  public void move(int from, int to) {
    if (layout == Layout.BY_REPLICA) {
      // all that is kept of it, not its parameters alone
      System.arraycopy(theta[from], 0, theta[to], 0, theta[to].length);
    } else {
      set(to, thetaOf(from));
    }
    loss[to] = loss[from];
    previousLoss[to] = previousLoss[from];
    accuracy[to] = accuracy[from];
    replica[to] = replica[from];
    staleTheta[to] = staleTheta[from];
    staleLoss[to] = staleLoss[from];
    streams.move(from, to);
  }
}
