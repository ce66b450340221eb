package org.logscape.jobs.sweep;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.spark.sql.SparkSession;
import org.logscape.data.ImageShape;
import org.logscape.data.Samples;
import org.logscape.jobs.build.NativeCode;
import org.logscape.jobs.data.DataLoader;
import org.logscape.jobs.data.TrainingData;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.manifest.Manifest;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.data.DataSpec;
import org.logscape.jobs.spec.model.ModelType;
import org.logscape.jobs.spec.model.NetworkSpec;
import org.logscape.jobs.spec.start.Start;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.weights.BroughtWeights;
import org.logscape.network.Architecture;
import org.logscape.network.Network;

/**
 * What runs of networks need beside their spec: the data, and the minima at which they start. For
 * other models it is empty. Broadcast once to the executors.
 */
public final class NetworkInputs implements Serializable {
  private final TrainingData data;
  private final Map<Long, StartingMinimum> minima;
  private final BroughtWeights weights;

  private NetworkInputs(
      TrainingData data, Map<Long, StartingMinimum> minima, BroughtWeights weights) {
    this.data = data;
    this.minima = minima;
    this.weights = weights;
  }

  /** For models that need none. */
  static NetworkInputs none() {
    return new NetworkInputs(null, Map.of(), null);
  }

  /**
   * Reads the data of a spec, if it has any, and holds its networks against them.
   *
   * @throws UserException with one line for each fault: files that are not what they should be,
   *     networks that do not fit; or if ND4J is not on the class path
   */
  public static NetworkInputs read(SparkSession spark, Spec spec) {
    if (spec.data().isEmpty()) {
      return none();
    }
    NativeCode.requireForNetworks();
    List<NetworkSpec> models = models(spec);
    int most = models.stream().mapToInt(NetworkSpec::samples).max().orElseThrow();
    DataSpec wanted = spec.data().get();
    int outputs = models.stream().mapToInt(wanted::outputs).max().orElseThrow();
    DataLoader loader = DataLoader.of(spark, wanted, spec.seed()).with(outputs);
    NetworkInputs inputs = new NetworkInputs(loader.load(most), Map.of(), null);
    List<String> misfits =
        models.stream()
            .flatMap(model -> model.misfit(inputs.data.shape(), inputs.outputs()).stream())
            .map(fault -> spec.name() + ": " + fault)
            .distinct()
            .toList();
    if (!misfits.isEmpty()) {
      throw new UserException(misfits);
    }
    return spec.start() instanceof Start.Weights way
        ? new NetworkInputs(
            inputs.data, Map.of(), BroughtWeights.read(spark, way, models, inputs::network))
        : inputs;
  }

  /**
   * Makes sure that a folder was computed with the same data.
   *
   * @throws UserException if it was not
   */
  public void requireSame(ExperimentDir dir) {
    Optional<String> then = Manifest.of(dir).entry(Manifest.DATA_SHA256);
    if (then.isPresent() && !then.equals(checksum())) {
      throw UserException.of(
          "%s: was computed with other data (sha256 %s, now %s); restore the files, or start a new folder"
              .formatted(dir.path(), then.get(), checksum().orElse("none")));
    }
  }

  /**
   * The layers of a network of a spec; reads the data where their shape is not known without.
   *
   * @throws UserException as {@link #read}
   */
  public static Architecture architecture(SparkSession spark, Spec spec, NetworkSpec model) {
    return model.type() == ModelType.MLP
        ? Architecture.mlp(model.widths(), model.activation())
        : read(spark, spec).network(model).architecture();
  }

  /** The different networks of a spec, in the order of the grid. */
  static List<NetworkSpec> models(Spec spec) {
    return LongStream.range(0, spec.grid().cells())
        .mapToObj(cell -> (NetworkSpec) spec.grid().cell(cell).model())
        .distinct()
        .toList();
  }

  /** The same, with minima to start at. */
  NetworkInputs with(Map<Long, StartingMinimum> found) {
    return new NetworkInputs(data, new HashMap<>(found), weights);
  }

  private int outputs() {
    return data.training().outputs();
  }

  /** The network of a model on these data. */
  Network network(NetworkSpec model) {
    return model.network(data.shape(), outputs());
  }

  /** What a model learns from: the first samples of the training set. */
  Samples training(NetworkSpec model) {
    return first(data.training(), model.samples());
  }

  /**
   * The first samples of what a model learns from.
   *
   * @param count how many at most
   */
  Samples training(NetworkSpec model, int count) {
    return first(data.training(), Math.min(count, model.samples()));
  }

  private static Samples first(Samples samples, int count) {
    return count == samples.size() ? samples : samples.first(count);
  }

  Optional<Samples> test() {
    return data.test();
  }

  /** The minimum at which the runs of a model start, where they start at one. */
  Optional<StartingMinimum> minimum(Spec spec, NetworkSpec model) {
    return spec.start() instanceof Start.AtMinimum way
        ? Optional.ofNullable(minima.get(way.idBits(model, spec.seed())))
        : Optional.empty();
  }

  /** The parameters that a file of weights has for a model. */
  double[] brought(NetworkSpec model) {
    return weights.theta(model);
  }

  /** Of all files, those of weights included; empty without data. */
  Optional<String> checksum() {
    String ofWeights = weights == null ? "" : " " + weights.checksum();
    return Optional.ofNullable(data).map(found -> found.checksum() + ofWeights);
  }

  /** The layers of a network, where the shape of its inputs is known. */
  Optional<Architecture> architecture(DataSpec spec, NetworkSpec model) {
    Optional<ImageShape> shape = data == null ? spec.shape(model) : Optional.of(data.shape());
    int outputs = data == null ? spec.outputs(model) : outputs();
    return shape.map(s -> model.network(s, outputs).architecture());
  }

  /** Size of the test set, or a guess at it where the data are not there; 0: none. */
  long testSamples(DataSpec spec, NetworkSpec model) {
    if (data != null) {
      return test().map(Samples::size).orElse(0);
    }
    return spec.hasTest() ? spec.testCount().orElse(model.samples()) : 0;
  }
}
