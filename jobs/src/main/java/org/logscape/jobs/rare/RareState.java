package org.logscape.jobs.rare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.logscape.jobs.spec.rare.Rare;
import org.logscape.rare.Interfaces;
import org.logscape.rare.Sampler;
import org.logscape.rare.StageTally;

/** How far each repeat of each cell is; read from the tables, and added to stage by stage. */
final class RareState {
  private final int repeats;
  private final long budget;
  private final Map<String, Interfaces> interfaces = new HashMap<>();
  private final Map<String, List<List<StageTally>>> tallies = new HashMap<>();
  private final Map<String, Map<Integer, Double>> seconds = new HashMap<>();

  RareState(int repeats, long budget) {
    this.repeats = repeats;
    this.budget = budget;
  }

  /**
   * How far cells are by published rows.
   *
   * @param cells their ids; rows of others are left out of the tallies
   */
  static RareState of(
      Rare rare, Set<String> cells, List<InterfaceRow> interfaces, List<StageRow> stages) {
    RareState state = new RareState(rare.repeats(), rare.budgetSteps());
    Map<String, List<InterfaceRow>> placed = new HashMap<>();
    interfaces.stream()
        .sorted(Comparator.comparing(InterfaceRow::cellId).thenComparing(InterfaceRow::stage))
        .forEach(row -> placed.computeIfAbsent(row.cellId(), id -> new ArrayList<>()).add(row));
    placed.forEach((cell, rows) -> state.place(cell, InterfaceRow.interfaces(rows)));
    state.add(stages.stream().filter(row -> cells.contains(row.cellId())).toList());
    return state;
  }

  void place(String cellId, Interfaces placed) {
    interfaces.put(cellId, placed);
    List<List<StageTally>> empty = new ArrayList<>();
    for (int r = 0; r < repeats; r++) {
      empty.add(new ArrayList<>());
    }
    tallies.put(cellId, empty);
    seconds.put(cellId, new HashMap<>());
  }

  /** Adds tallies, those of each repeat by ascending stage. */
  void add(List<StageRow> rows) {
    rows.stream()
        .sorted((a, b) -> Integer.compare(a.stage(), b.stage()))
        .forEach(
            row -> {
              tallies.get(row.cellId()).get(row.repeat()).add(row.tally());
              seconds.get(row.cellId()).merge(row.stage(), row.seconds(), Double::sum);
            });
  }

  boolean isPlaced(String cellId) {
    return interfaces.containsKey(cellId);
  }

  Interfaces interfaces(String cellId) {
    return interfaces.get(cellId);
  }

  /** The tallies of each repeat of a cell. */
  List<List<StageTally>> tallies(String cellId) {
    return tallies.get(cellId);
  }

  /** Time on cores of a stage, all repeats together. */
  double seconds(String cellId, int stage) {
    return seconds.get(cellId).getOrDefault(stage, 0.0);
  }

  double seconds(String cellId) {
    return seconds.get(cellId).values().stream().mapToDouble(s -> s).sum();
  }

  /** Steps of a cell, its pilot included. */
  long steps(String cellId) {
    return interfaces.get(cellId).pilotSteps()
        + tallies.get(cellId).stream().flatMap(List::stream).mapToLong(StageTally::steps).sum();
  }

  boolean isOverBudget(String cellId) {
    return steps(cellId) > budget;
  }

  /** Whether a cell may begin a stage: by the steps of all its repeats in the stages before. */
  private boolean isWithinBudget(String cellId, int stage) {
    long before =
        tallies.get(cellId).stream()
            .flatMap(done -> done.stream().limit(stage))
            .mapToLong(StageTally::steps)
            .sum();
    return interfaces.get(cellId).pilotSteps() + before <= budget;
  }

  /**
   * The repeats of a cell that go on, with the stage that each is to do next. A signal may have
   * ended a stage that some repeats had done: the others do it whatever those have spent.
   */
  Map<Integer, Integer> pending(String cellId, Sampler sampler) {
    Map<Integer, Integer> pending = new HashMap<>();
    List<List<StageTally>> all = tallies.get(cellId);
    for (int r = 0; r < all.size(); r++) {
      List<StageTally> done = all.get(r);
      boolean isOpen = done.isEmpty() || !sampler.isLast(done.get(done.size() - 1));
      if (isOpen && isWithinBudget(cellId, done.size())) {
        pending.put(r, done.size());
      }
    }
    return pending;
  }
}
