package org.logscape.jobs.predict;

import java.util.Optional;
import java.util.OptionalDouble;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.jobs.spec.dynamics.DynamicsType;
import org.logscape.jobs.spec.dynamics.EnhancementForm;
import org.logscape.jobs.spec.dynamics.MomentumForm;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.model.ModelType;
import org.logscape.jobs.text.Words;
import org.logscape.model.Inputs;
import org.logscape.theory.Barrier;
import org.logscape.theory.GaussianDesign;
import org.logscape.theory.KestenTail;
import org.logscape.theory.LogLandscape;
import org.logscape.theory.QuadraticBasin;

/**
 * What theory predicts for one cell, from its row of the cells table. A prediction is empty where
 * no law applies to such a cell. Whether an applicable law is valid here is decided by {@link
 * org.logscape.theory.RegimeGuard}.
 */
public final class CellTheory {
  private final CellFacts facts;
  private final Optional<LogLandscape> landscape;

  private CellTheory(CellFacts facts) {
    this.facts = facts;
    this.landscape =
        facts.hessianOutlier() == null || facts.hessianOutlier().isInfinite()
            ? Optional.empty()
            : Optional.of(
                    LogLandscape.of(
                            facts.learningRate(),
                            facts.batchSize(),
                            noiseFactor(),
                            facts.hessianOutlier(),
                            facts.outliers())
                        .withMomentum(momentum())
                        .withWeightDecay(facts.weightDecay() == null ? 0 : facts.weightDecay()))
                // beyond the range of a double no law says anything
                .filter(theory -> theory.temperature() > 0)
                .filter(theory -> theory.temperature() <= Double.MAX_VALUE);
  }

  /**
   * The noise factor a, or kappa, the factor over many steps, where each step also uses the
   * gradient of the previous one.
   */
  private double noiseFactor() {
    return looksBack()
        ? enhancement().factorOverSteps(facts.learningRate() * facts.hessianOutlier(), momentum())
        : facts.noiseFactor();
  }

  private NoiseEnhancement enhancement() {
    return form().enhancement(facts.noiseEnhancement());
  }

  /** Which second gradient raises the noise; null in the table stands for that of the same step. */
  private EnhancementForm form() {
    return facts.noiseEnhancementForm() == null
        ? EnhancementForm.TWO_MINIBATCHES
        : Words.parse(EnhancementForm.class, facts.noiseEnhancementForm());
  }

  /** Whether noise enhancement uses the gradient of the previous step. */
  private boolean looksBack() {
    return form() == EnhancementForm.MOMENTUM;
  }

  /** mu; 0 in folders of versions without momentum. */
  private double momentum() {
    return facts.momentum() == null ? 0 : facts.momentum();
  }

  private MomentumForm momentumForm() {
    return facts.momentumForm() == null
        ? MomentumForm.HEAVY_BALL
        : Words.parse(MomentumForm.class, facts.momentumForm());
  }

  /** Whether weights decay, so that the laws of the log-landscape do not hold. */
  private boolean decays() {
    return facts.weightDecay() != null && facts.weightDecay() > 0;
  }

  /** The theory of a cell. */
  public static CellTheory of(CellFacts facts) {
    return new CellTheory(facts);
  }

  /** The cell. */
  public CellFacts facts() {
    return facts;
  }

  /**
   * Whether n and h* are known: of a network only where its runs start at a trained minimum.
   * Without them no law applies to the cell.
   */
  public boolean hasLandscape() {
    return landscape.isPresent();
  }

  /**
   * The log-landscape theory at the cell's setting (arXiv 2105.09557).
   *
   * @throws java.util.NoSuchElementException unless {@link #hasLandscape}
   */
  public LogLandscape landscape() {
    return landscape.orElseThrow();
  }

  /**
   * The barrier to the saddle. Empty where the model has no saddle, where L* is 0 or so large that
   * the saddle's loss is the same number, and with weight decay, which moves minimum and saddle.
   */
  public Optional<Barrier> barrier() {
    return decays()
            || facts.lossSaddle() == null
            || !(facts.lossMin() > 0)
            || !(facts.lossSaddle() > facts.lossMin())
        ? Optional.empty()
        : Optional.of(
            new Barrier(
                facts.lossMin(),
                facts.lossSaddle(),
                facts.hessianSaddle(),
                facts.determinantRatio()));
  }

  /**
   * The log-landscape rate of an event per unit of t: 2 kappa over the separatrix, kappa into the
   * other basin, and for a loss level the inverse mean first-passage time in the quadratic basin
   * with c = 0; empty for a level at or above the saddle, and with weight decay.
   */
  public OptionalDouble rate(Watched watched) {
    if (landscape.isEmpty() || decays()) {
      return OptionalDouble.empty();
    }
    if (watched.isLevel()) {
      boolean insideBasin =
          facts.lossSaddle() == null || watched.level() * facts.lossMin() < facts.lossSaddle();
      return insideBasin
          ? rate(QuadraticBasin.logLandscape(landscape(), facts.lossMin()), watched.level())
          : OptionalDouble.empty();
    }
    Optional<Barrier> barrier = barrier();
    if (barrier.isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        watched.equals(Watched.basin())
            ? landscape().settlingRate(barrier.get())
            : landscape().crossingRate(barrier.get()));
  }

  /**
   * The metric-corrected rate of an event per unit of t, with the noise metric of each point of the
   * escape path in place of h* (derived from arXiv 2105.09557). Empty for a level and where no path
   * is known.
   */
  public OptionalDouble metricCorrectedRate(Watched watched) {
    Double rate =
        watched.equals(Watched.separatrix())
            ? facts.metricCrossingRate()
            : watched.equals(Watched.basin()) ? facts.metricSettlingRate() : null;
    return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
  }

  /** The theory of runs that start at the other minimum; empty where it is not known. */
  public Optional<CellTheory> fromOtherMinimum() {
    return Optional.ofNullable(facts.otherLossMin()).map(loss -> of(facts.fromOtherMinimum()));
  }

  /**
   * The rate of a loss level under the exact noise of Gaussian inputs: the same integral with c =
   * 1. Empty but for {@link #gaussianInputsBasin}.
   */
  public OptionalDouble gaussianDesignRate(double level) {
    Optional<QuadraticBasin> basin = gaussianInputsBasin();
    return basin.isPresent() ? rate(basin.get(), level) : OptionalDouble.empty();
  }

  private OptionalDouble rate(QuadraticBasin basin, double level) {
    return OptionalDouble.of(landscape().mobility() / basin.meanTimeToLevel(level));
  }

  /** Moments of real SGD on online isotropic linear regression with Gaussian inputs. */
  public Optional<GaussianDesign> gaussianDesign() {
    return isGaussianDesign()
        ? Optional.of(
            new GaussianDesign(
                landscape(),
                facts.labelNoise(),
                enhancement().gradientFactor(),
                momentumForm().filter(enhancement(), momentum())))
        : Optional.empty();
  }

  /**
   * The quadratic basin with c = 1: exact for online isotropic Gaussian inputs, and the limit of
   * many samples for a data set drawn from such. Empty with weight decay.
   */
  public Optional<QuadraticBasin> gaussianInputsBasin() {
    return isGaussianRegression() && !decays()
        ? Optional.of(QuadraticBasin.gaussianDesign(landscape(), facts.lossMin()))
        : Optional.empty();
  }

  /**
   * Kesten's tail, where {@link #gaussianDesign} holds; it is not known with momentum or weight
   * decay, nor where steps look back.
   */
  public Optional<KestenTail> kesten() {
    return isGaussianDesign() && momentum() == 0 && !decays() && !looksBack()
        ? Optional.of(KestenTail.of(landscape()))
        : Optional.empty();
  }

  /** Isotropic, with Gaussian inputs drawn fresh at every step, by real SGD. */
  private boolean isGaussianDesign() {
    return isGaussianRegression() && facts.samples() == null;
  }

  /** Real SGD on isotropic linear regression with Gaussian inputs. */
  private boolean isGaussianRegression() {
    return facts.model().equals(Literal.of(ModelType.LINEAR_REGRESSION))
        && facts.dynamics().equals(Literal.of(DynamicsType.SGD))
        && Literal.of(Inputs.GAUSSIAN).equals(facts.inputs())
        && facts.outliers().equals(facts.dimensions())
        && facts.lossMin() > 0;
  }
}
