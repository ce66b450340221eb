package org.logscape.jobs.fit.waiting;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.Verdict.Regime;
import org.logscape.jobs.fit.escape.EscapePoint;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.Watched;

/**
 * Groups of cells for log-rank tests: cells for which theory predicts one law of the event (equal
 * L^s/L*, temperature, number of outliers and rate), and cells that differ in one axis of the grid
 * only.
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
  record Group(Watched watched, CellGroup key, List<String> cells, boolean isOneLaw, Regime regime)
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
      List<Group> groups, Watched watched, Map<CellGroup, List<EscapePoint>> cells) {
    cells.forEach(
        (key, group) -> {
          if (group.size() > 1) {
            groups.add(
                new Group(
                    watched,
                    CellGroup.ofEvent(watched).and(key),
                    group.stream().map(point -> point.theory().facts().cellId()).toList(),
                    haveOneRate(group),
                    group.stream().allMatch(point -> point.regime() == Regime.INSIDE)
                        ? Regime.INSIDE
                        : Regime.OUTSIDE));
          }
        });
  }

  private static Map<CellGroup, List<EscapePoint>> byLaw(List<EscapePoint> points) {
    return CellGroup.grouped(
        points.stream().filter(point -> point.hasBarrier() && rate(point) != null).toList(),
        point ->
            CellGroup.none()
                .number("L^s/L*", Math.exp(point.logRatio()))
                .number("temperature", point.theory().landscape().temperature())
                .number("outliers", point.theory().landscape().outliers())
                .number("rate", rate(point).doubleValue()));
  }

  private static Map<CellGroup, List<EscapePoint>> byAxis(List<EscapePoint> points) {
    Map<CellGroup, List<EscapePoint>> groups = new LinkedHashMap<>();
    Set<String> axes = new LinkedHashSet<>();
    points.forEach(point -> axes.addAll(axes(point.theory().facts()).keySet()));
    for (String axis : axes) {
      for (EscapePoint point : points) {
        Map<String, String> others = axes(point.theory().facts());
        if (others.remove(axis) != null) {
          CellGroup key = CellGroup.none().word("varied", axis).and(words(others));
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

  private static CellGroup words(Map<String, String> axes) {
    CellGroup group = CellGroup.none();
    for (Map.Entry<String, String> axis : axes.entrySet()) {
      group = group.word(axis.getKey(), axis.getValue());
    }
    return group;
  }

  private static boolean haveOneRate(List<EscapePoint> points) {
    return points.stream()
        .allMatch(
            point ->
                rate(point) != null
                    && rate(points.get(0)) != null
                    && CellGroup.areEqual(rate(point), rate(points.get(0))));
  }

  private static Double rate(EscapePoint point) {
    var rate = point.theory().rate(point.watched());
    return rate.isPresent() && Double.isFinite(rate.getAsDouble())
        ? (Double) rate.getAsDouble()
        : null;
  }
}
