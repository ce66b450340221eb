package org.logscape.jobs.rows;

import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.RunId;
import org.logscape.jobs.store.NullableColumn;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.noise.NoiseStrength;
import org.logscape.schemas.Table;
import org.logscape.training.watch.NoiseMeasured;

/** The noise of the gradient at one point of one run: a row of the table noise. */
public record NoiseRow(
    String runId,
    String cellId,
    long step,
    double loss,
    double noiseTrace,
    double hessianTrace,
    double predictedTrace,
    Double sampledTrace,
    Double sampledError,
    Double alignment)
    implements TableRow {
  /** Binding to the table. */
  public static final RowBinding<NoiseRow> ROWS = RowBinding.of(Table.NOISE, NoiseRow.class);

  static NoiseRow of(RunId run, CellSpec cell, NoiseMeasured noise) {
    double batch = effectiveBatch(cell);
    // minibatches are drawn one by one: mixing two multiplies their covariance by a
    double mixed = cell.dynamics().noiseFactor();
    NoiseStrength strength = noise.strength();
    return new NoiseRow(
        run.toString(),
        run.cellId(),
        noise.step(),
        strength.loss(),
        strength.trace(batch),
        strength.gaussNewtonTrace(),
        strength.predictedTrace(batch),
        noise.sampled().map(sampled -> mixed * sampled.trace()).orElse(null),
        noise.sampled().map(sampled -> mixed * sampled.standardError()).orElse(null),
        NullableColumn.of(noise.alignment()));
  }

  /** B/a, in which tr Sigma of mixed minibatches is that of one. */
  static double effectiveBatch(CellSpec cell) {
    return cell.dynamics().batchSize() / cell.dynamics().noiseFactor();
  }

  @Override
  public RowBinding<NoiseRow> binding() {
    return ROWS;
  }
}
