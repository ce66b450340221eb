package org.logscape.dynamics;

import java.util.Arrays;
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

  private final Layout layout;
  private final int dimensions;
  private final int lanes;
  private final double[][] theta;
  private final double[] row;
  private final double[] position;
  private final LaneStreams streams;
  private SampleOrder order = (group, live, chosen) -> {};
  private double[] loss;
  private double[] previousLoss;
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

  /** From now on the lanes draw their samples in this order. */
  public void draws(SampleOrder samples) {
    order = samples;
  }

  /**
   * Which samples come next on {@code lane}, as {@link Stepper#position}: with parameters and
   * stream all that a replica's future depends on.
   */
  public int[] position(int lane) {
    return order.position(lane);
  }

  /** Parameters as they are kept: {@code theta[coordinate][lane]}, or the other way about. */
  double[][] theta() {
    return theta;
  }

  /** One coordinate of all lanes; valid until the next step or call. */
  public double[] coordinate(int index) {
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

  /** Loss of each lane at its parameters. */
  public double[] loss() {
    return loss;
  }

  /** Loss of each lane one look earlier. */
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
      place(to, thetaOf(from));
    }
    loss[to] = loss[from];
    previousLoss[to] = previousLoss[from];
    streams.move(from, to);
  }
}
