package org.logscape.jobs.fit.waiting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Law;
import org.logscape.jobs.fit.LawFacts;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.escape.EventSums;
import org.logscape.jobs.spec.Need;
import org.logscape.schemas.Table;
import org.logscape.statistics.survival.RiskTable;
import scala.Tuple2;

/** Whether cells have one law of waiting times, see {@link LogRankGroups}. */
public final class LogRankLaw implements Law {
  @Override
  public LawFacts facts() {
    return LawFacts.of(
            LogRankRows.LAW,
            "whether cells have one law of waiting times: cells with one predicted rate, "
                + "and cells that differ along one axis")
        .needs(Need.EVENT_TIMES)
        .reads(Table.ESCAPES, Table.RARE_RATES)
        .ofEvents()
        .warns(LogRankRows.CELLS_COMPARED)
        .parameters(
            Parameter.of("p_value", "p", "1", "log-rank test of one law of waiting times")
                .onCard("Cells with one predicted rate have one law of times"));
  }

  /** The tables of a group's cells are brought together where the group is tested. */
  @Override
  public List<FitRow> rows(FitContext context) {
    WaitingTimes times = WaitingTimes.of(context);
    List<LogRankGroups.Group> groups = LogRankGroups.of(times.points());
    Map<EventSums.Key, List<Integer>> groupsOf = new HashMap<>();
    for (int g = 0; g < groups.size(); g++) {
      for (String cell : groups.get(g).cells()) {
        groupsOf
            .computeIfAbsent(
                new EventSums.Key(cell, groups.get(g).watched()), k -> new ArrayList<>())
            .add(g);
      }
    }
    Map<String, Double> learningRates = new HashMap<>();
    times
        .points()
        .forEach(
            point ->
                learningRates.put(
                    point.theory().facts().cellId(), point.theory().facts().learningRate()));
    Broadcast<Map<EventSums.Key, List<Integer>>> membership =
        context.sparkContext().broadcast(groupsOf);
    Broadcast<Map<String, Double>> etas = context.sparkContext().broadcast(learningRates);
    Broadcast<List<LogRankGroups.Group>> shared = context.sparkContext().broadcast(groups);
    Map<Integer, FitRow> tested =
        times
            .tables()
            .flatMapToPair(
                table ->
                    membership.value().getOrDefault(table._1(), List.of()).stream()
                        .map(g -> new Tuple2<>(g, table))
                        .iterator())
            .groupByKey()
            .mapToPair(
                group ->
                    new Tuple2<>(
                        group._1(), row(shared.value().get(group._1()), group._2(), etas.value())))
            .collectAsMap();
    return IntStream.range(0, groups.size())
        .filter(tested::containsKey)
        .mapToObj(tested::get)
        .toList();
  }

  private static FitRow row(
      LogRankGroups.Group group,
      Iterable<Tuple2<EventSums.Key, StepCounts>> tables,
      Map<String, Double> learningRates) {
    Map<String, RiskTable> cells = new HashMap<>();
    Set<Warning> binning = new LinkedHashSet<>();
    for (Tuple2<EventSums.Key, StepCounts> table : tables) {
      String cell = table._1().cellId();
      cells.put(cell, table._2().riskTable(learningRates.get(cell)));
      binning.addAll(EventOfCell.binning(table._2()));
    }
    return LogRankRows.of(group, cells, List.copyOf(binning));
  }
}
