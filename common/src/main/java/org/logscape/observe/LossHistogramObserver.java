package org.logscape.observe;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.logscape.dynamics.Ensemble;
import org.logscape.kernel.Clock;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Observer;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.Status;
import org.logscape.model.Model;
import org.logscape.simd.Lanes;

/**
 * Counts the loss after the burn-in, every k steps, in bins of log10(L / L* - 1), and keeps its
 * time mean.
 */
public final class LossHistogramObserver implements Observer {
  private final LogBins bins;
  private final double inverseMinimumLoss;
  private final long burnIn;
  private final long every;
  private final long[] due;

  /** Of bin b of a lane at {@code [lane bins + b]}. */
  private final long[] counts;

  private final double[] lossSum;
  private final long[] bits;
  private final long[] cells;
  private long nextTick = Long.MAX_VALUE;

  /** From this tick on a sample is due of every lane, if one is at every step. */
  private long allFrom;

  private LossHistogramObserver(
      LogBins bins, double minimumLoss, long burnIn, long every, int lanes) {
    this.bins = bins;
    this.inverseMinimumLoss = 1 / minimumLoss;
    this.burnIn = burnIn;
    this.every = every;
    due = new long[lanes];
    counts = new long[lanes * bins.count()];
    lossSum = new double[lanes];
    bits = new long[Lanes.roundUp(lanes)];
    cells = new long[bits.length];
  }

  /**
   * Watches the loss of a model.
   *
   * @param model a model with L* &gt; 0
   * @param bins bins of L / L* - 1
   * @param burnIn steps left out at the start, not negative; the first sample is step burnIn +
   *     every
   * @param every steps between samples, at least 1
   * @throws IllegalArgumentException if L* is not positive
   */
  public static ObserverFactory of(Model model, LogBins bins, long burnIn, long every) {
    double minimumLoss = model.minimumLoss();
    if (!(minimumLoss > 0)) {
      throw new IllegalArgumentException("a histogram of L/L* needs L* > 0");
    }
    return lanes -> new LossHistogramObserver(bins, minimumLoss, burnIn, every, lanes);
  }

  @Override
  public void seat(int lane, Ensemble ensemble, Clock clock) {
    due[lane] = clock.tick() + burnIn + every;
    await(lane);
    clear(lane);
    lossSum[lane] = 0;
  }

  private int firstBin(int lane) {
    return lane * bins.count();
  }

  private void clear(int lane) {
    Arrays.fill(counts, firstBin(lane), firstBin(lane + 1), 0);
  }

  private void await(int lane) {
    nextTick = Math.min(nextTick, due[lane]);
    allFrom = Math.max(allFrom, due[lane]);
  }

  @Override
  public long due(int live, Clock clock) {
    return nextTick;
  }

  @Override
  public void look(Ensemble ensemble, Clock clock) {
    long tick = clock.tick();
    double[] loss = ensemble.loss();
    int live = ensemble.live();
    if (every == 1 && tick >= allFrom && clock.isFinite()) {
      // what is due is not written down while this goes on
      takeAll(loss, live);
      nextTick = tick + 1;
      return;
    }
    nextTick = Long.MAX_VALUE;
    for (int lane = 0; lane < live; lane++) {
      if (due[lane] <= tick) {
        due[lane] = tick + every;
        take(lane, loss[lane]);
      }
      nextTick = Math.min(nextTick, due[lane]);
    }
  }

  private void takeAll(double[] loss, int live) {
    LaneCells.INSTANCE.place(bins, loss, inverseMinimumLoss, live, bits, cells);
    bins.tally(bits, cells, live, counts);
    for (int lane = 0; lane < live; lane++) {
      lossSum[lane] += loss[lane];
    }
  }

  private void take(int lane, double loss) {
    if (Math.abs(loss) <= Double.MAX_VALUE) {
      counts[firstBin(lane) + bins.bin(loss * inverseMinimumLoss - 1)]++;
      lossSum[lane] += loss;
    }
  }

  @Override
  public void finish(
      int lane, Status status, Ensemble ensemble, Clock clock, Consumer<Observation> sink) {
    long[] count = Arrays.copyOfRange(counts, firstBin(lane), firstBin(lane + 1));
    long samples = Arrays.stream(count).sum();
    sink.accept(new LossHistogram(count, samples, lossSum[lane] / samples));
  }

  /** Of the bins, which are hundreds and most of them empty, those with a count. */
  @Override
  public void save(int lane, Clock clock, LongConsumer numbers) {
    numbers.accept(Math.max(due[lane] - clock.tick(), 1));
    numbers.accept(Double.doubleToRawLongBits(lossSum[lane]));
    long[] count = Arrays.copyOfRange(counts, firstBin(lane), firstBin(lane + 1));
    numbers.accept(Arrays.stream(count).filter(c -> c > 0).count());
    for (int bin = 0; bin < count.length; bin++) {
      if (count[bin] > 0) {
        numbers.accept(bin);
        numbers.accept(count[bin]);
      }
    }
  }

  @Override
  public void resume(int lane, Ensemble ensemble, Clock clock, LongSupplier numbers) {
    due[lane] = clock.tick() + numbers.getAsLong();
    await(lane);
    lossSum[lane] = Double.longBitsToDouble(numbers.getAsLong());
    clear(lane);
    long filled = numbers.getAsLong();
    for (long i = 0; i < filled; i++) {
      int bin = (int) numbers.getAsLong();
      counts[firstBin(lane) + bin] = numbers.getAsLong();
    }
  }

  @Override
  public void move(int from, int to) {
    due[to] = due[from];
    lossSum[to] = lossSum[from];
    System.arraycopy(counts, firstBin(from), counts, firstBin(to), bins.count());
  }
}
