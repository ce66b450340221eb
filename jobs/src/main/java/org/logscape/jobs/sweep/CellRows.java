package org.logscape.jobs.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.NetworkForecast;
import org.logscape.jobs.predict.RunForecast;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.data.DataSpec;
import org.logscape.jobs.spec.dynamics.DynamicsSpec;
import org.logscape.jobs.spec.dynamics.DynamicsType;
import org.logscape.jobs.spec.dynamics.EnhancementForm;
import org.logscape.jobs.spec.dynamics.MomentumForm;
import org.logscape.jobs.spec.dynamics.ScheduleKinds;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.model.LandscapeSpec;
import org.logscape.jobs.spec.model.ModelFacts;
import org.logscape.jobs.spec.model.NetworkSpec;
import org.logscape.jobs.sweep.work.Stage;
import org.logscape.landscape.ModelPath;
import org.logscape.model.HessianSpectrum;
import org.logscape.model.Model;
import org.logscape.model.ResidualModel;
import org.logscape.model.Saddle;
import org.logscape.network.Architecture;
import org.logscape.theory.MetricCorrectedLaw;
import org.logscape.theory.PathProfile;

/**
 * The cells table: each cell with what its model knows in closed form. Keeps the last model, since
 * a finite data set takes long to make and neighbouring cells often share it.
 */
public final class CellRows {
  private final Spec spec;
  private final Map<String, Stage> extents;
  private final NetworkInputs inputs;
  private final boolean followsPaths;
  private LandscapeSpec lastModel;
  private Model last;
  private List<Object> lastPathKey = List.of();
  private Optional<PathProfile> lastPath = Optional.empty();
  private Optional<PathProfile> lastPathBack = Optional.empty();
  private LandscapeSpec lastNamed;
  private List<String> lastNames = List.of();

  private CellRows(
      Spec spec, Map<String, Stage> extents, NetworkInputs inputs, boolean followsPaths) {
    this.spec = spec;
    this.extents = extents;
    this.inputs = inputs;
    this.followsPaths = followsPaths;
  }

  /** The rows of the cells of a spec. */
  public static CellRows of(Spec spec) {
    return new CellRows(spec, Map.of(), NetworkInputs.none(), true);
  }

  /**
   * The rows of the cells of a spec, some of which have more or longer runs than it says.
   *
   * @param extents of these cells, by their names
   */
  static CellRows of(Spec spec, Map<String, Stage> extents) {
    return new CellRows(spec, extents, NetworkInputs.none(), true);
  }

  /** The same rows, with what is known of networks. */
  CellRows with(NetworkInputs known) {
    return new CellRows(spec, extents, known, followsPaths);
  }

  /**
   * The same rows without the rates of the metric-corrected law, for a forecast that does not need
   * them: to follow the path of each cell takes a large grid minutes.
   */
  public CellRows withoutPaths() {
    return new CellRows(spec, extents, inputs, false);
  }

  /** The row of one cell. */
  public CellFacts row(long number) {
    return facts(spec.grid().cell(number));
  }

  /** What theory says of one cell. */
  public CellTheory theory(CellSpec cell) {
    return CellTheory.of(facts(cell));
  }

  /**
   * Expected seconds of a run of one cell on one core; not a number for a network whose data are
   * not read and of unknown shape.
   */
  public double seconds(CellSpec cell, RunForecast forecast) {
    if (!(cell.model() instanceof NetworkSpec model)) {
      return forecast.seconds(theory(cell));
    }
    DataSpec data = spec.data().orElseThrow();
    return inputs
        .architecture(data, model)
        .map(
            layers ->
                NetworkForecast.of(
                    spec.observe(), spec.stop(), cell, layers, inputs.testSamples(data, model)))
        .map(network -> forecast.seconds(theory(cell), network))
        .orElse(Double.NaN);
  }

  private CellFacts facts(CellSpec cell) {
    Minimum minimum =
        cell.model() instanceof NetworkSpec network
            ? Minimum.of(
                inputs
                    .architecture(spec.data().orElseThrow(), network)
                    .map(Architecture::parameters)
                    .orElse(0),
                inputs.minimum(spec, network))
            : Minimum.of(model(cell.landscape()));
    DynamicsSpec dynamics = cell.dynamics();
    double friction = 1 - dynamics.momentum();
    ModelFacts facts = cell.model().facts();
    follow(cell);
    Optional<MetricCorrectedLaw> there =
        lastPath.map(path -> metricCorrected(path, dynamics, minimum));
    Optional<MetricCorrectedLaw> back =
        lastPathBack.map(path -> metricCorrected(path, dynamics, minimum));
    boolean isNetwork = cell.model() instanceof NetworkSpec;
    List<String> wells = isNetwork ? List.of() : names(cell.landscape());
    Optional<Minimum> other =
        isNetwork ? Optional.empty() : model(cell.landscape()).fromOtherMinimum().map(Minimum::of);
    Stage extent = extents.getOrDefault(cell.id(), new Stage(spec.replicas(), cell.steps()));
    Double curvatureStep =
        minimum.outlier() == null ? null : (Double) (dynamics.learningRate() * minimum.outlier());
    return new CellFacts(
        cell.id(),
        Literal.of(cell.model().type()),
        Literal.of(dynamics.type()),
        dynamics.sampling() == null ? null : Literal.of(dynamics.sampling()),
        dynamics.learningRate(),
        dynamics.batchSize(),
        dynamics.noiseEnhancement(),
        dynamics.noiseFactor(),
        dynamics.enhancementForm() == EnhancementForm.TWO_MINIBATCHES
            ? null
            : Literal.of(dynamics.enhancementForm()),
        dynamics.momentum(),
        dynamics.weightDecay(),
        dynamics.schedule().isConstant()
            ? null
            : Literal.of(ScheduleKinds.ALL.written(dynamics.schedule())),
        extent.steps(),
        extent.runs(),
        minimum.dimensions(),
        facts.barrier(),
        facts.labelNoise(),
        facts.inputs() == null ? null : Literal.of(facts.inputs()),
        facts.samples(),
        minimum.loss(),
        minimum.saddle().map(Saddle::loss).orElse(null),
        minimum.outlier(),
        minimum.outliers(),
        minimum.saddle().map(Saddle::unstableCurvature).orElse(null),
        minimum.determinantRatio(),
        curvatureStep,
        curvatureStep == null
            ? null
            : (Double)
                (curvatureStep
                    * dynamics.noiseFactorOverSteps(minimum.outlier())
                    / (dynamics.batchSize() * friction)),
        cell.label(),
        there.map(law -> Math.exp(law.logCrossingRate()) / friction).orElse(null),
        there.map(law -> Math.exp(law.logSettlingRate()) / friction).orElse(null),
        wells.isEmpty() ? null : wells.get(0),
        wells.isEmpty() ? null : wells.get(1),
        other.map(Minimum::loss).orElse(null),
        other.map(Minimum::outlier).orElse(null),
        other.map(Minimum::outliers).orElse(null),
        other.map(Minimum::determinantRatio).orElse(null),
        back.map(law -> Math.exp(law.logCrossingRate()) / friction).orElse(null),
        back.map(law -> Math.exp(law.logSettlingRate()) / friction).orElse(null),
        spec.name(),
        spec.seed(),
        testSamples(cell),
        dynamics.momentumForm() == MomentumForm.HEAVY_BALL
            ? null
            : Literal.of(dynamics.momentumForm()));
  }

  /** Size of the test set; null without one. */
  private Long testSamples(CellSpec cell) {
    if (!(cell.model() instanceof NetworkSpec network)) {
      return null;
    }
    long samples = inputs.testSamples(spec.data().orElseThrow(), network);
    return samples == 0 ? null : samples;
  }

  private List<String> names(LandscapeSpec wanted) {
    if (!wanted.equals(lastNamed)) {
      lastNames = wanted.wellNames();
      lastNamed = wanted;
    }
    return lastNames;
  }

  /** Of SGD at the rate eta/(1 - mu), per unit of its time. */
  private static MetricCorrectedLaw metricCorrected(
      PathProfile path, DynamicsSpec dynamics, Minimum minimum) {
    return MetricCorrectedLaw.of(
        path,
        dynamics.learningRate() / (1 - dynamics.momentum()),
        dynamics.batchSize() / dynamics.noiseFactorOverSteps(minimum.outlier()));
  }

  /** Follows the paths out of both wells; with weight decay the law is not known. */
  private void follow(CellSpec cell) {
    if (!followsPaths || cell.model() instanceof NetworkSpec || cell.dynamics().weightDecay() > 0) {
      lastPathKey = List.of();
      lastPath = Optional.empty();
      lastPathBack = Optional.empty();
      return;
    }
    DynamicsType type = cell.dynamics().type();
    List<Object> key = List.of(cell.landscape(), type);
    if (!key.equals(lastPathKey)) {
      Model model = model(cell.landscape());
      lastPath = path(model, type);
      lastPathBack = model.fromOtherMinimum().flatMap(other -> path(other, type));
      lastPathKey = key;
    }
  }

  private static Optional<PathProfile> path(Model model, DynamicsType type) {
    return type == DynamicsType.SGD && model instanceof ResidualModel residual
        ? ModelPath.ofSgd(residual)
        : ModelPath.ofLangevin(model);
  }

  /**
   * Where the runs of a cell start, and the way out; null where nothing is known.
   *
   * @param loss L*
   * @param outlier h*
   * @param outliers n
   */
  private record Minimum(
      int dimensions,
      Double loss,
      Double outlier,
      Integer outliers,
      Optional<Saddle> saddle,
      Double determinantRatio) {
    static Minimum of(Model model) {
      HessianSpectrum hessian = model.hessianAtMinimum();
      return new Minimum(
          model.dimensions(),
          model.minimumLoss(),
          hessian.outlier(),
          hessian.outliers(),
          model.saddle(),
          model.saddle().map(saddle -> CellRows.ratioOfDeterminants(hessian, saddle)).orElse(null));
    }

    static Minimum of(int parameters, Optional<StartingMinimum> trained) {
      return new Minimum(
          parameters,
          trained.map(StartingMinimum::loss).orElse(null),
          trained.map(StartingMinimum::outlierCurvature).orElse(null),
          trained.map(StartingMinimum::outliers).orElse(null),
          Optional.empty(),
          null);
    }
  }

  private Model model(LandscapeSpec wanted) {
    if (!wanted.equals(lastModel)) {
      last = wanted.model(spec.seed());
      lastModel = wanted;
    }
    return last;
  }

  private static Double ratioOfDeterminants(HessianSpectrum minimum, Saddle saddle) {
    return StrictMath.exp(
        minimum.logAbsoluteDeterminant() - saddle.hessian().logAbsoluteDeterminant());
  }
}
