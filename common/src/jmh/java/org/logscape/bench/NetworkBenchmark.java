package org.logscape.bench;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.logscape.training.NetworkEnsemble;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Training steps of networks, the drawing of their minibatches included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx2g"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 1, time = 2)
public class NetworkBenchmark {

  /** Totals of an iteration. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Totals {
    /** Processor time of the thread. */
    public long nanoseconds;

    /** Steps of the whole ensemble. */
    public long steps;

    /** Starts anew. */
    @Setup(Level.Iteration)
    public void clear() {
      nanoseconds = 0;
      steps = 0;
    }
  }

  /** What is run. */
  @Param public NetworkWork work;

  private NetworkEnsemble ensemble;
  private Runnable products;

  /** Makes the networks. */
  @Setup
  public void prepare() {
    ensemble = work.ensemble();
    products = work.products();
  }

  /** Frees them. */
  @TearDown
  public void close() {
    ensemble.close();
  }

  /** One step of every network. */
  @Benchmark
  public double step(Totals totals) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    ensemble.step(work.networks());
    totals.nanoseconds += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    totals.steps++;
    return ensemble.batchLoss(0);
  }

  /** The matrix products of one step of every network, by OpenBLAS alone. */
  @Benchmark
  public void products(Totals totals) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    products.run();
    totals.nanoseconds += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    totals.steps++;
  }
}
