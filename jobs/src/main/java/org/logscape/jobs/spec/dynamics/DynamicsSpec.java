package org.logscape.jobs.spec.dynamics;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.SgdSettings;
import org.logscape.dynamics.rate.LearningRateSchedule;
import org.logscape.filter.GradientFilter;
import org.logscape.jobs.spec.key.Constraint;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Point;
import org.logscape.jobs.spec.model.LandscapeSpec;
import org.logscape.jobs.spec.model.LinearRegressionSpec;
import org.logscape.jobs.spec.model.ModelSpec;
import org.logscape.jobs.spec.model.ModelType;
import org.logscape.jobs.spec.model.NetworkSpec;

/**
 * The dynamics of a cell.
 *
 * @param type sgd or langevin
 * @param batchSize B, at least 1
 * @param learningRate eta, above 0, whichever way the spec gives it
 * @param noiseEnhancement alpha, at least 0.5; 1 is plain SGD
 * @param enhancementForm which second gradient raises the noise
 * @param sampling how minibatches are drawn; null under langevin, which draws none
 * @param momentum mu; 0: none
 * @param momentumForm how a step with momentum follows its gradients
 * @param weightDecay lambda, added to the gradient as lambda theta; 0: none
 * @param schedule by which the learning rate changes from step to step
 */
public record DynamicsSpec(
    DynamicsType type,
    int batchSize,
    double learningRate,
    double noiseEnhancement,
    EnhancementForm enhancementForm,
    Sampling sampling,
    double momentum,
    MomentumForm momentumForm,
    double weightDecay,
    LearningRateSchedule schedule)
    implements Serializable {
  public static final Key<DynamicsType> TYPE =
      Key.required("dynamics.type", Domain.word(DynamicsType.class))
          .text("what moves the parameters: SGD on minibatches, or the log-landscape equation");
  public static final Key<Integer> BATCH_SIZE =
      Key.withDefault("dynamics.batch_size", 1, Domain.countAtLeast(1))
          .unit("samples")
          .text("B, the samples of a minibatch");
  public static final Key<Double> LEARNING_RATE =
      Key.optional("dynamics.learning_rate", Domain.numberAbove(0)).text("eta, the step size");
  public static final Key<Double> CURVATURE_STEP =
      Key.optional("dynamics.curvature_step", Domain.numberAbove(0))
          .text("eta h*, the step size in units of the sharpest curvature; in place of eta");
  public static final Key<Double> TEMPERATURE =
      Key.optional("dynamics.temperature", Domain.numberAbove(0))
          .text("T = eta h* a / (B (1 - mu)) with a = alpha^2 + (1 - alpha)^2; in place of eta");

  /** B_eff = B / a, from which alpha follows: the iso-noise designs. */
  public static final Key<Double> EFFECTIVE_BATCH_SIZE =
      Key.optional("dynamics.effective_batch_size", Domain.numberAbove(0))
          .unit("samples")
          .text("B_eff = B / a, at most B; alpha follows from it");

  public static final Key<Double> NOISE_ENHANCEMENT =
      Key.withDefault("dynamics.noise_enhancement", 1.0, Domain.numberAtLeast(0.5))
          .replacedBy(EFFECTIVE_BATCH_SIZE)
          .text(
              "alpha: two minibatches are mixed with weights alpha and 1 - alpha; 1 is plain SGD");

  public static final Key<EnhancementForm> NOISE_ENHANCEMENT_FORM =
      Key.withNeutral(
              "dynamics.noise_enhancement_form",
              EnhancementForm.TWO_MINIBATCHES,
              Domain.word(EnhancementForm.class))
          .onlyWith(
              TYPE,
              List.of(DynamicsType.SGD),
              "must be left out, since langevin draws no minibatches")
          .text(
              "the second gradient: that of a second minibatch, or at no extra cost that of the"
                  + " step before (positive-negative momentum, arXiv 2103.17182)");

  /** Its default depends on whether the model has a finite data set. */
  public static final Key<Sampling> SAMPLING =
      Key.optional("dynamics.sampling", Domain.word(Sampling.class))
          .defaultRule("online; replacement beside model.samples; epoch for networks")
          .onlyWith(
              TYPE,
              List.of(DynamicsType.SGD),
              "must be left out, since langevin draws no minibatches")
          .text("how minibatches are drawn");

  /** Not part of the identity of a cell without it. */
  public static final Key<Double> MOMENTUM =
      Key.optional("dynamics.momentum", Domain.fraction())
          .defaultRule("0")
          .onlyWith(
              TYPE, List.of(DynamicsType.SGD), "must be left out, since langevin has no velocity")
          .text("mu of the heavy ball: v <- mu v + g, theta <- theta - eta v");

  public static final Key<MomentumForm> MOMENTUM_FORM =
      Key.withNeutral(
              "dynamics.momentum_form", MomentumForm.HEAVY_BALL, Domain.word(MomentumForm.class))
          .onlyWith(
              TYPE, List.of(DynamicsType.SGD), "must be left out, since langevin has no velocity")
          .text(
              "heavy-ball, or nesterov: theta <- theta - eta (g + mu v) with the same v, as in"
                  + " PyTorch's SGD");

  public static final Key<Double> WEIGHT_DECAY =
      Key.withNeutral("dynamics.weight_decay", 0.0, Domain.numberAtLeast(0))
          .unit("curvature")
          .onlyWith(
              TYPE, List.of(DynamicsType.SGD), "must be left out, since only sgd has weight decay")
          .text("lambda: the gradient of each step is g + lambda theta, as in PyTorch's SGD");

  public static final Key<Map<String, Object>> SCHEDULE =
      Key.withNeutral(
              "dynamics.schedule",
              ScheduleKinds.ALL.written(LearningRateSchedule.constant()),
              ScheduleKinds.ALL.domain())
          .onlyWith(
              ModelSpec.TYPE,
              List.of(ModelType.MLP, ModelType.CNN),
              "must be left out, since only networks have learning-rate schedules")
          .text("how eta changes with the step; t stays eta times the step");

  /** The three ways to give the learning rate. */
  public static final List<Key<Double>> RATES = List.of(LEARNING_RATE, CURVATURE_STEP, TEMPERATURE);

  /** The section: a key with its accessor is a part of the identity of a cell. */
  public static final Group<DynamicsSpec> GROUP =
      Group.of(DynamicsSpec.class, "dynamics", "What moves the parameters, and how noisily.")
          .varies()
          .constraint(
              Constraint.exactlyOne(LEARNING_RATE, CURVATURE_STEP, TEMPERATURE)
                  .named("learning rate"))
          .constraint(Constraint.atMostOne(NOISE_ENHANCEMENT, EFFECTIVE_BATCH_SIZE))
          .key(TYPE, DynamicsSpec::type)
          .key(BATCH_SIZE, DynamicsSpec::batchSize)
          .key(LEARNING_RATE, DynamicsSpec::learningRate)
          .input(CURVATURE_STEP)
          .input(TEMPERATURE)
          .key(NOISE_ENHANCEMENT, DynamicsSpec::noiseEnhancement)
          .input(EFFECTIVE_BATCH_SIZE)
          .key(NOISE_ENHANCEMENT_FORM, DynamicsSpec::enhancementForm)
          .optional(SAMPLING, dynamics -> Optional.ofNullable(dynamics.sampling()))
          .optional(MOMENTUM, dynamics -> Optional.of(dynamics.momentum()).filter(mu -> mu > 0))
          .key(MOMENTUM_FORM, DynamicsSpec::momentumForm)
          .key(WEIGHT_DECAY, DynamicsSpec::weightDecay)
          .key(SCHEDULE, dynamics -> ScheduleKinds.ALL.written(dynamics.schedule()))
          .build();

  public DynamicsSpec {
    if ((sampling == null) != (type == DynamicsType.LANGEVIN)) {
      throw new IllegalArgumentException("sampling belongs to sgd alone, and sgd has one");
    }
  }

  public static DynamicsSpec of(Point point, ModelSpec model) {
    DynamicsType type = point.get(TYPE);
    Sampling sampling =
        switch (type) {
          case SGD -> sampling(point);
          case LANGEVIN -> null;
        };
    return new DynamicsSpec(
        type,
        point.get(BATCH_SIZE),
        learningRate(point, model),
        noiseEnhancement(point),
        point.get(NOISE_ENHANCEMENT_FORM),
        sampling,
        point.find(MOMENTUM).orElse(0.0),
        point.get(MOMENTUM_FORM),
        point.get(WEIGHT_DECAY),
        ScheduleKinds.ALL.value(point.get(SCHEDULE)));
  }

  /** Samples of a step: B for each minibatch that it draws. */
  public long samplesPerStep() {
    return sgd().perStep();
  }

  /** a = alpha^2 + (1 - alpha)^2, the factor on the noise covariance of a step; B_eff = B / a. */
  public double noiseFactor() {
    return NoiseEnhancement.of(noiseEnhancement).factor();
  }

  /**
   * The factor on the noise that builds up over many steps: a, or nearly 1 where steps look back at
   * earlier gradients.
   *
   * @param outlier h*
   */
  public double noiseFactorOverSteps(double outlier) {
    return enhancement().factorOverSteps(learningRate * outlier, momentum);
  }

  /**
   * alpha, given or from B_eff: alpha^2 + (1 - alpha)^2 = B / B_eff has the root alpha = (1 +
   * sqrt(2 B / B_eff - 1)) / 2 at or above 1.
   */
  public static double noiseEnhancement(Point point) {
    return point
        .find(EFFECTIVE_BATCH_SIZE)
        .map(
            effective ->
                0.5 * (1 + Math.sqrt(2 * point.find(BATCH_SIZE).orElse(1) / effective - 1)))
        .or(() -> point.find(NOISE_ENHANCEMENT))
        .orElse(1.0);
  }

  /**
   * How sgd draws, given or by default: online, with replacement where the model has a data set, by
   * epochs where networks learn from files.
   */
  public static Sampling sampling(Point point) {
    Sampling fallback =
        point.find(LinearRegressionSpec.SAMPLES).isPresent()
            ? Sampling.REPLACEMENT
            : Sampling.ONLINE;
    return point
        .find(SAMPLING)
        .orElse(point.find(NetworkSpec.TAKE).isPresent() ? Sampling.EPOCH : fallback);
  }

  /** eta = (eta h*) / h* = T B (1 - mu) / (h* a), with h* of the population. */
  private static double learningRate(Point point, ModelSpec model) {
    Optional<Double> given = point.find(LEARNING_RATE);
    if (given.isPresent()) {
      return given.get();
    }
    double outlier = ((LandscapeSpec) model).populationModel().hessianAtMinimum().outlier();
    Optional<Double> curvatureStep = point.find(CURVATURE_STEP);
    if (curvatureStep.isPresent()) {
      return curvatureStep.get() / outlier;
    }
    double factor = NoiseEnhancement.of(noiseEnhancement(point)).factor();
    double friction = 1 - point.find(MOMENTUM).orElse(0.0);
    return point.get(TEMPERATURE) * point.get(BATCH_SIZE) * friction / (outlier * factor);
  }

  /** How gradients become the direction of a step. */
  public GradientFilter filter() {
    return momentumForm.filter(enhancement(), momentum);
  }

  private NoiseEnhancement enhancement() {
    return enhancementForm.enhancement(noiseEnhancement);
  }

  /** The settings of SGD. */
  public SgdSettings sgd() {
    return new SgdSettings(
        learningRate, batchSize, enhancement(), sampling, filter(), weightDecay, schedule);
  }

  /** Every value, resolved, by path. */
  public Map<String, Object> values() {
    return GROUP.values(this);
  }
}
