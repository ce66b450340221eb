package org.logscape.jobs.plan;

import java.util.Map;
import org.logscape.jobs.fit.LawCatalogue;
import org.logscape.schemas.Table;

/**
 * Seconds of processor time that commands take beside the steps of runs, on one core of an AMD EPYC
 * (Zen 4), embedded Spark started by the launcher with its class archive. They were fitted to what
 * {@code submit/test/forecast --separate} measures; rows of large tables to {@code
 * FitScaleBenchmark}. The table in jobs/docs/sizing.md shows how well they hold.
 */
final class Prices {
  /** Java and Spark start and end; what every command takes. */
  static final double START = 5;

  /** A sweep of next to nothing, beside the start. */
  static final double SWEEP = 7;

  /** ND4J and its native code are loaded. */
  static final double NETWORKS = 5;

  /** A run: its streams, its place in a block, its row. */
  static final double RUN = 1e-5;

  /** A row of any table: made, kept and written. */
  static final double ROW = 6e-6;

  /** A number of a state that is kept in a snapshot. */
  static final double STATE_NUMBER = 1e-8;

  /** A fit of next to nothing, beside the start. */
  static final double FIT = 2.5;

  private static final double LAW = 0.5;

  /** A law in a cell, where {@link #lawInCell} says nothing else. */
  private static final double LAW_IN_CELL = 0.03;

  /** Laws that resample or bootstrap in every cell. */
  private static final Map<String, Double> LAWS_IN_CELL =
      known(Map.of("tail-law", 2.0, "law-contest", 0.2));

  /** The law whose regression of many waiting times is left to MLlib. */
  private static final String REGRESSED = "escape-law";

  private static final double REGRESSION = 8;
  private static final double MOST_COLLECTED = 50_000;

  /** A report, beside the start. */
  static final double REPORT = 2.5;

  /**
   * A stage of rare-event sampling, or of a wanted width: Spark's jobs, a wave that is published.
   */
  static final double STAGE = 1;

  /** A state that a stage of rare-event sampling keeps, written and read. */
  static final double MEMBER = 5e-5;

  /** Bytes of a number of a state, compressed: random digits stay as long as they are. */
  static final double NUMBER_BYTES = 8;

  private Prices() {}

  /** Bytes of a row of a table in its files, the numbers of states left out. */
  static double rowBytes(Table table) {
    return switch (table) {
      case RUNS -> 26;
      case ESCAPES -> 29;
      case LOSS_HISTOGRAMS -> 10;
      case SNAPSHOTS -> 12;
      default -> 40;
    };
  }

  /** Seconds of a law beside its cells and rows: its code is loaded and compiled. */
  static double law(String law, double waitingTimes) {
    return law.equals(REGRESSED) && waitingTimes > MOST_COLLECTED ? LAW + REGRESSION : LAW;
  }

  /** Seconds of a row that a fit reads, its resamplings included. */
  static double fittedRow(Table table) {
    return table == Table.SNAPSHOTS ? 5e-7 : 4e-6;
  }

  /** Seconds of a law in one cell. */
  static double lawInCell(String law) {
    return LAWS_IN_CELL.getOrDefault(law, LAW_IN_CELL);
  }

  private static Map<String, Double> known(Map<String, Double> prices) {
    for (String law : prices.keySet()) {
      if (LawCatalogue.all().stream().noneMatch(each -> each.facts().name().equals(law))) {
        throw new IllegalStateException("no law " + law);
      }
    }
    return prices;
  }
}
