package org.logscape.jobs.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.logscape.data.InvalidDataException;
import org.logscape.data.LabelCoding;
import org.logscape.data.LabelledSet;
import org.logscape.data.Samples;
import org.logscape.data.Scaling;
import org.logscape.data.SyntheticSet;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.data.DataScale;
import org.logscape.jobs.spec.data.DataSpec;

/** Reads the data of a spec on the driver, from where they are broadcast once. */
public final class DataLoader {
  private final SparkSession spark;
  private final DataSpec data;
  private final long seed;
  private final OptionalInt outputs;

  private DataLoader(SparkSession spark, DataSpec data, long seed, OptionalInt outputs) {
    this.spark = spark;
    this.data = data;
    this.seed = seed;
    this.outputs = outputs;
  }

  /**
   * A loader.
   *
   * @param seed the spec's seed, from which synthetic data are drawn
   */
  public static DataLoader of(SparkSession spark, DataSpec data, long seed) {
    return new DataLoader(spark, data, seed, OptionalInt.empty());
  }

  /** The same data for networks that have so many outputs, against which labels are checked. */
  public DataLoader with(int networkOutputs) {
    return new DataLoader(spark, data, seed, OptionalInt.of(networkOutputs));
  }

  /**
   * Reads training and test set.
   *
   * @param take samples of the training set
   * @throws UserException with a line that names the file, if one is not there, is not what it
   *     should be, or has too few samples
   */
  public TrainingData load(int take) {
    LabelledSet whole = read(DataFiles.Part.TRAINING, take);
    requireClasses(whole);
    LabelledSet training = first("data.take", whole, take);
    Optional<LabelledSet> test =
        data.hasTest()
            ? Optional.of(read(DataFiles.Part.TEST, data.testCount().orElse(0)))
                .map(set -> first("data.test_take", set, data.testCount().orElse(set.size())))
            : Optional.empty();
    test.ifPresent(set -> requireAlike(training, set));
    Optional<Scaling> scaling = scaling(training);
    return new TrainingData(
        training.shape(),
        samples(training, scaling, training.classes()),
        test.map(set -> samples(set, scaling, training.classes())).orElse(null),
        training.checksum() + test.map(set -> " " + set.checksum()).orElse(""));
  }

  private Optional<Scaling> scaling(LabelledSet training) {
    return data.scale() == DataScale.NONE
        ? Optional.empty()
        : Optional.of(
            data.scale() == DataScale.STANDARD
                ? Scaling.standardising(training)
                : Scaling.standardisingEach(training));
  }

  private Samples samples(LabelledSet set, Optional<Scaling> scaling, int classes) {
    LabelledSet scaled = scaling.map(map -> map.applied(set)).orElse(set);
    // a test set may lack the highest class
    return new LabelledSet(
            scaled.shape(), scaled.inputs(), scaled.labels(), classes, scaled.checksum())
        .samples(data.coding());
  }

  private static LabelledSet first(String path, LabelledSet set, int count) {
    if (count > set.size()) {
      throw UserException.of(
          "%s: is %,d; must be at most %,d, the samples there are"
              .formatted(path, count, set.size()));
    }
    return count == set.size() ? set : set.take(count);
  }

  /**
   * A label beyond the outputs of the networks is a fault of the data where a class below it has no
   * sample. Otherwise the data have more classes than the networks have outputs.
   */
  private void requireClasses(LabelledSet set) {
    int most = outputs.orElse(Integer.MAX_VALUE);
    if (data.coding() != LabelCoding.ONE_HOT || set.classes() <= most) {
      return;
    }
    boolean[] used = new boolean[set.classes()];
    int first = -1;
    for (int i = 0; i < set.size(); i++) {
      used[set.labels()[i]] = true;
      if (first < 0 && set.labels()[i] >= most) {
        first = i;
      }
    }
    if (IntStream.range(most, used.length).anyMatch(label -> !used[label])) {
      String labels =
          switch (data.format()) {
            case IDX, NPY -> data.training().get(1);
            case NPZ -> "%s[%s]".formatted(data.training().get(0), data.arrays().labels());
            case CIFAR_10, CSV, PARQUET, SYNTHETIC -> String.join(", ", data.training());
          };
      throw UserException.of(
          "%s: sample %,d has label %d, which is out of range; must be 0 to %d, for the %d outputs of the network"
              .formatted(labels, first + 1, set.labels()[first], most - 1, most));
    }
  }

  private static void requireAlike(LabelledSet training, LabelledSet test) {
    if (!training.shape().equals(test.shape()) || test.classes() > training.classes()) {
      throw UserException.of(
          "data: the test set has %s and %d classes; must be like the training set, which has %s and %d"
              .formatted(test.shape(), test.classes(), training.shape(), training.classes()));
    }
  }

  private LabelledSet read(DataFiles.Part part, int take) {
    List<String> files = part.files(data);
    DataFiles there = DataFiles.of(spark.sparkContext().hadoopConfiguration());
    try {
      return switch (data.format()) {
        case IDX, CIFAR_10, NPZ, NPY -> there.read(data, part);
        case CSV -> CsvSamples.read(spark, there.file(onlyOne(files)));
        case PARQUET -> ParquetSamples.read(spark, files);
        case SYNTHETIC -> {
          DataSpec.Clouds clouds = data.clouds();
          yield new SyntheticSet(clouds.image(), clouds.classes(), clouds.spread())
              .draw(take, seed, part.stream());
        }
      };
    } catch (InvalidDataException wrong) {
      throw UserException.of(wrong.getMessage());
    }
  }

  static String onlyOne(List<String> files) {
    if (files.size() > 1) {
      throw UserException.of(
          "data.files: has %d files; must be one file for csv".formatted(files.size()));
    }
    return files.get(0);
  }
}
