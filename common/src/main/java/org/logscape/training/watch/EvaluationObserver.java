package org.logscape.training.watch;

import java.util.Optional;
import java.util.function.Consumer;
import org.logscape.data.Samples;
import org.logscape.dynamics.Ensemble;
import org.logscape.kernel.Clock;
import org.logscape.kernel.NumberSink;
import org.logscape.kernel.NumberSource;
import org.logscape.kernel.Observation;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.Schedule;
import org.logscape.kernel.Status;
import org.logscape.matrix.Precision;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Evaluation;
import org.logscape.network.Network;

/**
 * Measures loss and accuracy on the training and the test set after epochs of a schedule, and at
 * the end of a run.
 */
public final class EvaluationObserver extends ScheduledObserver {
  private final long stepsPerEpoch;
  private final Optional<EmpiricalLoss> test;
  private final long[] lastEpoch;

  private EvaluationObserver(
      Schedule schedule, long stepsPerEpoch, Optional<EmpiricalLoss> test, int lanes) {
    super(schedule, lanes);
    this.stepsPerEpoch = stepsPerEpoch;
    this.test = test;
    lastEpoch = new long[lanes];
  }

  /**
   * An observer.
   *
   * @param schedule steps that end an epoch
   * @param stepsPerEpoch length of an epoch
   * @param test the test set, where there is one
   * @param precision in which it is evaluated
   */
  public static ObserverFactory of(
      Network network,
      Schedule schedule,
      long stepsPerEpoch,
      Optional<Samples> test,
      Precision precision) {
    return lanes ->
        new EvaluationObserver(
            schedule,
            stepsPerEpoch,
            test.map(samples -> EmpiricalLoss.of(network, samples, precision)),
            lanes);
  }

  @Override
  void begin(int lane, Ensemble ensemble) {
    lastEpoch[lane] = -1;
  }

  @Override
  void look(int lane, Ensemble ensemble, Clock clock) {
    lastEpoch[lane] = clock.steps(lane) / stepsPerEpoch;
    keep(
        lane,
        new Evaluated(
            Math.toIntExact(lastEpoch[lane]),
            new Evaluation(ensemble.loss()[lane], ensemble.accuracy()[lane]),
            test.map(loss -> loss.evaluate(ensemble.thetaOf(lane)))));
  }

  /** A run that ends between two looks is evaluated as the epoch that it began last. */
  @Override
  public void finish(
      int lane, Status status, Ensemble ensemble, Clock clock, Consumer<Observation> sink) {
    if (status != Status.DIVERGED && clock.steps(lane) / stepsPerEpoch > lastEpoch[lane]) {
      look(lane, ensemble, clock);
    }
    super.finish(lane, status, ensemble, clock, sink);
  }

  @Override
  void write(Observation seen, NumberSink numbers) {
    Evaluated evaluated = (Evaluated) seen;
    numbers.put((long) evaluated.epoch());
    numbers.put(evaluated.training().loss()).put(evaluated.training().accuracy());
    numbers.put(evaluated.test().isPresent() ? 1L : 0L);
    evaluated.test().ifPresent(on -> numbers.put(on.loss()).put(on.accuracy()));
  }

  @Override
  Evaluated read(NumberSource numbers) {
    int epoch = (int) numbers.whole();
    Evaluation training = new Evaluation(numbers.real(), numbers.real());
    return new Evaluated(
        epoch,
        training,
        numbers.whole() == 1
            ? Optional.of(new Evaluation(numbers.real(), numbers.real()))
            : Optional.empty());
  }

  @Override
  void saveSource(int lane, NumberSink numbers) {
    numbers.put(lastEpoch[lane]);
  }

  @Override
  void resumeSource(int lane, NumberSource numbers) {
    lastEpoch[lane] = numbers.whole();
  }

  @Override
  public void move(int from, int to) {
    super.move(from, to);
    lastEpoch[to] = lastEpoch[from];
  }

  @Override
  public void close() {
    test.ifPresent(EmpiricalLoss::close);
  }
}
