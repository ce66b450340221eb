package org.logscape.jobs.fit;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.logscape.jobs.fit.Verdict.Regime;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.text.Numbers;

/**
 * Which cells are compared by a log-rank test: those to which theory gives one law of the event
 * (one L^s/L*, temperature and number of outliers, and one rate), and those that differ in one axis
 * of the grid alone.
 */
final class LogRankGroups {
  private LogRankGroups() {}

  /**
   * Cells that are compared.
   *
   * @param key what they have in common
   * @param cells at least two
   * @param isOneLaw whether theory has one rate for all of them
   * @param regime inside where all of them are
   */
  record Group(Watched watched, String key, List<String> cells, boolean isOneLaw, Regime regime)
      implements Serializable {}

  /** The groups over these points, each of two cells at least. */
  static List<Group> of(List<EscapePoint> points) {
    Map<Watched, List<EscapePoint>> byEvent = new LinkedHashMap<>();
    points.stream()
        .filter(point -> !point.isStoppedShort())
        .forEach(p -> byEvent.computeIfAbsent(p.watched(), w -> new ArrayList<>()).add(p));
    List<Group> groups = new ArrayList<>();
    byEvent.forEach(
        (watched, all) -> {
          add(groups, watched, byLaw(all));
          add(groups, watched, byAxis(all));
        });
    return groups;
  }

  private static void add(
      List<Group> groups, Watched watched, Map<String, List<EscapePoint>> cells) {
    cells.forEach(
        (key, group) -> {
          if (group.size() > 1) {
            groups.add(
                new Group(
                    watched,
                    ((watched.isLevel() ? watched + " " : "") + key).strip(),
                    group.stream().map(point -> point.theory().facts().cellId()).toList(),
                    haveOneRate(group),
                    group.stream().allMatch(point -> point.regime() == Regime.INSIDE)
                        ? Regime.INSIDE
                        : Regime.OUTSIDE));
          }
        });
  }

  private static Map<String, List<EscapePoint>> byLaw(List<EscapePoint> points) {
    Map<String, List<EscapePoint>> groups = new LinkedHashMap<>();
    for (EscapePoint point : points) {
      if (point.hasBarrier() && rate(point) != null) {
        String key =
            "L^s/L*=%s temperature=%s outliers=%d rate=%s"
                .formatted(
                    Numbers.brief(Math.exp(point.logRatio())),
                    Numbers.brief(point.theory().landscape().temperature()),
                    point.theory().landscape().outliers(),
                    Numbers.brief(rate(point)));
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(point);
      }
    }
    // brief numbers make readable keys; what only looks alike is not one law
    groups.values().removeIf(group -> !haveOneRate(group));
    return groups;
  }

  private static Map<String, List<EscapePoint>> byAxis(List<EscapePoint> points) {
    Map<String, List<EscapePoint>> groups = new LinkedHashMap<>();
    Set<String> axes = new LinkedHashSet<>();
    points.forEach(point -> axes.addAll(axes(point.theory().facts()).keySet()));
    for (String axis : axes) {
      for (EscapePoint point : points) {
        Map<String, String> others = axes(point.theory().facts());
        if (others.remove(axis) != null) {
          String key = ("varied=" + axis + " " + words(others)).strip();
          groups.computeIfAbsent(key, k -> new ArrayList<>()).add(point);
        }
      }
    }
    return groups;
  }

  /** The label's parts, {@code label_noise=0.5 noise_enhancement=1.5}. */
  private static Map<String, String> axes(CellFacts facts) {
    Map<String, String> axes = new LinkedHashMap<>();
    Arrays.stream((facts.label() == null ? "" : facts.label()).split(" "))
        .filter(part -> part.contains("="))
        .forEach(
            part ->
                axes.put(
                    part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1)));
    return axes;
  }

  private static String words(Map<String, String> axes) {
    List<String> words = new ArrayList<>();
    axes.forEach((axis, value) -> words.add(axis + "=" + value));
    return String.join(" ", words);
  }

  private static boolean haveOneRate(Collection<EscapePoint> points) {
    return points.stream()
                .map(
                    point ->
                        rate(point) == null
                            ? "none"
                            : new BigDecimal(rate(point)).round(new MathContext(6)).toString())
                .distinct()
                .count()
            == 1
        && points.stream().allMatch(point -> rate(point) != null);
  }

  private static Double rate(EscapePoint point) {
    var rate = point.theory().rate(point.watched());
    return rate.isPresent() && Double.isFinite(rate.getAsDouble())
        ? (Double) rate.getAsDouble()
        : null;
  }
}
