package org.logscape.jobs.spec.start;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.logscape.jobs.spec.key.Canonical;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.model.ModelSpec;
import org.logscape.jobs.spec.model.NetworkSpec;

/** Where runs start. */
public sealed interface Start extends Serializable {
  /** Its settings by path; empty where it has none. */
  Map<String, Object> values();

  /** Those settings by path that say what runs start from, not where its files lie. */
  default Map<String, Object> meaning() {
    return values();
  }

  /** All at the model's minimum. */
  public record Minimum() implements Start {
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
  public record Random(double scale) implements Start {
    public static final Key<Double> SCALE =
        Key.withDefault("start.random.scale", 1.0, Domain.numberAbove(0))
            .text("standard deviation of each coordinate about the minimum");

    /** The mapping. */
    public static final Group<Random> GROUP =
        Group.of(
                Random.class,
                "start.random",
                "Each run at a Gaussian point of its own about the minimum.")
            .key(SCALE, Random::scale)
            .build(point -> new Random(point.get(SCALE)));

    @Override
    public Map<String, Object> values() {
      return GROUP.values(this);
    }
  }

  /** Networks: each at random weights of its own, Glorot's. */
  public record Glorot() implements Start {
    @Override
    public Map<String, Object> values() {
      return Map.of();
    }
  }

  /** Networks: all at one minimum of a model, whose L*, h* and n are measured beforehand. */
  public sealed interface AtMinimum extends Start {
    /** How many of the Hessian's largest eigenvalues are taken there. */
    int eigenvalues();

    /**
     * The name of the minimum of a model: the first 64 bits of SHA-256 over the resolved model,
     * these settings and the seed, as a number.
     */
    default long idBits(NetworkSpec model, long seed) {
      Map<String, Object> values = model.values();
      values.put(ModelSpec.TYPE.path(), model.type());
      values.putAll(meaning());
      values.put("seed", seed);
      return Canonical.bits(values);
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
  public record Pretrained(
      int epochs,
      double learningRate,
      int batchSize,
      double lossBelow,
      int settleSteps,
      double gradientNorm,
      int eigenvalues)
      implements AtMinimum {
    public static final Key<Integer> EPOCHS =
        Key.withDefault("start.pretrained.epochs", 100, Domain.countAtLeast(1))
            .unit("epochs")
            .text("most epochs of SGD");
    public static final Key<Double> LEARNING_RATE =
        Key.required("start.pretrained.learning_rate", Domain.numberAbove(0))
            .text("eta of this training");
    public static final Key<Integer> BATCH_SIZE =
        Key.withDefault("start.pretrained.batch_size", 100, Domain.countAtLeast(1))
            .unit("samples")
            .text("B of this training");
    public static final Key<Double> LOSS_BELOW =
        Key.withDefault("start.pretrained.loss_below", 0.0, Domain.numberAtLeast(0))
            .text("SGD ends after the first epoch that leaves the loss below this; 0 for never");
    public static final Key<Integer> SETTLE_STEPS =
        Key.withDefault("start.pretrained.settle_steps", 2_000, Domain.countAtLeast(0))
            .unit("steps")
            .text("most steps of the descent on the whole set that follows; 0 for none");
    public static final Key<Double> GRADIENT_NORM =
        Key.withDefault("start.pretrained.gradient_norm", 1e-6, Domain.numberAtLeast(0))
            .text("the descent ends at this length of the gradient");
    public static final Key<Integer> EIGENVALUES =
        Key.withDefault("start.pretrained.eigenvalues", 20, Domain.countAtLeast(2))
            .text("largest eigenvalues of the Hessian there, from which n and h* are taken");

    /** The mapping. */
    public static final Group<Pretrained> GROUP =
        Group.of(
                Pretrained.class,
                "start.pretrained",
                "Networks: all runs at one minimum, to which a network is trained beforehand.")
            .key(EPOCHS, Pretrained::epochs)
            .key(LEARNING_RATE, Pretrained::learningRate)
            .key(BATCH_SIZE, Pretrained::batchSize)
            .key(LOSS_BELOW, Pretrained::lossBelow)
            .key(SETTLE_STEPS, Pretrained::settleSteps)
            .key(GRADIENT_NORM, Pretrained::gradientNorm)
            .key(EIGENVALUES, Pretrained::eigenvalues)
            .build(
                point ->
                    new Pretrained(
                        point.get(EPOCHS),
                        point.get(LEARNING_RATE),
                        point.get(BATCH_SIZE),
                        point.get(LOSS_BELOW),
                        point.get(SETTLE_STEPS),
                        point.get(GRADIENT_NORM),
                        point.get(EIGENVALUES)));

    @Override
    public Map<String, Object> values() {
      return GROUP.values(this);
    }
  }

  /**
   * Networks: all at the parameters that a file holds, of a network that was trained elsewhere.
   *
   * @param file safetensors or NPZ, a Hadoop path
   * @param layers names of its modules in the order of the network; empty: by their numbers
   * @param eigenvalues largest eigenvalues of the Hessian there, from which n and h* are taken
   */
  public record Weights(String file, List<String> layers, int eigenvalues) implements AtMinimum {
    private static final String PATH = "start.weights";

    /** The file alone, in place of the mapping. */
    public static final Key<String> FILE_ALONE = Key.required(PATH, fileName());

    public static final Key<String> FILE =
        Key.required(PATH + ".file", fileName())
            .location()
            .text("safetensors with the names of a PyTorch state dict, or NPZ; a Hadoop path");
    public static final Key<List<String>> LAYERS =
        Key.optional(PATH + ".layers", Domain.listOf(Domain.anyText()))
            .defaultRule("Conv2d first, then Linear, each by the numbers in their names")
            .text("names of the modules in the order of the network");
    public static final Key<Integer> EIGENVALUES =
        Key.withDefault(PATH + ".eigenvalues", 20, Domain.countAtLeast(2))
            .text("largest eigenvalues of the Hessian there, from which n and h* are taken");

    /** The mapping. */
    public static final Group<Weights> GROUP =
        Group.of(
                Weights.class,
                PATH,
                "Networks: all runs at a minimum that was trained elsewhere, whose weights a file holds.")
            .key(FILE, Weights::file)
            .optional(
                LAYERS, start -> Optional.of(start.layers()).filter(names -> !names.isEmpty()))
            .key(EIGENVALUES, Weights::eigenvalues)
            .build(
                point ->
                    new Weights(
                        point.get(FILE),
                        point.find(LAYERS).orElse(List.of()),
                        point.get(EIGENVALUES)));

    public Weights {
      layers = List.copyOf(layers);
    }

    private static Domain<String> fileName() {
      return Domain.text(Pattern.compile(".+"), "of at least one character, a file of weights");
    }

    /** All at the file, with the defaults of the mapping. */
    public static Weights of(String file) {
      return new Weights(file, List.of(), EIGENVALUES.fallback().orElseThrow());
    }

    @Override
    public Map<String, Object> values() {
      return GROUP.values(this);
    }

    /** The contents of the file are identified by their checksum. */
    @Override
    public Map<String, Object> meaning() {
      return GROUP.meaning(this);
    }
  }

  /**
   * Each at a state that a run of another experiment kept in the table snapshots.
   *
   * @param dir the results folder that holds it, a Hadoop path
   * @param cellOrNull the cell whose runs these are, by its cell_id; null: any
   * @param stepOrNull the step at which states were taken; null: the last one of each run
   */
  public record Snapshots(String dir, String cellOrNull, Long stepOrNull) implements Start {
    private static final String PATH = "start.snapshots";

    /** The folder alone, in place of the mapping. */
    public static final Key<String> DIR_ALONE = Key.required(PATH, folder());

    public static final Key<String> DIR =
        Key.required(PATH + ".dir", folder())
            .location()
            .text("the results folder that holds the snapshots, a Hadoop path");
    public static final Key<String> CELL =
        Key.optional(
                PATH + ".cell",
                Domain.text(
                    Pattern.compile("[0-9a-f]{16}"),
                    "of 16 hexadecimal digits, a cell_id (in quotes where YAML takes it for a"
                        + " number)"))
            .defaultRule("any")
            .text("the cell whose runs are taken, by its cell_id");
    public static final Key<Long> STEP =
        Key.optional(PATH + ".step", Domain.wholeNumberAtLeast(0))
            .unit("steps")
            .defaultRule("the last one of each run")
            .text("the step at which the states were taken");

    /** The mapping. */
    public static final Group<Snapshots> GROUP =
        Group.of(Snapshots.class, PATH, "Each run at a state that another experiment kept.")
            .key(DIR, Snapshots::dir)
            .optional(CELL, Snapshots::cell)
            .optional(STEP, start -> Optional.ofNullable(start.stepOrNull()))
            .build(
                point ->
                    new Snapshots(
                        point.get(DIR),
                        point.find(CELL).orElse(null),
                        point.find(STEP).orElse(null)));

    private static Domain<String> folder() {
      return Domain.text(Pattern.compile(".+"), "of at least one character, a results folder");
    }

    /** The cell whose runs these are; empty: any. */
    public Optional<String> cell() {
      return Optional.ofNullable(cellOrNull);
    }

    /** The step at which states were taken; empty: the last one of each run. */
    public OptionalLong step() {
      return stepOrNull == null ? OptionalLong.empty() : OptionalLong.of(stepOrNull);
    }

    @Override
    public Map<String, Object> values() {
      return GROUP.values(this);
    }

    /** The contents of the files are identified by their checksum. */
    @Override
    public Map<String, Object> meaning() {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put(CELL.path(), cell().orElse("all"));
      values.put(STEP.path(), stepOrNull == null ? "last" : stepOrNull);
      return values;
    }
  }
}
