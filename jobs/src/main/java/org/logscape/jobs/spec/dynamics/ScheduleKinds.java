package org.logscape.jobs.spec.dynamics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.logscape.dynamics.rate.LearningRateSchedule;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Kinds;

/** The learning-rate schedules that a spec can name, one line each. */
public final class ScheduleKinds {
  private static final String PATH = "dynamics.schedule";

  private static final Key<Long> EVERY =
      Key.required(PATH + ".every", Domain.wholeNumberAtLeast(1))
          .unit("steps")
          .text("m, after which the rate falls");
  private static final Key<Double> FACTOR =
      Key.withDefault(PATH + ".factor", 0.1, Domain.numberAbove(0))
          .text("f, by which it is multiplied then");
  private static final Key<Long> STEPS =
      Key.required(PATH + ".steps", Domain.wholeNumberAtLeast(1))
          .unit("steps")
          .text("m, after which the rate stays as it is");
  private static final Key<Double> FINAL_FACTOR =
      Key.withDefault(PATH + ".final_factor", 0.0, Domain.numberFromTo(0, 1))
          .text("f, the share of eta that is left after m steps");
  private static final Key<Double> INITIAL_FACTOR =
      Key.withDefault(PATH + ".initial_factor", 0.1, Domain.numberFromTo(0, 1))
          .text("f, the share of eta with which the first step is taken");

  private static final Group<LearningRateSchedule.Constant> CONSTANT =
      Group.of(LearningRateSchedule.Constant.class, PATH, "Every step is taken at eta.")
          .build(point -> new LearningRateSchedule.Constant());
  private static final Group<LearningRateSchedule.Step> STEP =
      Group.of(
              LearningRateSchedule.Step.class,
              PATH,
              "Step k, counted from 0, is taken at eta f^floor(k/m), as by PyTorch's StepLR.")
          .key(EVERY, LearningRateSchedule.Step::every)
          .key(FACTOR, LearningRateSchedule.Step::factor)
          .build(point -> new LearningRateSchedule.Step(point.get(EVERY), point.get(FACTOR)));
  private static final Group<LearningRateSchedule.Cosine> COSINE =
      Group.of(
              LearningRateSchedule.Cosine.class,
              PATH,
              "Step k is taken at eta (f + (1 - f) (1 + cos(pi k/m)) / 2), as by PyTorch's"
                  + " CosineAnnealingLR, and at eta f from step m on.")
          .key(STEPS, LearningRateSchedule.Cosine::steps)
          .key(FINAL_FACTOR, LearningRateSchedule.Cosine::finalFactor)
          .build(
              point -> new LearningRateSchedule.Cosine(point.get(STEPS), point.get(FINAL_FACTOR)));
  private static final Group<LearningRateSchedule.Warmup> WARMUP =
      Group.of(
              LearningRateSchedule.Warmup.class,
              PATH,
              "Step k is taken at eta (f + (1 - f) k/m), as by PyTorch's LinearLR, and at eta from"
                  + " step m on.")
          .key(STEPS, LearningRateSchedule.Warmup::steps)
          .key(INITIAL_FACTOR, LearningRateSchedule.Warmup::initialFactor)
          .build(
              point ->
                  new LearningRateSchedule.Warmup(point.get(STEPS), point.get(INITIAL_FACTOR)));

  /** All of them. */
  public static final Kinds<LearningRateSchedule> ALL = Kinds.of(all());

  private ScheduleKinds() {}

  private static Map<String, Group<? extends LearningRateSchedule>> all() {
    Map<String, Group<? extends LearningRateSchedule>> all = new LinkedHashMap<>();
    all.put("constant", CONSTANT);
    all.put("step", STEP);
    all.put("cosine", COSINE);
    all.put("warmup", WARMUP);
    return all;
  }
}
