package org.logscape.landscape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Finds the minima of a loss: near guesses, or by a search. */
public final class Minima {
  private static final int STARTS = 64;
  private static final double[] SPREADS = {0.5, 1, 2};
  private static final double SAME = 1e-6;
  private static final double STATIONARY = 1e-3;
  private static final long SEED = 20210520;

  private Minima() {}

  /**
   * The minimum near a guess.
   *
   * @param loss the landscape
   * @param guess about where it is
   * @param name how a message calls it
   * @throws LandscapeException if there is no minimum near the guess
   */
  public static StationaryPoint near(SmoothLoss loss, double[] guess, String name) {
    double value = loss.loss(guess);
    if (!Double.isFinite(value)) {
      throw new LandscapeException(
          "minimum " + name + ": the loss at " + Geometry.shown(guess) + " is " + value);
    }
    checkNoSaddle(loss, guess, name);
    Optional<double[]> found = Newton.descend(loss, guess);
    if (found.isEmpty()) {
      throw new LandscapeException(
          "minimum " + name + ": no minimum near " + Geometry.shown(guess) + "; the loss falls on");
    }
    StationaryPoint point = StationaryPoint.of(loss, found.get());
    if (point.isDegenerateBeside(Geometry.size(loss.hessian(guess)))) {
      throw new LandscapeException(
          String.format(
              "minimum %s: the loss at %s is flat in some direction; a minimum needs curvature in"
                  + " all",
              name, Geometry.shown(point.position())));
    }
    double limit = Math.max(1, Geometry.norm(guess));
    if (point.index() > 0 || Geometry.distance(point.position(), guess) > limit) {
      throw new LandscapeException(
          String.format(
              "minimum %s: no minimum near %s; the way down ends at %s",
              name, Geometry.shown(guess), Geometry.shown(point.position())));
    }
    return point;
  }

  private static void checkNoSaddle(SmoothLoss loss, double[] guess, String name) {
    boolean close =
        Newton.step(loss, guess)
            .filter(step -> Geometry.norm(step) <= STATIONARY * (1 + Geometry.norm(guess)))
            .isPresent();
    if (!close) {
      return;
    }
    Newton.stationary(loss, guess)
        .map(position -> StationaryPoint.of(loss, position))
        .filter(point -> point.index() > 0)
        .ifPresent(
            point -> {
              throw new LandscapeException(
                  String.format(
                      "minimum %s: %s is a saddle, not a minimum; %d of the %d curvatures there are"
                          + " negative",
                      name,
                      Geometry.shown(point.position()),
                      point.index(),
                      point.eigenvalues().length));
            });
  }

  /**
   * The minima that descents from {@value #STARTS} points about the origin reach, the deepest
   * first. The points are the same in every call.
   *
   * @throws LandscapeException if none is found
   */
  public static List<StationaryPoint> search(SmoothLoss loss) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<StationaryPoint> found = new ArrayList<>();
    for (int start = 0; start < STARTS; start++) {
      double[] guess = new double[loss.dimensions()];
      for (int i = 0; i < guess.length; i++) {
        guess[i] = SPREADS[start % SPREADS.length] * (2 * random.nextDouble() - 1);
      }
      Newton.descend(loss, guess)
          .map(position -> StationaryPoint.of(loss, position))
          .filter(point -> point.index() == 0 && !point.isDegenerate())
          .filter(point -> found.stream().noneMatch(other -> isSame(point, other)))
          .ifPresent(found::add);
    }
    if (found.isEmpty()) {
      throw new LandscapeException(
          "no minimum found from " + STARTS + " points about the origin: name one under minima");
    }
    found.sort(Comparator.comparingDouble(StationaryPoint::loss));
    return found;
  }

  static boolean isSame(StationaryPoint a, StationaryPoint b) {
    return Geometry.distance(a.position(), b.position())
        <= SAME * (1 + Geometry.norm(a.position()));
  }
}
