package org.logscape.jobs.fit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.spec.Fit;
import org.logscape.statistics.survival.RiskTable;
import scala.Tuple2;

/**
 * The fits that need more of the waiting times than their sum: survival, memorylessness, log-rank.
 * One pass makes a table of ends for each cell and event, which stays where it was made; only rows
 * of the fits table come to the driver.
 */
final class WaitingTimeFits {
  private final JavaSparkContext context;
  private final Set<Fit> wanted;
  private final long seed;

  private WaitingTimeFits(JavaSparkContext context, Set<Fit> wanted, long seed) {
    this.context = context;
    this.wanted = wanted;
    this.seed = seed;
  }

  /**
   * The fits on a cluster.
   *
   * @param wanted which of the three; others are passed over
   * @param seed of the replicates behind p-values
   */
  static WaitingTimeFits on(JavaSparkContext context, Set<Fit> wanted, long seed) {
    return new WaitingTimeFits(context, Set.copyOf(wanted), seed);
  }

  /** The rows over these points, in their order, law by law. */
  List<FitRow> rows(Dataset<Row> escapes, List<EscapePoint> points) {
    boolean ofPoints =
        wanted.contains(LawCatalogue.SURVIVAL) || wanted.contains(LawCatalogue.MEMORYLESSNESS);
    boolean ofGroups = wanted.contains(LawCatalogue.LOG_RANK);
    if (!ofPoints && !ofGroups) {
      return List.of();
    }
    JavaPairRDD<EventSums.Key, StepCounts> tables =
        tables(escapes).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<FitRow> rows = new ArrayList<>();
      if (ofPoints) {
        rows.addAll(ofPoints(tables, points));
      }
      if (ofGroups) {
        rows.addAll(ofGroups(tables, points));
      }
      return rows;
    } finally {
      tables.unpersist(false);
    }
  }

  /** The ends of the runs by cell and event. */
  static JavaPairRDD<EventSums.Key, StepCounts> tables(Dataset<Row> escapes) {
    return escapes
        .select("cell_id", "event", "level", "occurred", "step")
        .javaRDD()
        .mapToPair(
            row -> {
              Double level = row.isNullAt(2) ? null : row.getDouble(2);
              return new Tuple2<>(
                  new EventSums.Key(row.getString(0), new Watched(row.getString(1), level)), row);
            })
        .aggregateByKey(
            StepCounts.ofCauses(1),
            (counts, row) -> counts.add(row.getLong(4), row.getBoolean(3) ? 1 : 0),
            StepCounts::merge);
  }

  private List<FitRow> ofPoints(
      JavaPairRDD<EventSums.Key, StepCounts> tables, List<EscapePoint> points) {
    Map<EventSums.Key, PointNote> notes = new HashMap<>();
    points.forEach(point -> notes.put(key(point), PointNote.of(point)));
    Broadcast<Map<EventSums.Key, PointNote>> shared = context.broadcast(notes);
    boolean survival = wanted.contains(LawCatalogue.SURVIVAL);
    boolean memorylessness = wanted.contains(LawCatalogue.MEMORYLESSNESS);
    long seedOfReplicates = seed;
    Map<EventSums.Key, List<FitRow>> fitted =
        tables
            .filter(table -> shared.value().containsKey(table._1()))
            .mapToPair(
                table -> {
                  PointNote note = shared.value().get(table._1());
                  List<FitRow> rows = new ArrayList<>();
                  if (survival) {
                    rows.addAll(SurvivalRows.of(note, table._2()));
                  }
                  if (memorylessness) {
                    rows.addAll(MemorylessnessRows.of(note, table._2(), seedOfReplicates));
                  }
                  return new Tuple2<>(table._1(), rows);
                })
            .collectAsMap();
    return points.stream().flatMap(p -> fitted.getOrDefault(key(p), List.of()).stream()).toList();
  }

  /** The tables of a group's cells are brought together where the group is tested. */
  private List<FitRow> ofGroups(
      JavaPairRDD<EventSums.Key, StepCounts> tables, List<EscapePoint> points) {
    List<LogRankGroups.Group> groups = LogRankGroups.of(points);
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
    points.forEach(
        point ->
            learningRates.put(
                point.theory().facts().cellId(), point.theory().facts().learningRate()));
    Broadcast<Map<EventSums.Key, List<Integer>>> membership = context.broadcast(groupsOf);
    Broadcast<Map<String, Double>> etas = context.broadcast(learningRates);
    Broadcast<List<LogRankGroups.Group>> shared = context.broadcast(groups);
    Map<Integer, FitRow> tested =
        tables
            .flatMapToPair(
                table ->
                    membership.value().getOrDefault(table._1(), List.of()).stream()
                        .map(g -> new Tuple2<>(g, table))
                        .iterator())
            .groupByKey()
            .mapToPair(
                group -> {
                  Map<String, RiskTable> cells = new HashMap<>();
                  Set<String> binning = new LinkedHashSet<>();
                  for (Tuple2<EventSums.Key, StepCounts> table : group._2()) {
                    String cell = table._1().cellId();
                    cells.put(cell, table._2().riskTable(etas.value().get(cell)));
                    binning.addAll(PointNote.binning(table._2()));
                  }
                  return new Tuple2<>(
                      group._1(),
                      LogRankRows.of(shared.value().get(group._1()), cells, List.copyOf(binning)));
                })
            .collectAsMap();
    return IntStream.range(0, groups.size())
        .filter(tested::containsKey)
        .mapToObj(tested::get)
        .toList();
  }

  private static EventSums.Key key(EscapePoint point) {
    return new EventSums.Key(point.theory().facts().cellId(), point.watched());
  }
}
