package org.logscape.jobs.sweep;

import java.util.stream.LongStream;
import org.apache.spark.network.util.JavaUtils;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.model.LandscapeSpec;
import org.logscape.jobs.spec.model.LinearRegressionSpec;
import org.logscape.simd.Lanes;

/**
 * Refuses models that cannot be computed here before anything is: those whose smallest block does
 * not fit into memory, and those whose loss at the minimum exceeds the range of double.
 */
public final class MemoryNeed {
  private static final int MOST_CELLS = 2_000;

  /** State, gradient, residuals, noise, their copies for observers, and the model's own vectors. */
  private static final int ARRAYS_PER_RUN = 6;

  private MemoryNeed() {}

  /**
   * Checks the models of a spec.
   *
   * @throws UserException with the size that the first such model would need
   */
  public static void check(Spec spec) {
    long cells = spec.grid().cells();
    long looked = Math.min(cells, MOST_CELLS);
    LongStream.range(0, looked)
        .map(i -> i * (cells / looked))
        .mapToObj(number -> spec.grid().model(number))
        .distinct()
        .filter(LandscapeSpec.class::isInstance)
        .map(LandscapeSpec.class::cast)
        .forEach(MemoryNeed::check);
  }

  private static void check(LandscapeSpec model) {
    double bytes = (double) Double.BYTES * ARRAYS_PER_RUN * Lanes.GROUP * model.dimensions();
    if (model instanceof LinearRegressionSpec regression && regression.sampleCount().isPresent()) {
      bytes +=
          (double) Double.BYTES * (model.dimensions() + 1) * regression.sampleCount().getAsInt();
    }
    long memory = memory();
    boolean isIndexable = (double) Lanes.GROUP * model.dimensions() <= Integer.MAX_VALUE;
    if (bytes > memory || !isIndexable) {
      throw UserException.of(
          "model.dimensions: is %,d; %d runs side by side need %,.0f MB, the heap is %,d MB; must be smaller%s"
              .formatted(
                  model.dimensions(),
                  Lanes.GROUP,
                  bytes / (1 << 20),
                  memory >> 20,
                  isIndexable
                      ? ", or raise LOGSCAPE_JAVA_OPTS=-Xmx or spark.executor.memory"
                      : ""));
    }
    double loss = model.populationModel().minimumLoss();
    if (!Double.isFinite(loss)) {
      throw UserException.of(
          "model: the loss at the minimum is %s, beyond the range of double; label_noise and barrier must be smaller"
              .formatted(loss));
    }
  }

  /** What an executor may use: this heap, or that of the cluster's executors. */
  private static long memory() {
    long here = Runtime.getRuntime().maxMemory();
    String executors = System.getProperty("spark.executor.memory");
    return executors == null ? here : Math.max(here, JavaUtils.byteStringAsBytes(executors));
  }
}
