package org.logscape.jobs.report.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.escape.EscapeLaws;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.verdict.LawRow;

/**
 * The properties of cells whose rates lie on one drawn line: those that the fit requires of one
 * line (T, n, and the kind of sampling), and the prefactor, which the fit divides out. Numbers are
 * compared by the rule of {@link CellGroup}.
 */
public final class PowerLawGroup {
  private static final String PREFACTOR = "prefactor";

  private PowerLawGroup() {}

  /** The group of a cell that has a barrier. */
  public static CellGroup of(CellTheory theory) {
    return EscapeLaws.setting(theory)
        .precise(
            PREFACTOR, Math.exp(theory.landscape().logPrefactor(theory.barrier().orElseThrow())));
  }

  /** Rows by group, in the order of the cells. */
  public static Map<CellGroup, List<LawRow>> group(List<LawRow> rows, ShownCells cells) {
    return CellGroup.grouped(rows, row -> of(cells.theory(row.cellId())));
  }

  /**
   * Names that tell the groups of a figure apart: T and n, and what else differs between them. T is
   * printed to three digits, or as the fits table prints it where three digits hide a difference.
   */
  public static Map<CellGroup, String> names(List<CellGroup> groups) {
    Map<CellGroup, String> names = new LinkedHashMap<>();
    boolean manySamplings =
        groups.stream().map(g -> g.shown(EscapeLaws.SAMPLING)).distinct().count() > 1;
    // langevin draws no minibatches
    boolean mixed = groups.stream().anyMatch(g -> g.shown(EscapeLaws.SAMPLING).isEmpty());
    long temperatures =
        groups.stream().map(g -> shown(g, EscapeLaws.TEMPERATURE)).distinct().count();
    boolean briefly =
        groups.stream().map(PowerLawGroup::briefTemperature).distinct().count() == temperatures;
    for (CellGroup group : groups) {
      List<String> words = new ArrayList<>();
      if (manySamplings && mixed) {
        words.add(group.shown(EscapeLaws.SAMPLING).map("sgd "::concat).orElse("langevin"));
      }
      words.add(
          "T = " + (briefly ? briefTemperature(group) : shown(group, EscapeLaws.TEMPERATURE)));
      words.add("n = " + shown(group, EscapeLaws.OUTLIERS));
      if (manySamplings && !mixed) {
        group.shown(EscapeLaws.SAMPLING).ifPresent(words::add);
      }
      names.put(group, String.join(", ", words));
    }
    List<String> alone = List.copyOf(names.values());
    // the same T and n over different saddles
    names.replaceAll(
        (group, name) ->
            alone.stream().filter(name::equals).count() == 1
                ? name
                : name + ", prefactor " + Numbers.brief(group.number(PREFACTOR).orElseThrow()));
    return names;
  }

  private static String briefTemperature(CellGroup group) {
    return Numbers.brief(group.number(EscapeLaws.TEMPERATURE).orElseThrow());
  }

  private static String shown(CellGroup group, String name) {
    return group.shown(name).orElseThrow();
  }
}
