package org.logscape.jobs.spec;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where runs start. */
public sealed interface Start extends Serializable {
  /** Its settings by path; empty where it has none. */
  Map<String, Object> values();

  /** All at the model's minimum. */
  record Minimum() implements Start {
    @Override
    public Map<String, Object> values() {
      return Map.of();
    }
  }

  /**
   * Each at its own Gaussian point about the minimum.
   *
   * @param scale standard deviation of each coordinate, above 0
   */
  record Random(double scale) implements Start {
    static final Key<Double> SCALE =
        Key.withDefault("start.random.scale", 1.0, Domain.numberAbove(0));

    @Override
    public Map<String, Object> values() {
      return Map.of(SCALE.path(), scale);
    }
  }

  /** Networks: each at random weights of its own, Glorot's. */
  record Glorot() implements Start {
    @Override
    public Map<String, Object> values() {
      return Map.of();
    }
  }

  /**
   * Networks: all at one minimum, to which one network is trained before the runs begin.
   *
   * @param epochs the most epochs of SGD
   * @param learningRate eta of it, above 0
   * @param batchSize B of it
   * @param lossBelow SGD ends after the first epoch that leaves L below this; 0: never
   * @param settleSteps the most steps of the descent on the whole set that follows; 0: none
   * @param gradientNorm |grad L| at which the descent ends
   * @param eigenvalues largest eigenvalues of the Hessian there, from which n and h* are taken
   */
  record Pretrained(
      int epochs,
      double learningRate,
      int batchSize,
      double lossBelow,
      int settleSteps,
      double gradientNorm,
      int eigenvalues)
      implements Start {
    static final Key<Integer> EPOCHS =
        Key.withDefault("start.pretrained.epochs", 100, Domain.countAtLeast(1));
    static final Key<Double> LEARNING_RATE =
        Key.required("start.pretrained.learning_rate", Domain.numberAbove(0));
    static final Key<Integer> BATCH_SIZE =
        Key.withDefault("start.pretrained.batch_size", 100, Domain.countAtLeast(1));
    static final Key<Double> LOSS_BELOW =
        Key.withDefault("start.pretrained.loss_below", 0.0, Domain.numberAtLeast(0));
    static final Key<Integer> SETTLE_STEPS =
        Key.withDefault("start.pretrained.settle_steps", 2_000, Domain.countAtLeast(0));
    static final Key<Double> GRADIENT_NORM =
        Key.withDefault("start.pretrained.gradient_norm", 1e-6, Domain.numberAtLeast(0));
    static final Key<Integer> EIGENVALUES =
        Key.withDefault("start.pretrained.eigenvalues", 20, Domain.countAtLeast(2));
    static final List<Key<?>> KEYS =
        List.of(
            EPOCHS,
            LEARNING_RATE,
            BATCH_SIZE,
            LOSS_BELOW,
            SETTLE_STEPS,
            GRADIENT_NORM,
            EIGENVALUES);

    /**
     * The name of the minimum to which a network is trained this way: the first 64 bits of SHA-256
     * over the resolved model, these settings and the seed, as a number.
     */
    public long idBits(NetworkSpec model, long seed) {
      Map<String, Object> values = model.values();
      values.put(ModelSpec.TYPE.path(), model.type());
      values.putAll(values());
      values.put(SpecReader.SEED.path(), seed);
      return ByteBuffer.wrap(Canonical.sha256(Canonical.text(values))).getLong();
    }

    @Override
    public Map<String, Object> values() {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put(EPOCHS.path(), epochs);
      values.put(LEARNING_RATE.path(), learningRate);
      values.put(BATCH_SIZE.path(), batchSize);
      values.put(LOSS_BELOW.path(), lossBelow);
      values.put(SETTLE_STEPS.path(), settleSteps);
      values.put(GRADIENT_NORM.path(), gradientNorm);
      values.put(EIGENVALUES.path(), eigenvalues);
      return values;
    }
  }
}
