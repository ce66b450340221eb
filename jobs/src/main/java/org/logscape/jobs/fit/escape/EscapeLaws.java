package org.logscape.jobs.fit.escape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.escape.LogLinearLaw.Term;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.Watched;

/**
 * Which laws of the escape rate are fitted to which points.
 *
 * <ul>
 *   <li>Cells that share T and n: log(rate/prefactor) = c - x log(L^s/L*), x beside 1/T + 1 - n/2.
 *   <li>All cells: log(rate/prefactor) = c - s (1/T + 1 - n/2) log(L^s/L*), s beside 1; and the
 *       three terms of the exponent each with a coefficient of its own.
 *   <li>The same cells under Arrhenius' law: log(rate/prefactor) = c - b (L^s - L*) B_eff/eta.
 *   <li>The levels of one cell: log rate = c - x log(level).
 * </ul>
 *
 * <p>Source: arXiv 2105.09557; the prefactor |h_e^s|/(2 pi) sqrt(det H* / |det H^s|) is its Kramers
 * factor, so c is beside log 2 for the first crossing and 0 for settling.
 */
public final class EscapeLaws {
  static final String LAW = "escape-law";

  /** The rival law: a rate exponential in (L^s - L*) B_eff/eta. */
  public static final String ARRHENIUS = "arrhenius";

  /** Name of T in the group of a row. */
  public static final String TEMPERATURE = "temperature";

  /** Name of n in the group of a row. */
  public static final String OUTLIERS = "outliers";

  /** Name of the kind of sampling in the group of a row. */
  public static final String SAMPLING = "sampling";

  static final String CONSTANT = "log_prefactor";
  static final String EXPONENT = "exponent";

  /** Coefficient of the one covariate of a law over all cells. */
  public static final String SLOPE = "slope";

  /** Coefficient of log(L^s/L*) / T. */
  static final String TEMPERATURE_TERM = "temperature_term";

  /** Coefficient of log(L^s/L*). */
  static final String UNIT_TERM = "unit_term";

  /** Coefficient of -(n/2) log(L^s/L*). */
  static final String DIMENSION_TERM = "dimension_term";

  /** The constant. */
  public static final Term INTERCEPT = new Term(CONSTANT, point -> 1);

  /** A constant and a free exponent of L^s/L*. */
  public static final List<Term> EXPONENT_TERMS =
      List.of(INTERCEPT, new Term(EXPONENT, point -> -point.logRatio()));

  private static final List<Term> EXPONENT_PARTS =
      List.of(
          INTERCEPT,
          new Term(
              TEMPERATURE_TERM,
              point -> -point.logRatio() / point.theory().landscape().temperature()),
          new Term(UNIT_TERM, point -> -point.logRatio()),
          new Term(
              DIMENSION_TERM,
              point -> 0.5 * point.theory().landscape().outliers() * point.logRatio()));

  /**
   * A law over its points, with the labels of its rows.
   *
   * @param law the name in the fits table
   * @param cellId of the one cell it is about; null for several
   * @param watched the event
   * @param group the properties that the points share
   * @param fit the law
   * @param leftOut points that are outside the regime
   * @param collinear terms that the points cannot tell from the others
   */
  record LabelledLaw(
      String law,
      String cellId,
      Watched watched,
      CellGroup group,
      LogLinearLaw fit,
      int leftOut,
      List<String> collinear) {
    LabelledLaw ofCell(String cell) {
      return new LabelledLaw(law, cell, watched, group, fit, leftOut, collinear);
    }

    /**
     * Whether the points are inside the regime; those outside are only there for want of others.
     */
    Verdict.Regime regime() {
      return fit.points().stream().allMatch(point -> point.regime() == Verdict.Regime.INSIDE)
          ? Verdict.Regime.INSIDE
          : Verdict.Regime.OUTSIDE;
    }
  }

  private final List<EscapePoint> points;

  private EscapeLaws(List<EscapePoint> points) {
    this.points = points;
  }

  /** The laws over these points. */
  static EscapeLaws of(List<EscapePoint> points) {
    return new EscapeLaws(
        points.stream()
            .filter(point -> point.hasBarrier() && point.sums().exposure() > 0)
            .toList());
  }

  /** Laws of cells that share T and n, one a group with two barriers at least. */
  List<LabelledLaw> groups() {
    List<LabelledLaw> laws = new ArrayList<>();
    for (List<EscapePoint> event : byEvent()) {
      CellGroup.grouped(event, point -> setting(point.theory()))
          .forEach(
              (setting, group) ->
                  law(LAW, setting, group, EXPONENT_TERMS, EscapePoint::logRatio)
                      .ifPresent(laws::add));
    }
    return laws;
  }

  /** Laws of the levels of one cell, one a cell with two levels at least. */
  List<LabelledLaw> levels() {
    List<EscapePoint> levels =
        points.stream()
            .filter(point -> point.watched().isLevel())
            .sorted(Comparator.comparingDouble(EscapePoint::logRatio))
            .toList();
    List<LabelledLaw> laws = new ArrayList<>();
    grouped(levels, point -> point.theory().facts().cellId())
        .forEach(
            (cell, group) ->
                law(LAW, levelRange(group), group, EXPONENT_TERMS, EscapePoint::logRatio)
                    .ifPresent(law -> laws.add(law.ofCell(cell))));
    return laws;
  }

  /** The whole formula over all cells, by event. */
  List<LabelledLaw> slopes() {
    return ofAllCells(
        LAW, CellGroup.none(), List.of(INTERCEPT, new Term(SLOPE, point -> -point.powerTerm())));
  }

  /**
   * The three terms of the exponent apart, over all cells, by event; none where only one varies.
   */
  List<LabelledLaw> terms() {
    return ofAllCells(LAW, CellGroup.none().word("terms", "apart"), EXPONENT_PARTS).stream()
        .filter(law -> law.fit().terms().size() > 2)
        .toList();
  }

  /** Arrhenius' law over the same cells as {@link #slopes}, in the same order. */
  List<LabelledLaw> arrhenius() {
    return ofAllCells(
        ARRHENIUS,
        CellGroup.none(),
        List.of(INTERCEPT, new Term(SLOPE, point -> -point.arrheniusCovariate())));
  }

  private List<LabelledLaw> ofAllCells(String name, CellGroup key, List<Term> terms) {
    return byEvent().stream()
        .flatMap(all -> law(name, key, all, terms, EscapePoint::powerTerm).stream())
        .toList();
  }

  private List<List<EscapePoint>> byEvent() {
    return Stream.of(Watched.separatrix(), Watched.basin())
        .map(event -> points.stream().filter(p -> p.watched().equals(event)).toList())
        .toList();
  }

  /**
   * A law over the points inside the regime, or over all where too few are; empty where the points
   * have fewer than two different barriers.
   */
  private static Optional<LabelledLaw> law(
      String name,
      CellGroup key,
      List<EscapePoint> all,
      List<Term> terms,
      ToDoubleFunction<EscapePoint> barrier) {
    List<EscapePoint> inside =
        all.stream().filter(point -> point.regime() == Verdict.Regime.INSIDE).toList();
    List<EscapePoint> used = different(inside, barrier) >= 2 ? inside : all;
    if (different(used, barrier) < 2) {
      return Optional.empty();
    }
    List<String> collinear = LogLinearLaw.collinear(terms, used);
    List<Term> identified =
        terms.stream().filter(term -> !collinear.contains(term.name())).toList();
    return Optional.of(
        new LabelledLaw(
            name,
            null,
            used.get(0).watched(),
            key,
            LogLinearLaw.of(identified, used),
            all.size() - used.size(),
            collinear));
  }

  private static long different(List<EscapePoint> points, ToDoubleFunction<EscapePoint> covariate) {
    return points.stream().mapToDouble(covariate).distinct().count();
  }

  private static CellGroup levelRange(List<EscapePoint> levels) {
    return CellGroup.none()
        .range(
            "level",
            levels.get(0).watched().level(),
            levels.get(levels.size() - 1).watched().level());
  }

  /** What cells must share for their rates to lie on one line. */
  public static CellGroup setting(CellTheory theory) {
    return CellGroup.none()
        .precise(TEMPERATURE, theory.landscape().temperature())
        .number(OUTLIERS, theory.landscape().outliers())
        .word(SAMPLING, theory.facts().sampling());
  }

  private static Map<String, List<EscapePoint>> grouped(
      List<EscapePoint> points, Function<EscapePoint, String> key) {
    return points.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
  }
}
