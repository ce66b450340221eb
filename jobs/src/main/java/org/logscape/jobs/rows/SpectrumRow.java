package org.logscape.jobs.rows;

import java.util.List;
import java.util.stream.IntStream;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.RunId;
import org.logscape.jobs.store.OrNull;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.schemas.Table;
import org.logscape.training.watch.SpectrumMeasured;
import org.logscape.training.watch.SpectrumMeasured.Kind;

/** One value of a spectrum: a row of the table spectra. */
public record SpectrumRow(
    String cellId,
    Kind kind,
    int index,
    double value,
    Double density,
    @OrNull String runId,
    Long step,
    Double error)
    implements TableRow {
  /** Binding to the table. */
  public static final RowBinding<SpectrumRow> ROWS =
      RowBinding.of(Table.SPECTRA, SpectrumRow.class);

  /** Rows of the minimum at which the runs of a cell start. */
  public static List<SpectrumRow> ofMinimum(String cellId, SpectrumMeasured part) {
    return rows(cellId, null, null, 1, part);
  }

  /**
   * Rows of a run. The covariance of one sample's gradient is scaled by a/B, which makes it Sigma.
   */
  static List<SpectrumRow> ofRun(RunId run, CellSpec cell, SpectrumMeasured part) {
    double scale = part.kind() == Kind.NOISE_EIGENVALUE ? 1 / NoiseRow.effectiveBatch(cell) : 1;
    return rows(run.cellId(), run.toString(), part.step(), scale, part);
  }

  private static List<SpectrumRow> rows(
      String cellId, String runId, Long step, double scale, SpectrumMeasured part) {
    return IntStream.range(0, part.values().length)
        .mapToObj(
            i ->
                new SpectrumRow(
                    cellId,
                    part.kind(),
                    i,
                    scale * part.values()[i],
                    part.densities().length == 0 ? null : (Double) part.densities()[i],
                    runId,
                    step,
                    part.errors().length == 0 ? null : (Double) (scale * part.errors()[i])))
        .toList();
  }

  @Override
  public RowBinding<SpectrumRow> binding() {
    return ROWS;
  }
}
