package org.logscape.jobs.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.spec.Identity;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.sweep.SweepJob;
import org.logscape.schemas.Table;

/** The fits of a small sweep, made and read back as a user would. */
public final class Fits {
  private final List<Row> rows;
  private final Map<String, String> labels;

  private Fits(List<Row> rows, Map<String, String> labels) {
    this.rows = rows;
    this.labels = labels;
  }

  /** The spec of tables that a test writes without a manifest: cells are named by their values. */
  public static Spec spec(String yaml, String source) {
    return SpecReader.read(yaml, source).identified(Identity.ofValues());
  }

  /** Sweeps, fits and reads the fits table. */
  public static Fits of(Path folder, String yaml) {
    ExperimentDir dir = ExperimentDir.of(SparkTestSession.get(), folder.toString());
    SweepJob.of(
            SparkTestSession.get(),
            SpecReader.read(yaml, "test.yaml"),
            dir,
            new SweepJob.Options(Mode.FRESH, OptionalInt.of(2), 1e9))
        .run(Optional.empty());
    return of(dir);
  }

  /** Fits tables that are there. */
  public static Fits of(ExperimentDir dir) {
    FitJob.of(SparkTestSession.get(), dir, new FitJob.Options(100)).run();
    Map<String, String> labels =
        dir.table(Table.CELLS).collectAsList().stream()
            .collect(
                Collectors.toMap(row -> row.<String>getAs("cell_id"), row -> row.getAs("label")));
    return new Fits(dir.table(Table.FITS).collectAsList(), labels);
  }

  public List<Row> rows() {
    return rows;
  }

  /** Rows of one law, event (null for none) and parameter. */
  public List<Row> rows(String law, String event, String parameter) {
    return rows.stream()
        .filter(row -> row.getAs("law").equals(law))
        .filter(row -> Objects.equals(row.getAs("event"), event))
        .filter(row -> row.getAs("parameter").equals(parameter))
        .toList();
  }

  /** The one row of them whose cell's label or group holds the words. */
  public Row row(String law, String event, String parameter, String where) {
    List<Row> found =
        rows(law, event, parameter).stream()
            .filter(
                row ->
                    where.isEmpty()
                        ? row.getAs("group_key").equals("")
                        : (labels.get(row.<String>getAs("cell_id")) + " " + row.getAs("group_key"))
                            .contains(where))
            .toList();
    assertThat(found).as(law + " " + parameter + " " + where).hasSize(1);
    return found.get(0);
  }

  /** The label of a row's cell. */
  public String label(Row row) {
    return labels.get(row.<String>getAs("cell_id"));
  }

  public static double number(Row row, String column) {
    return row.<Double>getAs(column);
  }
}
