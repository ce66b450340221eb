package org.logscape.landscape;

import java.util.Optional;
import org.logscape.model.Model;
import org.logscape.model.Passage;
import org.logscape.model.ResidualModel;
import org.logscape.theory.PathProfile;

/** The escape path of any model with two wells, as the metric-corrected law needs it. */
public final class ModelPath {
  /** Curvature is worked out as a full matrix at each point of the path. */
  private static final int MOST_DIMENSIONS = 64;

  private ModelPath() {}

  /**
   * The path under the noise of SGD, metric J^T J.
   *
   * @return empty where the model has one well or more than {@value #MOST_DIMENSIONS} parameters,
   *     where the noise vanishes on the path, and where the way down from the saddle does not end
   *     at the two minima
   */
  public static Optional<PathProfile> ofSgd(ResidualModel model) {
    return profile(model, theta -> gaussNewton(model, theta));
  }

  /**
   * The path under the noise of the langevin dynamics, metric H* of the minimum.
   *
   * @return empty where the model has one well, or more than {@value #MOST_DIMENSIONS} parameters
   */
  public static Optional<PathProfile> ofLangevin(Model model) {
    SmoothLoss loss = new ModelLoss(model);
    return profile(model, theta -> loss.hessian(model.minimum()));
  }

  private static Optional<PathProfile> profile(Model model, NoiseMetric metric) {
    if (model.saddle().isEmpty()
        || !(model.minimumLoss() > 0)
        || model.dimensions() > MOST_DIMENSIONS) {
      return Optional.empty();
    }
    SmoothLoss loss = new ModelLoss(model);
    StationaryPoint minimum = StationaryPoint.of(loss, model.minimum());
    StationaryPoint saddle = StationaryPoint.of(loss, model.saddle().orElseThrow().position());
    try {
      return other(loss, model.passage().orElseThrow(), saddle)
          .map(other -> EscapePath.of(loss, minimum, new Wells.Exit(saddle, other)))
          .map(path -> path.profile(loss, metric, model.passage().orElseThrow()));
    } catch (IllegalArgumentException noLaw) {
      return Optional.empty();
    }
  }

  /** The minimum that lies down the far side of the saddle. */
  private static Optional<StationaryPoint> other(
      SmoothLoss loss, Passage passage, StationaryPoint saddle) {
    double gap = passage.separatrix() - passage.arrival();
    double[] start = Geometry.plus(saddle.position(), -gap / 2, passage.direction());
    return Newton.descend(loss, start).map(position -> StationaryPoint.of(loss, position));
  }

  /** J^T J, feature by feature. */
  private static double[][] gaussNewton(ResidualModel model, double[] theta) {
    int n = theta.length;
    double[][] block = new double[n][1];
    for (int i = 0; i < n; i++) {
      block[i][0] = theta[i];
    }
    double[][] metric = new double[n][n];
    double[][] slope = new double[n][1];
    for (int feature = 0; feature < model.features(); feature++) {
      double[][] unit = new double[model.features()][1];
      unit[feature][0] = 1;
      model.pullBack(block, unit, slope, 1);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          metric[i][j] = Math.fma(slope[i][0], slope[j][0], metric[i][j]);
        }
      }
    }
    return metric;
  }
}
