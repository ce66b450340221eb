package org.logscape.jobs.spec;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.logscape.jobs.spec.data.DataSpec;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Section;
import org.logscape.jobs.spec.observe.Observe;
import org.logscape.jobs.spec.rare.Rare;
import org.logscape.jobs.spec.start.Start;

/** Reads which laws are fitted: those that the spec names, or those that its observers allow. */
final class FitReader {
  static final Key<List<Fit>> FIT = Key.optional("fit", Domain.anyListOf(Domain.word(Fit.class)));

  /** What is fitted where a spec names nothing; the others are asked for by name. */
  private static final Set<Fit> BY_DEFAULT =
      EnumSet.of(
          Fit.ESCAPE_RATE,
          Fit.ESCAPE_LAW,
          Fit.STATIONARY_LAW,
          Fit.CONTRAST,
          Fit.NOISE_LAW,
          Fit.DECOUPLING,
          Fit.SPECTRUM,
          Fit.TEST_ERROR);

  private final Section top;
  private final Ground ground;
  private final Faults faults;

  /**
   * What decides which laws can be fitted.
   *
   * @param data what networks learn from
   */
  record Ground(Observe observe, Start start, Optional<DataSpec> data, Optional<Rare> rare) {}

  private FitReader(Section top, Ground ground, Faults faults) {
    this.top = top;
    this.ground = ground;
    this.faults = faults;
  }

  static List<Fit> read(Section top, Ground ground, Faults faults) {
    return new FitReader(top, ground, faults).fits();
  }

  private List<Fit> fits() {
    List<Fit> possible = Stream.of(Fit.values()).filter(this::isPossible).toList();
    List<Fit> fits =
        top.read(FIT).orElseGet(() -> possible.stream().filter(BY_DEFAULT::contains).toList());
    Section.twice(fits)
        .ifPresent(fit -> faults.add(FIT.path(), "has %s twice".formatted(Literal.of(fit))));
    if (!faults.at("observe")) {
      fits.stream()
          .filter(fit -> !possible.contains(fit))
          .forEach(
              fit ->
                  faults.add(
                      FIT.path(),
                      "has %s; must have %s too".formatted(Literal.of(fit), needed(fit))));
    }
    return fits;
  }

  private boolean isPossible(Fit fit) {
    Observe observe = ground.observe();
    boolean escapes = observe.escape().isPresent();
    boolean histogram = observe.lossHistogram().isPresent();
    return switch (fit) {
      case ESCAPE_RATE, ESCAPE_LAW -> escapes || ground.rare().isPresent();
      case SURVIVAL, MEMORYLESSNESS, LOG_RANK, COMPETING_RISKS -> escapes;
      case CONTRAST -> escapes && top.has("pair");
      case STATIONARY_LAW, TAIL_LAW -> histogram;
      case LAW_CONTEST -> escapes || histogram;
      case NOISE_LAW -> observe.noise().isPresent();
      case DECOUPLING -> observe.noise().filter(noise -> noise.eigenvalues() > 0).isPresent();
      case SPECTRUM -> observe.spectrum().isPresent() || ground.start() instanceof Start.Pretrained;
      case TEST_ERROR ->
          observe.evaluation().isPresent() && ground.data().filter(DataSpec::hasTest).isPresent();
    };
  }

  private static String needed(Fit fit) {
    return switch (fit) {
      case ESCAPE_RATE, ESCAPE_LAW, SURVIVAL, MEMORYLESSNESS, LOG_RANK, COMPETING_RISKS ->
          "observe.escape";
      case STATIONARY_LAW, TAIL_LAW -> "observe.loss_histogram";
      case LAW_CONTEST -> "observe.escape or observe.loss_histogram";
      case CONTRAST -> "observe.escape and pair";
      case NOISE_LAW -> "observe.noise";
      case DECOUPLING -> "observe.noise.eigenvalues above 0";
      case SPECTRUM -> "observe.spectrum, or start: {pretrained: ...},";
      case TEST_ERROR -> "observe.evaluation, and a test set,";
    };
  }
}
