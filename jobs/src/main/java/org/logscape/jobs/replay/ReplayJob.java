package org.logscape.jobs.replay;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.manifest.FrozenSpec;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.rows.EscapeRow;
import org.logscape.jobs.rows.RunRow;
import org.logscape.jobs.rows.SnapshotRow;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.RunId;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.StateTable;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.sweep.LoneRun;
import org.logscape.jobs.sweep.RunInputs;
import org.logscape.jobs.text.Words;
import org.logscape.observe.Snapshot;
import org.logscape.observe.TrajectoryObserver.Stretch;
import org.logscape.schemas.Table;

/**
 * Computes one run of a folder again, bit for bit, and keeps the states that it goes through. The
 * states are written only if the run ends as the stored one did.
 */
public final class ReplayJob {
  /** The folder of all replays in a results folder; no table has this name. */
  public static final String FOLDER = "replays";

  /** More numbers than that, and the driver's memory would not hold the states. */
  private static final long MOST_NUMBERS = 20_000_000;

  /** What a state takes beside its parameters, in numbers. */
  private static final int OVERHEAD = 12;

  /**
   * Which states to keep.
   *
   * @param aroundEscape number of steps before and after the escape; all steps where empty
   * @param every steps from one kept state to the next, at least 1
   */
  public record Options(OptionalLong aroundEscape, long every) {}

  private final SparkSession spark;
  private final ExperimentDir dir;
  private final String runId;
  private final Options options;

  private ReplayJob(SparkSession spark, ExperimentDir dir, String runId, Options options) {
    this.spark = spark;
    this.dir = dir;
    this.runId = runId;
    this.options = options;
  }

  /**
   * The replay of a run.
   *
   * @param dir a folder that holds results
   * @param runId as in the runs table
   */
  public static ReplayJob of(SparkSession spark, ExperimentDir dir, String runId, Options options) {
    return new ReplayJob(spark, dir, runId, options);
  }

  /** Computes the run and writes its states to a folder of its own beside the tables. */
  public Replay run() {
    return run("%s/%s/%s".formatted(dir.path(), FOLDER, runId));
  }

  /**
   * Computes the run and writes its states.
   *
   * @param to the folder to write to, a Hadoop path
   * @throws UserException if the folder holds no such run, the run did not escape and the states
   *     around its escape are wanted, they are too many, or {@code to} holds something else
   */
  public Replay run(String to) {
    Spec spec = FrozenSpec.of(dir);
    LoneRun run = named(spec);
    RunId id = run.id();
    StateTable target = StateTable.of(spark, to);
    StoredRun stored = stored();
    Stretch stretch = stretch(stored);
    CellFacts facts = facts(run.cell());
    checkSize(stretch, facts.dimensions());
    List<SnapshotRow> states = new ArrayList<>();
    List<TableRow> computed =
        rows(spec, run, stored, stretch, state -> states.add(SnapshotRow.of(id, state)));
    List<String> differences = stored.differences(computed);
    Optional<String> written =
        differences.isEmpty() ? Optional.of(target.write(states)) : Optional.empty();
    OptionalDouble lossMin =
        facts.lossMin() == null ? OptionalDouble.empty() : OptionalDouble.of(facts.lossMin());
    return new Replay(runId, run.cell().label(), computed, states, lossMin, differences, written);
  }

  /**
   * The state of the run at one step, computed again.
   *
   * @param step where empty, the last one
   * @throws UserException if the folder holds no such run, the run has no such step, or it is not
   *     the stored one when computed again
   */
  public SnapshotRow state(OptionalLong step) {
    Spec spec = FrozenSpec.of(dir);
    LoneRun run = named(spec);
    StoredRun stored = stored();
    long last = stored.run().steps();
    long at = step.orElse(last);
    if (at < 0 || at > last) {
      throw UserException.of(
          "--step: is %d; must be from 0 to %d, the last one of run %s".formatted(at, last, runId));
    }
    List<SnapshotRow> states = new ArrayList<>();
    List<TableRow> computed =
        rows(
            spec,
            run,
            stored,
            new Stretch(at, at, 1),
            state -> states.add(SnapshotRow.of(run.id(), state)));
    List<String> differences = stored.differences(computed);
    if (!differences.isEmpty()) {
      throw UserException.of(
          "--run: %s is not the stored one when computed again: %s"
              .formatted(runId, String.join("; ", differences)));
    }
    return states.get(0);
  }

  private LoneRun named(Spec spec) {
    return RunId.parse(runId)
        .flatMap(named -> LoneRun.of(spec, named))
        .filter(found -> !rows(RunRow.ROWS).isEmpty())
        .orElseThrow(
            () ->
                UserException.of(
                    "--run: %s has no run '%s'; must be a run_id of its table runs"
                        .formatted(dir.path(), runId)));
  }

  private StoredRun stored() {
    return new StoredRun(rows(RunRow.ROWS).get(0), rows(EscapeRow.ROWS), rows(SnapshotRow.ROWS));
  }

  private List<TableRow> rows(
      Spec spec, LoneRun run, StoredRun stored, Stretch stretch, Consumer<Snapshot> states) {
    return run.rows(
        RunInputs.stored(spark, spec, dir),
        Math.max(run.cell().steps(), stored.run().steps()),
        stretch,
        states);
  }

  private <T extends Record & TableRow> List<T> rows(RowBinding<T> binding) {
    return binding.list(dir.table(binding.table()).where(col("run_id").equalTo(runId)));
  }

  private CellFacts facts(CellSpec cell) {
    return CellFacts.ROWS
        .list(dir.table(Table.CELLS).where(col("cell_id").equalTo(cell.id())))
        .get(0);
  }

  private Stretch stretch(StoredRun stored) {
    if (options.aroundEscape().isEmpty()) {
      return new Stretch(0, stored.run().steps(), options.every());
    }
    long around = options.aroundEscape().getAsLong();
    long escape =
        stored.events().stream()
            .min(Comparator.comparing(EscapeRow::event))
            .orElseThrow(
                () ->
                    UserException.of(
                        "--around-escape: run %s did not escape (%s after %,d steps); leave the option out"
                            .formatted(
                                runId, Words.of(stored.run().status()), stored.run().steps())))
            .step();
    return new Stretch(
        Math.max(0, escape - around),
        Math.min(stored.run().steps(), escape + around),
        options.every());
  }

  private static void checkSize(Stretch stretch, int dimensions) {
    long most = MOST_NUMBERS / (dimensions + OVERHEAD);
    if (stretch.states() > most) {
      long every = (stretch.to() - stretch.from()) / most + 1;
      throw UserException.of(
          "--every: gives %,d states of %,d numbers, which are too many to hold; must be at least %,d here (or choose --around-escape N)"
              .formatted(stretch.states(), dimensions, every * stretch.every()));
    }
  }
}
