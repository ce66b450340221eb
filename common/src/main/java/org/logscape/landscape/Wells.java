package org.logscape.landscape;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.logscape.model.HessianSpectrum;
import org.logscape.model.Passage;
import org.logscape.model.Saddle;

/**
 * A minimum that runs leave, and the lowest way out of it to another minimum.
 *
 * @param loss the landscape
 * @param minimum where runs start
 * @param exit the saddle and the minimum behind it; empty where no other minimum is known
 */
public record Wells(SmoothLoss loss, StationaryPoint minimum, Optional<Exit> exit) {
  /** Components of a direction below this are rounding. */
  private static final double ROUNDING = 1e-10;

  /**
   * The largest eigenvalue of the Hessian at a point.
   *
   * @param position theta
   */
  public double curvatureAt(double[] position) {
    return Arrays.stream(StationaryPoint.of(loss, position).eigenvalues()).max().orElse(0);
  }

  /** The way out. */
  public record Exit(StationaryPoint saddle, StationaryPoint other) {}

  /**
   * The wells of a landscape as seen from one minimum: the exit is the one over the lowest saddle.
   * Where the ways to several minima lead over that saddle, it is the one at the foot of it.
   *
   * @param loss the landscape
   * @param minimum where runs start
   * @param others all other minima
   * @throws LandscapeException if there is no saddle to any of the others
   */
  public static Wells of(SmoothLoss loss, StationaryPoint minimum, List<StationaryPoint> others) {
    List<Exit> exits =
        others.stream()
            .map(other -> new Exit(StringMethod.saddle(loss, minimum, other), other))
            .sorted(Comparator.comparingDouble(exit -> exit.saddle().loss()))
            .toList();
    List<Exit> lowest =
        exits.stream().filter(exit -> Minima.isSame(exit.saddle(), exits.get(0).saddle())).toList();
    Optional<Exit> way =
        lowest.size() == 1
            ? Optional.of(lowest.get(0))
            : lowest.stream()
                .filter(exit -> joins(loss, minimum, exit))
                .findFirst()
                .or(() -> lowest.stream().findFirst());
    return new Wells(loss, minimum, way);
  }

  /** Whether the way down from the saddle ends at the other minimum, with none between. */
  private static boolean joins(SmoothLoss loss, StationaryPoint minimum, Exit exit) {
    try {
      EscapePath.of(loss, minimum, exit);
      return true;
    } catch (LandscapeException anotherMinimum) {
      return false;
    }
  }

  /** The same way from the other minimum; empty where there is none. */
  public Optional<Wells> reversed() {
    return exit.map(
        way -> new Wells(loss, way.other(), Optional.of(new Exit(way.saddle(), minimum))));
  }

  /** Curvature at the minimum. */
  public HessianSpectrum hessian() {
    return HessianSpectrum.of(minimum.eigenvalues());
  }

  /** The saddle of the exit. */
  public Optional<Saddle> saddle() {
    return exit.map(Exit::saddle)
        .map(
            point ->
                new Saddle(
                    point.position().clone(),
                    point.loss(),
                    HessianSpectrum.of(point.eigenvalues())));
  }

  /**
   * The passage along the unstable direction of the saddle. The separatrix is the plane through the
   * saddle normal to it; the other basin is entered at the parallel plane where the quadratic
   * region of the other minimum begins.
   *
   * @throws LandscapeException if the other minimum is not behind the separatrix
   */
  public Optional<Passage> passage() {
    return exit.map(
        way -> {
          double[] direction = direction(way.saddle());
          Passage passage =
              new Passage(
                  direction,
                  Geometry.dot(direction, way.saddle().position()),
                  Geometry.dot(direction, QuadraticRegion.edge(loss, way.other(), way.saddle())));
          if (passage.arrival() >= passage.separatrix()) {
            throw new LandscapeException(
                String.format(
                    "the plane through the saddle at %s does not separate the minima at %s and %s",
                    Geometry.shown(way.saddle().position()),
                    Geometry.shown(minimum.position()),
                    Geometry.shown(way.other().position())));
          }
          return passage;
        });
  }

  /**
   * Position on {@link #passage} of the plane where the quadratic region of the minimum ends.
   *
   * @throws java.util.NoSuchElementException if there is no exit
   */
  public double departure() {
    StationaryPoint saddle = exit.orElseThrow().saddle();
    return Geometry.dot(direction(saddle), QuadraticRegion.edge(loss, minimum, saddle));
  }

  /**
   * The point on the line from the other minimum to the saddle where the other minimum's quadratic
   * region begins.
   *
   * @throws java.util.NoSuchElementException if there is no exit
   */
  public double[] settled() {
    Exit way = exit.orElseThrow();
    return QuadraticRegion.edge(loss, way.other(), way.saddle());
  }

  /** The unstable direction, a unit vector that points towards the minimum. */
  private double[] direction(StationaryPoint saddle) {
    double[] unstable = saddle.eigenvectors()[0].clone();
    for (int i = 0; i < unstable.length; i++) {
      unstable[i] = Math.abs(unstable[i]) < ROUNDING ? 0 : unstable[i];
    }
    double[] way = Geometry.plus(minimum.position(), -1, saddle.position());
    double sign = Geometry.dot(unstable, way) >= 0 ? 1 : -1;
    double[] unit = Geometry.scaled(sign / Geometry.norm(unstable), unstable);
    return unit;
  }
}
