package org.logscape.jobs.sweep;

import java.util.Map;
import java.util.Optional;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.DoubleWellSpec;
import org.logscape.jobs.spec.DynamicsSpec;
import org.logscape.jobs.spec.LinearRegressionSpec;
import org.logscape.jobs.spec.Literal;
import org.logscape.jobs.spec.ModelSpec;
import org.logscape.jobs.spec.QuarticWellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.TableRow;
import org.logscape.model.HessianSpectrum;
import org.logscape.model.Model;
import org.logscape.model.Saddle;
import org.logscape.schemas.Table;

/**
 * The cells table: each cell with what its model knows in closed form. Keeps the last model, since
 * a finite data set is dear and neighbouring cells often share it.
 */
public final class CellRows {
  private final Spec spec;
  private final Map<String, Stage> extents;
  private ModelSpec lastModel;
  private Model last;

  private CellRows(Spec spec, Map<String, Stage> extents) {
    this.spec = spec;
    this.extents = extents;
  }

  /** The rows of the cells of a spec. */
  public static CellRows of(Spec spec) {
    return new CellRows(spec, Map.of());
  }

  /**
   * The rows of the cells of a spec, some of which have more or longer runs than it says.
   *
   * @param extents of these cells, by their names
   */
  static CellRows of(Spec spec, Map<String, Stage> extents) {
    return new CellRows(spec, extents);
  }

  /** The row of one cell. */
  public TableRow row(long number) {
    return new TableRow(Table.CELLS, values(spec.grid().cell(number)));
  }

  /** What theory says of one cell. */
  public CellTheory theory(CellSpec cell) {
    return CellTheory.of(CellFacts.of(values(cell)));
  }

  private Object[] values(CellSpec cell) {
    DynamicsSpec dynamics = cell.dynamics();
    Model model = model(cell.model());
    HessianSpectrum hessian = model.hessianAtMinimum();
    Optional<Saddle> saddle = model.saddle();
    Stage extent = extents.getOrDefault(cell.id(), new Stage(spec.replicas(), cell.steps()));
    double curvatureStep = dynamics.learningRate() * hessian.outlier();
    return new Object[] {
      cell.id(),
      Literal.of(cell.model().type()),
      Literal.of(dynamics.type()),
      dynamics.sampling() == null ? null : Literal.of(dynamics.sampling()),
      dynamics.learningRate(),
      dynamics.batchSize(),
      dynamics.noiseEnhancement(),
      dynamics.noiseFactor(),
      extent.steps(),
      extent.runs(),
      model.dimensions(),
      barrier(cell.model()),
      labelNoise(cell.model()),
      inputs(cell.model()),
      samples(cell.model()),
      model.minimumLoss(),
      saddle.map(Saddle::loss).orElse(null),
      hessian.outlier(),
      hessian.outliers(),
      saddle.map(Saddle::unstableCurvature).orElse(null),
      saddle.map(s -> determinantRatio(hessian, s)).orElse(null),
      curvatureStep,
      curvatureStep * dynamics.noiseFactor() / dynamics.batchSize(),
      cell.label()
    };
  }

  private Model model(ModelSpec wanted) {
    if (!wanted.equals(lastModel)) {
      last = wanted.model(spec.seed());
      lastModel = wanted;
    }
    return last;
  }

  private static double determinantRatio(HessianSpectrum minimum, Saddle saddle) {
    return StrictMath.exp(
        minimum.logAbsoluteDeterminant() - saddle.hessian().logAbsoluteDeterminant());
  }

  private static Double barrier(ModelSpec model) {
    return model instanceof DoubleWellSpec well ? (Double) well.barrier() : null;
  }

  private static Double labelNoise(ModelSpec model) {
    if (model instanceof DoubleWellSpec well) {
      return well.labelNoise();
    }
    if (model instanceof LinearRegressionSpec regression) {
      return regression.labelNoise();
    }
    if (model instanceof QuarticWellSpec) {
      return null;
    }
    throw new IllegalStateException("no label noise known of " + model);
  }

  private static String inputs(ModelSpec model) {
    return model instanceof LinearRegressionSpec regression
        ? Literal.of(regression.inputs())
        : null;
  }

  private static Long samples(ModelSpec model) {
    return model instanceof LinearRegressionSpec regression && regression.sampleCount().isPresent()
        ? (Long) (long) regression.sampleCount().getAsInt()
        : null;
  }
}
