package org.logscape.jobs.sweep;

import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.store.TableRow;
import org.logscape.schemas.Table;
import org.logscape.training.watch.SpectrumMeasured;

/** From parts of spectra to rows of their table. */
final class SpectrumRows {
  private final String cellId;
  private final String runId;
  private final Long step;
  private final double noiseScale;

  private SpectrumRows(String cellId, String runId, Long step, double noiseScale) {
    this.cellId = cellId;
    this.runId = runId;
    this.step = step;
    this.noiseScale = noiseScale;
  }

  /** Rows of the minimum at which the runs of a cell start. */
  static List<TableRow> ofMinimum(String cellId, SpectrumMeasured part) {
    return new SpectrumRows(cellId, null, null, 1).rows(part);
  }

  /**
   * Rows of a run.
   *
   * @param noiseScale a/B, which makes Sigma of the covariance of one sample's gradient
   */
  static List<TableRow> ofRun(
      String cellId, String runId, double noiseScale, SpectrumMeasured part) {
    return new SpectrumRows(cellId, runId, part.step(), noiseScale).rows(part);
  }

  private List<TableRow> rows(SpectrumMeasured part) {
    double scale = part.kind() == SpectrumMeasured.Kind.NOISE_EIGENVALUE ? noiseScale : 1;
    List<TableRow> rows = new ArrayList<>();
    for (int i = 0; i < part.values().length; i++) {
      rows.add(
          new TableRow(
              Table.SPECTRA,
              new Object[] {
                cellId,
                Literal.of(part.kind()),
                i,
                scale * part.values()[i],
                part.densities().length == 0 ? null : (Double) part.densities()[i],
                runId,
                step,
                part.errors().length == 0 ? null : (Double) (scale * part.errors()[i])
              }));
    }
    return rows;
  }
}
