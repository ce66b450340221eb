package org.logscape.jobs.report.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.verdict.LawRow;

/**
 * What cells share whose rates lie on one power law: T, n, the prefactor, and how minibatches are
 * drawn.
 *
 * @param logPrefactor the logarithm of the factor before the power, to the digits that tell
 *     prefactors apart
 */
public record PowerLawGroup(
    String temperature, int outliers, String logPrefactor, String sampling) {

  /** The setting of a cell that has a barrier. */
  public static PowerLawGroup of(CellTheory theory) {
    String sampling = theory.facts().sampling();
    return new PowerLawGroup(
        Numbers.brief(theory.landscape().temperature()),
        theory.landscape().outliers(),
        "%.6f".formatted(theory.landscape().logPrefactor(theory.barrier().orElseThrow())),
        sampling == null ? "" : sampling);
  }

  /** Rows by setting, in the order of the cells. */
  public static Map<PowerLawGroup, List<LawRow>> group(List<LawRow> rows, ShownCells cells) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                row -> of(cells.theory(row.cellId())), LinkedHashMap::new, Collectors.toList()));
  }

  /** Names that tell the settings of a figure apart: only what differs between them. */
  public static Map<PowerLawGroup, String> names(List<PowerLawGroup> settings) {
    Map<PowerLawGroup, String> names = new LinkedHashMap<>();
    for (PowerLawGroup setting : settings) {
      List<String> words = new ArrayList<>();
      words.add("T = " + setting.temperature());
      words.add("n = " + setting.outliers());
      if (differ(settings, PowerLawGroup::sampling) && !setting.sampling().isEmpty()) {
        words.add(setting.sampling());
      }
      names.put(setting, String.join(", ", words));
    }
    // the same T and n over different saddles
    for (PowerLawGroup setting : settings) {
      boolean twin =
          settings.stream()
              .anyMatch(s -> !s.equals(setting) && names.get(s).equals(names.get(setting)));
      if (twin) {
        names.merge(
            setting,
            "prefactor " + Numbers.brief(Math.exp(Double.parseDouble(setting.logPrefactor()))),
            (name, more) -> name + ", " + more);
      }
    }
    return names;
  }

  private static boolean differ(
      List<PowerLawGroup> settings, Function<PowerLawGroup, String> part) {
    return settings.stream().map(part).distinct().count() > 1;
  }
}
