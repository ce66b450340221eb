package org.logscape.bench;

import java.util.concurrent.TimeUnit;
import org.logscape.random.ChiSquare;
import org.logscape.random.LaneStreams;
import org.logscape.random.StreamFamily;
import org.logscape.simd.Lanes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The parts of a step, each alone: nanoseconds per number. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 3, time = 1)
public class LimitBenchmark {
  private static final int DRAWS = 64;
  private static final int NUMBERS = DRAWS * Lanes.GROUP;

  private final LaneStreams streams = StreamFamily.ofRuns(1, 1).lanes(0, Lanes.GROUP);
  private final double[] numbers = new double[NUMBERS];
  private final double[] other = new double[NUMBERS];
  private final long[] integers = new long[NUMBERS];
  private final ChiSquare law = ChiSquare.of(16);

  /** Gaussians. */
  @Benchmark
  @OperationsPerInvocation(NUMBERS)
  public double[] gaussian() {
    streams.gaussians(0, numbers, 0, Lanes.GROUP, DRAWS);
    return numbers;
  }

  /** Random integers: a word and a multiplication. */
  @Benchmark
  @OperationsPerInvocation(NUMBERS)
  public long[] integer() {
    streams.integers(0, 1_000, integers, 0, Lanes.GROUP, DRAWS);
    return integers;
  }

  /** Chi-square variables of 16 degrees of freedom. */
  @Benchmark
  @OperationsPerInvocation(Lanes.GROUP)
  public double[] chiSquare() {
    streams.chiSquares(0, Lanes.GROUP, law, numbers, 0, other, 0);
    return numbers;
  }

  /** Fused multiply-adds on numbers in the nearest cache, as the compiler vectorises them itself. */
  @Benchmark
  @OperationsPerInvocation(NUMBERS)
  public double[] multiplyAdd() {
    for (int i = 0; i < NUMBERS; i++) {
      other[i] = Math.fma(0.999, numbers[i], other[i]);
    }
    return other;
  }
}
