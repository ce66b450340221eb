package org.logscape.jobs.predict;

import org.logscape.jobs.store.OrNull;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.schemas.Table;

/**
 * One cell: a row of the table cells. Components are named as the columns, whose meaning and units
 * are in the schema file.
 */
public record CellFacts(
    String cellId,
    String model,
    String dynamics,
    @OrNull String sampling,
    double learningRate,
    int batchSize,
    double noiseEnhancement,
    double noiseFactor,
    @OrNull String noiseEnhancementForm,
    Double momentum,
    Double weightDecay,
    @OrNull String schedule,
    long stepsLimit,
    int replicas,
    int dimensions,
    Double barrier,
    Double labelNoise,
    @OrNull String inputs,
    Long samples,
    Double lossMin,
    Double lossSaddle,
    Double hessianOutlier,
    Integer outliers,
    Double hessianSaddle,
    Double determinantRatio,
    Double curvatureStep,
    Double temperature,
    String label,
    Double metricCrossingRate,
    Double metricSettlingRate,
    @OrNull String minimum,
    @OrNull String otherMinimum,
    Double otherLossMin,
    Double otherHessianOutlier,
    Integer otherOutliers,
    Double otherDeterminantRatio,
    Double metricReturnCrossingRate,
    Double metricReturnSettlingRate,
    @OrNull String experiment,
    Long seed,
    Long testSamples,
    @OrNull String momentumForm)
    implements TableRow {
  /** Binding to the table. */
  public static final RowBinding<CellFacts> ROWS = RowBinding.of(Table.CELLS, CellFacts.class);

  /** The same cell with its runs at the other minimum, where one is known. */
  CellFacts fromOtherMinimum() {
    double share = otherHessianOutlier / hessianOutlier;
    return new CellFacts(
        cellId,
        model,
        dynamics,
        sampling,
        learningRate,
        batchSize,
        noiseEnhancement,
        noiseFactor,
        noiseEnhancementForm,
        momentum,
        weightDecay,
        schedule,
        stepsLimit,
        replicas,
        dimensions,
        barrier,
        labelNoise,
        inputs,
        samples,
        otherLossMin,
        lossSaddle,
        otherHessianOutlier,
        otherOutliers,
        hessianSaddle,
        otherDeterminantRatio,
        curvatureStep * share,
        temperature * share,
        label,
        metricReturnCrossingRate,
        metricReturnSettlingRate,
        otherMinimum,
        minimum,
        lossMin,
        hessianOutlier,
        outliers,
        determinantRatio,
        metricCrossingRate,
        metricSettlingRate,
        experiment,
        seed,
        testSamples,
        momentumForm);
  }

  @Override
  public RowBinding<CellFacts> binding() {
    return ROWS;
  }
}
