package org.logscape.jobs.sweep.work;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;
import org.logscape.jobs.text.Words;
import org.logscape.kernel.Status;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Logscape's own counters in Spark's metrics system, so that each of Spark's sinks (Prometheus,
 * Graphite, JMX, CSV) shows them on the driver, under the name {@code logscape}. They count over
 * all sweeps of a session; Spark may count a task twice when it repeats it.
 */
public final class SweepMetrics implements Source {
  private static final String NAME = "logscape";

  private final MetricRegistry registry = new MetricRegistry();
  private final List<Tally> tallies = new CopyOnWriteArrayList<>();

  private SweepMetrics() {
    gauge("runs", Tally::runs);
    gauge("events", Tally::events);
    gauge("steps", Tally::steps);
    gauge("waves", Tally::waves);
    gauge("planned", Tally::planned);
    for (Status status : Status.values()) {
      gauge(Words.of(status), tally -> tally.count(status));
    }
  }

  /** The counters of a session, which are registered at the first use. */
  static SweepMetrics of(SparkContext context) {
    MetricsSystem system = SparkEnv.get().metricsSystem();
    return CollectionConverters.asJava(system.getSourcesByName(NAME)).stream()
        .map(SweepMetrics.class::cast)
        .findFirst()
        .orElseGet(() -> registered(system));
  }

  private static SweepMetrics registered(MetricsSystem system) {
    SweepMetrics metrics = new SweepMetrics();
    system.registerSource(metrics);
    return metrics;
  }

  /** Counts what this tally counts, too. */
  void add(Tally tally) {
    tallies.add(tally);
  }

  private void gauge(String name, ToLongFunction<Tally> value) {
    registry.register(name, (Gauge<Long>) () -> tallies.stream().mapToLong(value).sum());
  }

  @Override
  public String sourceName() {
    return NAME;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }
}
