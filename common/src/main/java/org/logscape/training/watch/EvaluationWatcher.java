package org.logscape.training.watch;

import java.util.Optional;
import java.util.function.Consumer;
import org.logscape.data.Samples;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Status;
import org.logscape.matrix.Precision;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Network;
import org.logscape.training.Moment;
import org.logscape.training.Schedule;
import org.logscape.training.Watcher;

/** Takes losses and accuracy on the training and the test set after epochs, and at the end. */
public final class EvaluationWatcher extends KeepingWatcher {
  private final long stepsPerEpoch;
  private final Optional<EmpiricalLoss> test;
  private long lastEpoch;

  private EvaluationWatcher(Schedule schedule, long stepsPerEpoch, Optional<EmpiricalLoss> test) {
    super(schedule);
    this.stepsPerEpoch = stepsPerEpoch;
    this.test = test;
  }

  /**
   * A watcher.
   *
   * @param schedule steps that end an epoch
   * @param stepsPerEpoch length of an epoch
   * @param test the test set, where there is one
   * @param precision in which it is evaluated
   */
  public static Watcher.Factory of(
      Network network,
      Schedule schedule,
      long stepsPerEpoch,
      Optional<Samples> test,
      Precision precision) {
    return () ->
        new EvaluationWatcher(
            schedule,
            stepsPerEpoch,
            test.map(samples -> EmpiricalLoss.of(network, samples, precision)));
  }

  @Override
  public void begin(int replica) {
    super.begin(replica);
    lastEpoch = -1;
  }

  @Override
  public void look(Moment moment) {
    lastEpoch = moment.step() / stepsPerEpoch;
    keep(
        new Evaluated(
            Math.toIntExact(lastEpoch),
            moment.training(),
            test.map(loss -> loss.evaluate(moment.theta()))));
  }

  /** Where a run ends between two looks, its end is evaluated as the epoch that was begun last. */
  @Override
  public void finish(Status status, Moment end, Consumer<Observation> sink) {
    if (status != Status.DIVERGED && end.step() / stepsPerEpoch > lastEpoch) {
      look(end);
    }
    super.finish(status, end, sink);
  }

  @Override
  public void close() {
    test.ifPresent(EmpiricalLoss::close);
  }
}
