package org.logscape.bench;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.RunOutcome;
import org.logscape.random.StreamFamily;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Runs of the block kernel. Beside the time of the clock it counts the thread's own processor time
 * and the steps taken, since other programs share the machine.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 1, time = 1)
public class StepBenchmark {

  /** Totals of an iteration. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Totals {
    /** Processor time. */
    public long nanoseconds;

    /** Steps times replicas. */
    public long steps;

    /** Starts anew. */
    @Setup(Level.Iteration)
    public void clear() {
      nanoseconds = 0;
      steps = 0;
    }
  }

  /** What is run. */
  @Param public Work work;

  private BlockKernel kernel;
  private long seed;

  /** Makes the model. */
  @Setup
  public void prepare() {
    kernel = work.kernel();
  }

  /** One call of the kernel. */
  @Benchmark
  public List<RunOutcome> run(Totals totals) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    List<RunOutcome> outcomes =
        kernel.run(StreamFamily.ofRuns(seed++, 1), 0, Work.REPLICAS);
    totals.nanoseconds += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    totals.steps += (long) work.steps() * Work.REPLICAS;
    return outcomes;
  }
}
