package org.logscape.jobs.fit;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.logscape.jobs.fit.contest.LawContestLaw;
import org.logscape.jobs.fit.error.EffectiveBatchLaw;
import org.logscape.jobs.fit.error.FlatnessLaw;
import org.logscape.jobs.fit.error.TestErrorLaw;
import org.logscape.jobs.fit.escape.ContrastLaw;
import org.logscape.jobs.fit.escape.EscapePowerLaw;
import org.logscape.jobs.fit.escape.EscapeRateLaw;
import org.logscape.jobs.fit.preference.PreferenceLaw;
import org.logscape.jobs.fit.stationary.StationaryLaw;
import org.logscape.jobs.fit.tail.TailLaw;
import org.logscape.jobs.fit.training.DecouplingLaw;
import org.logscape.jobs.fit.training.NoiseLaw;
import org.logscape.jobs.fit.training.SpectrumLaw;
import org.logscape.jobs.fit.waiting.CompetingRisksLaw;
import org.logscape.jobs.fit.waiting.LogRankLaw;
import org.logscape.jobs.fit.waiting.MemorylessnessLaw;
import org.logscape.jobs.fit.waiting.SurvivalLaw;
import org.logscape.jobs.spec.Fit;

/**
 * All laws, one line each. Their order is that of the laws in a resolved spec, of the rows of the
 * fits table, and of the reference.
 */
public final class LawCatalogue implements Fit.Catalogue {
  private static final List<Law> ALL =
      List.of(
          new EscapeRateLaw(),
          new EscapePowerLaw(),
          new PreferenceLaw(),
          new LawContestLaw(),
          new SurvivalLaw(),
          new MemorylessnessLaw(),
          new LogRankLaw(),
          new CompetingRisksLaw(),
          new StationaryLaw(),
          new TailLaw(),
          new ContrastLaw(),
          new NoiseLaw(),
          new DecouplingLaw(),
          new SpectrumLaw(),
          new TestErrorLaw(),
          new EffectiveBatchLaw(),
          new FlatnessLaw());

  private static final List<Parameter> PARAMETERS =
      ALL.stream().flatMap(law -> law.facts().parameters().stream()).toList();

  private static final List<WarningCode> CODES =
      Stream.concat(
              WarningCode.shared().stream(),
              ALL.stream().flatMap(law -> law.facts().codes().stream()))
          .toList();

  /** The codes of warnings: those that several laws share, then those of each law. */
  public static List<WarningCode> codes() {
    return CODES;
  }

  /** The code of a warning by its word; without a meaning where no law has it. */
  public static WarningCode code(String word) {
    return CODES.stream()
        .filter(code -> code.word().equals(word))
        .findFirst()
        .orElseGet(() -> new WarningCode(word, ""));
  }

  /** The laws. */
  public static List<Law> all() {
    return ALL;
  }

  /** The parameters of all laws, in the order in which they are presented. */
  public static List<Parameter> parameters() {
    return PARAMETERS;
  }

  /**
   * A parameter by the words of the fits table.
   *
   * @param law the column {@code law}
   * @param name the column {@code parameter}
   */
  public static Optional<Parameter> parameter(String law, String name) {
    return PARAMETERS.stream()
        .filter(parameter -> parameter.law().equals(law) && parameter.name().equals(name))
        .findFirst();
  }

  /**
   * The index of a law's word among those of all parameters; the number of words where no law has
   * it.
   *
   * @param law the column {@code law}
   */
  public static int place(String law) {
    return IntStream.range(0, PARAMETERS.size())
        .filter(i -> PARAMETERS.get(i).law().equals(law))
        .findFirst()
        .orElse(PARAMETERS.size());
  }

  @Override
  public List<Fit> fits() {
    return ALL.stream().map(law -> law.facts().fit()).toList();
  }
}
