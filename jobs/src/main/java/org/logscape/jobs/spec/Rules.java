package org.logscape.jobs.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.logscape.dynamics.Sampling;
import org.logscape.jobs.spec.dynamics.DynamicsSpec;
import org.logscape.jobs.spec.dynamics.DynamicsType;
import org.logscape.jobs.spec.dynamics.EnhancementForm;
import org.logscape.jobs.spec.dynamics.MomentumForm;
import org.logscape.jobs.spec.key.Fault;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Point;
import org.logscape.jobs.spec.model.LinearRegressionSpec;
import org.logscape.jobs.spec.model.ModelSpec;
import org.logscape.jobs.spec.model.ModelType;
import org.logscape.jobs.spec.model.NetworkSpec;
import org.logscape.jobs.spec.observe.EscapeSpec;
import org.logscape.jobs.spec.observe.Observe;
import org.logscape.jobs.spec.rare.Rare;
import org.logscape.model.Inputs;
import org.logscape.observe.Event;

/**
 * What must hold between keys that are right one by one. Each rule names the keys it looks at and
 * is checked at every different point of these alone, so the size of the grid does not matter;
 * where one of them has a fault already, the rule is silent.
 */
final class Rules {
  private record Rule(List<Key<?>> keys, Function<Point, Optional<Fault>> test) {
    List<String> paths() {
      return keys.stream().<String>map(Key::path).toList();
    }
  }

  private final List<Rule> rules = new ArrayList<>();

  private Rules() {}

  static Rules of(Observe observe, Optional<Rare> rare) {
    Rules rules = new Rules();
    rules.addConditions();
    rules.addModel();
    rules.addDynamics();
    rules.addObserve(observe);
    rare.ifPresent(rules::addRare);
    return rules;
  }

  /** Adds at most one fault a rule: the first point that breaks it. */
  void check(Grid grid, Faults faults) {
    for (Rule rule : rules) {
      boolean readable = rule.paths().stream().noneMatch(faults::at) && !faults.at("zip");
      if (readable) {
        grid.points(rule.paths())
            .map(rule.test())
            .flatMap(Optional::stream)
            .findFirst()
            .ifPresent(fault -> faults.add(fault.path(), fault.problem()));
      }
    }
  }

  /** Keys that are declared to stand beside some values of another key alone. */
  private void addConditions() {
    SpecKeys.axes()
        .forEach(
            key ->
                key.conditions()
                    .forEach(
                        condition ->
                            rule(
                                List.of(key, condition.key()),
                                point ->
                                    when(
                                        point.find(key).isPresent()
                                            && !point
                                                .find(condition.key())
                                                .filter(condition.values()::contains)
                                                .isPresent(),
                                        key,
                                        "is given; " + condition.problem()))));
  }

  private void addModel() {
    rule(
        List.of(ModelSpec.DIMENSIONS, LinearRegressionSpec.SPECTRUM),
        point -> {
          int length = point.find(LinearRegressionSpec.SPECTRUM).map(List::size).orElse(0);
          int dimensions = point.find(ModelSpec.DIMENSIONS).orElse(length);
          return when(
              length > 0 && dimensions != length,
              ModelSpec.DIMENSIONS,
              "is %d; must be %d, the length of model.spectrum".formatted(dimensions, length));
        });
    rule(
        List.of(LinearRegressionSpec.SAMPLES, ModelSpec.DIMENSIONS, LinearRegressionSpec.SPECTRUM),
        point -> {
          int dimensions =
              point
                  .find(LinearRegressionSpec.SPECTRUM)
                  .map(List::size)
                  .or(() -> point.find(ModelSpec.DIMENSIONS))
                  .orElse(0);
          int samples = point.find(LinearRegressionSpec.SAMPLES).orElse(Integer.MAX_VALUE);
          return when(
              samples <= dimensions,
              LinearRegressionSpec.SAMPLES,
              "is %d; must be above %d, the dimensions (else every sample is fitted)"
                  .formatted(samples, dimensions));
        });
  }

  private void addDynamics() {
    rule(
        List.of(DynamicsSpec.TYPE, ModelSpec.TYPE),
        point ->
            when(
                is(point, DynamicsSpec.TYPE, DynamicsType.SGD)
                    && is(point, ModelSpec.TYPE, ModelType.QUARTIC_WELL),
                DynamicsSpec.TYPE,
                "is sgd; must be langevin, since quartic-well has no samples"));
    rule(
        List.of(LinearRegressionSpec.SAMPLES, DynamicsSpec.TYPE),
        point ->
            when(
                is(point, DynamicsSpec.TYPE, DynamicsType.LANGEVIN)
                    && point.find(LinearRegressionSpec.SAMPLES).isPresent(),
                LinearRegressionSpec.SAMPLES,
                "is given; must be left out, since langevin walks on the population's loss"));
    rule(
        List.of(DynamicsSpec.SAMPLING, LinearRegressionSpec.SAMPLES, ModelSpec.TYPE),
        Rules::samplingFitsData);
    rule(
        List.of(DynamicsSpec.TEMPERATURE, DynamicsSpec.NOISE_ENHANCEMENT_FORM),
        Rules::temperatureFitsForm);
    rule(
        List.of(
            DynamicsSpec.MOMENTUM_FORM, DynamicsSpec.MOMENTUM, DynamicsSpec.NOISE_ENHANCEMENT_FORM),
        Rules::momentumHasItsForm);
    rule(
        List.of(DynamicsSpec.SAMPLING, LinearRegressionSpec.INPUTS),
        point ->
            when(
                is(point, DynamicsSpec.SAMPLING, Sampling.ONLINE_IN_LAW)
                    && is(point, LinearRegressionSpec.INPUTS, Inputs.RADEMACHER),
                LinearRegressionSpec.INPUTS,
                "is rademacher; must be gaussian for sampling online-in-law"));
    rule(
        List.of(
            LinearRegressionSpec.SAMPLES,
            NetworkSpec.TAKE,
            DynamicsSpec.SAMPLING,
            DynamicsSpec.BATCH_SIZE,
            DynamicsSpec.NOISE_ENHANCEMENT,
            DynamicsSpec.NOISE_ENHANCEMENT_FORM,
            DynamicsSpec.EFFECTIVE_BATCH_SIZE),
        Rules::epochHoldsAStep);
    rule(
        List.of(DynamicsSpec.EFFECTIVE_BATCH_SIZE, DynamicsSpec.BATCH_SIZE),
        point -> {
          double effective = point.find(DynamicsSpec.EFFECTIVE_BATCH_SIZE).orElse(0.0);
          int batch = point.find(DynamicsSpec.BATCH_SIZE).orElse(1);
          return when(
              effective > batch,
              DynamicsSpec.EFFECTIVE_BATCH_SIZE,
              "is %s; must be at most %d, the batch_size beside it (noise is raised, never lowered)"
                  .formatted(Literal.of(effective), batch));
        });
  }

  /** T depends on eta twice there, and is no way to give it. */
  private static Optional<Fault> temperatureFitsForm(Point point) {
    return when(
        point.find(DynamicsSpec.TEMPERATURE).isPresent()
            && is(point, DynamicsSpec.NOISE_ENHANCEMENT_FORM, EnhancementForm.MOMENTUM),
        DynamicsSpec.TEMPERATURE,
        "is given; must be learning_rate or curvature_step beside noise_enhancement_form momentum");
  }

  /** Nesterov's form needs a velocity, and the momentum form of the enhancement has its own. */
  private static Optional<Fault> momentumHasItsForm(Point point) {
    if (!is(point, DynamicsSpec.MOMENTUM_FORM, MomentumForm.NESTEROV)) {
      return Optional.empty();
    }
    return when(
            is(point, DynamicsSpec.NOISE_ENHANCEMENT_FORM, EnhancementForm.MOMENTUM),
            DynamicsSpec.MOMENTUM_FORM,
            "is nesterov; must be heavy-ball beside noise_enhancement_form momentum")
        .or(
            () ->
                when(
                    point.find(DynamicsSpec.MOMENTUM).orElse(0.0) == 0,
                    DynamicsSpec.MOMENTUM_FORM,
                    "is nesterov; must stand beside momentum above 0"));
  }

  private static Optional<Fault> samplingFitsData(Point point) {
    Optional<Sampling> sampling = point.find(DynamicsSpec.SAMPLING);
    if (sampling.isEmpty()) {
      return Optional.empty();
    }
    boolean network = point.find(ModelSpec.TYPE).filter(ModelType::isNetwork).isPresent();
    boolean finite = network || point.find(LinearRegressionSpec.SAMPLES).isPresent();
    boolean needsFinite =
        switch (sampling.get()) {
          case ONLINE, ONLINE_IN_LAW -> false;
          case REPLACEMENT, EPOCH -> true;
        };
    String word = Literal.of(sampling.get());
    return finite
        ? when(
            !needsFinite,
            DynamicsSpec.SAMPLING,
            "is %s; must be replacement or epoch %s"
                .formatted(word, network ? "for a network" : "beside model.samples"))
        : when(
            needsFinite,
            DynamicsSpec.SAMPLING,
            "is %s; must be online or online-in-law without model.samples".formatted(word));
  }

  private static Optional<Fault> epochHoldsAStep(Point point) {
    Key<Integer> count =
        point.find(NetworkSpec.TAKE).isPresent() ? NetworkSpec.TAKE : LinearRegressionSpec.SAMPLES;
    int samples = point.find(count).orElse(Integer.MAX_VALUE);
    boolean mixes =
        DynamicsSpec.noiseEnhancement(point) != 1
            && point.get(DynamicsSpec.NOISE_ENHANCEMENT_FORM) == EnhancementForm.TWO_MINIBATCHES;
    long drawn = (mixes ? 2L : 1L) * point.find(DynamicsSpec.BATCH_SIZE).orElse(1);
    return when(
        (is(point, DynamicsSpec.SAMPLING, Sampling.EPOCH) || count == NetworkSpec.TAKE)
            && samples < drawn,
        count,
        "is %d; must be at least %d, what one step draws (%s) under sampling epoch"
            .formatted(samples, drawn, mixes ? "2 minibatches" : "1 minibatch"));
  }

  private void addObserve(Observe observe) {
    boolean levels = observe.escape().map(e -> !e.levels().isEmpty()).orElse(false);
    boolean events = observe.escape().map(e -> !e.events().isEmpty()).orElse(false);
    if (events) {
      rule(
          List.of(EscapeSpec.EVENTS, ModelSpec.TYPE),
          point ->
              when(
                  is(point, ModelSpec.TYPE, ModelType.LINEAR_REGRESSION),
                  EscapeSpec.EVENTS,
                  "are given; must be left out, since linear-regression has one well (watch"
                      + " levels)"));
    }
    if (observe.occupancy().isPresent()) {
      rules.add(
          new Rule(
              List.of(ModelSpec.TYPE),
              point ->
                  is(point, ModelSpec.TYPE, ModelType.LINEAR_REGRESSION)
                      ? Optional.of(
                          new Fault(
                              "observe.occupancy",
                              "is given; must be left out, since linear-regression has one well"))
                      : Optional.empty()));
    }
    if (levels || observe.lossHistogram().isPresent()) {
      addNoise(levels ? "observe.escape.levels" : "observe.loss_histogram");
    }
  }

  /** What measures losses in units of L* needs one that is not zero. */
  private void addNoise(String observer) {
    rule(
        List.of(LinearRegressionSpec.LABEL_NOISE, ModelSpec.TYPE),
        point ->
            when(
                is(point, ModelSpec.TYPE, ModelType.LINEAR_REGRESSION)
                    && is(point, LinearRegressionSpec.LABEL_NOISE, 0.0),
                LinearRegressionSpec.LABEL_NOISE,
                "is 0; must be above 0, since %s measures losses in units of L*"
                    .formatted(observer)));
  }

  private void addRare(Rare rare) {
    boolean overRidge = rare.event() != Event.LEVEL || rare.order() == Rare.Order.COORDINATE;
    if (overRidge) {
      rule(
          List.of(Rare.EVENT, ModelSpec.TYPE),
          point ->
              when(
                  is(point, ModelSpec.TYPE, ModelType.LINEAR_REGRESSION),
                  Rare.EVENT,
                  "or rare.order leads over a ridge; must be event level and order log-loss or"
                      + " distance, since linear-regression has one well"));
    }
    if (rare.event() == Event.LEVEL || rare.order() == Rare.Order.LOG_LOSS) {
      addNoise("rare");
    }
  }

  private void rule(List<Key<?>> keys, Function<Point, Optional<Fault>> test) {
    rules.add(new Rule(keys, test));
  }

  private static <T> boolean is(Point point, Key<T> key, T value) {
    return point.find(key).filter(value::equals).isPresent();
  }

  private static Optional<Fault> when(boolean broken, Key<?> key, String problem) {
    return broken ? Optional.of(new Fault(key.path(), problem)) : Optional.empty();
  }
}
