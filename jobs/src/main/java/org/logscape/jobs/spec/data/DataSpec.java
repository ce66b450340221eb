package org.logscape.jobs.spec.data;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.logscape.data.ImageShape;
import org.logscape.data.LabelCoding;
import org.logscape.data.tensor.TensorSet;
import org.logscape.jobs.spec.key.Constraint;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.model.ModelType;
import org.logscape.jobs.spec.model.NetworkSpec;

/**
 * What networks learn from; how many samples a cell uses is part of its model.
 *
 * @param format how the files are read
 * @param training files of the training set: images and labels for idx; none for synthetic
 * @param test files of the test set; none where there is no test set, or for synthetic
 * @param testTake so many of the test set are used, the first ones; {@link #ALL} for all, which of
 *     synthetic data is none
 * @param coding labels to targets
 * @param scale what is done to the features
 * @param clouds synthetic data; null for files
 * @param arrays which arrays of numpy; null for other formats
 */
public record DataSpec(
    DataFormat format,
    List<String> training,
    List<String> test,
    int testTake,
    LabelCoding coding,
    DataScale scale,
    Clouds clouds,
    Arrays arrays)
    implements Serializable {
  /** In place of a number of test samples. */
  public static final int ALL = 0;

  public static final String SECTION = "data";
  public static final Key<DataFormat> FORMAT =
      Key.required("data.format", Domain.word(DataFormat.class)).text("how the data lie in files");
  public static final Key<String> IMAGES =
      Key.required("data.images", Domain.anyText())
          .location()
          .text("IDX file of the training images");
  public static final Key<String> LABELS =
      Key.required("data.labels", Domain.anyText())
          .location()
          .text("IDX file of the training labels");
  public static final Key<String> TEST_IMAGES =
      Key.optional("data.test_images", Domain.anyText())
          .location()
          .text("IDX file of the test images");
  public static final Key<String> TEST_LABELS =
      Key.optional("data.test_labels", Domain.anyText())
          .location()
          .text("IDX file of the test labels");
  public static final Key<List<String>> FILES =
      Key.required("data.files", Domain.listOf(Domain.anyText()))
          .location()
          .text("files of the training set");
  public static final Key<List<String>> TEST_FILES =
      Key.optional("data.test_files", Domain.listOf(Domain.anyText()))
          .location()
          .text("files of the test set");
  public static final Key<Integer> TEST_TAKE =
      Key.optional("data.test_take", Domain.wordOr("all", ALL, Domain.countAtLeast(1)))
          .unit("samples")
          .defaultRule("all; none of synthetic data")
          .text("so many of the test set are used, the first ones");
  public static final Key<LabelCoding> LABELS_AS =
      Key.withDefault("data.labels_as", LabelCoding.ONE_HOT, Domain.word(LabelCoding.class))
          .text("how classes become targets");
  public static final Key<DataScale> SCALE =
      Key.withDefault("data.scale", DataScale.STANDARD, Domain.word(DataScale.class))
          .text("what is done to the features, by the statistics of the training set");
  public static final Key<List<Integer>> SHAPE =
      Key.required("data.shape", Domain.listOf(Domain.countAtLeast(1)))
          .text("[features], or [height, width, channels]");
  public static final Key<Integer> CLASSES =
      Key.withDefault("data.classes", 10, Domain.countAtLeast(2))
          .text("number of Gaussian clouds, each a class");
  public static final Key<Double> SPREAD =
      Key.withDefault("data.spread", 1.0, Domain.numberAbove(0))
          .text("standard deviation of the clouds' centres in each feature; 1 is that of a cloud");
  public static final Key<String> ARCHIVE =
      Key.required("data.file", Domain.anyText()).location().text("NPZ file of the training set");
  public static final Key<String> TEST_ARCHIVE =
      Key.optional("data.test_file", Domain.anyText())
          .location()
          .defaultRule("the same file, where test_features are given")
          .text("NPZ file of the test set");
  public static final Key<String> FEATURES_NAME =
      Key.withDefault("data.features", "x", Domain.anyText())
          .text("name of the array of features, whose first index numbers the samples");
  public static final Key<String> LABELS_NAME =
      Key.withDefault("data.labels", "y", Domain.anyText())
          .text("name of the array of classes 0, 1, 2, ...");
  public static final Key<String> TEST_FEATURES_NAME =
      Key.optional("data.test_features", Domain.anyText())
          .defaultRule("the name in the training set, where test_file is given")
          .text("name of the array of the test set's features");
  public static final Key<String> TEST_LABELS_NAME =
      Key.optional("data.test_labels", Domain.anyText())
          .defaultRule("the name in the training set, where test_file is given")
          .text("name of the array of the test set's classes");
  public static final Key<String> FEATURES_FILE =
      Key.required("data.features", Domain.anyText())
          .location()
          .text("NPY file of the training features, whose first index numbers the samples");
  public static final Key<String> LABELS_FILE =
      Key.required("data.labels", Domain.anyText())
          .location()
          .text("NPY file of the training classes 0, 1, 2, ...");
  public static final Key<String> TEST_FEATURES_FILE =
      Key.optional("data.test_features", Domain.anyText())
          .location()
          .text("NPY file of the test features");
  public static final Key<String> TEST_LABELS_FILE =
      Key.optional("data.test_labels", Domain.anyText())
          .location()
          .text("NPY file of the test classes");
  public static final Key<TensorSet.Channels> CHANNELS =
      Key.withDefault(
              "data.channels", TensorSet.Channels.LAST, Domain.word(TensorSet.Channels.class))
          .text("where the channels stand in features of four dimensions: as in PyTorch, first");

  static final Group<DataSpec> IDX =
      group("IDX files of MNIST and Fashion-MNIST, gzipped or not.")
          .constraint(Constraint.allOrNone(TEST_IMAGES, TEST_LABELS))
          .key(IMAGES, data -> data.training().get(0))
          .key(LABELS, data -> data.training().get(1))
          .optional(TEST_IMAGES, data -> data.test().stream().findFirst())
          .optional(TEST_LABELS, data -> data.test().stream().skip(1).findFirst())
          .build();
  static final Group<DataSpec> CIFAR_10 = ofFiles("The binary records of CIFAR-10.");
  static final Group<DataSpec> CSV =
      ofFiles("CSV files: columns of features, the last one the class.");
  static final Group<DataSpec> PARQUET =
      ofFiles(
          "Parquet files: a column label; the features are a column of images (bytes of PNG or JPEG,"
              + " or a struct that has them), one array, or the other numeric columns.");
  static final Group<DataSpec> NPZ =
      group("An archive of numpy.savez: any number type; unsigned bytes are pixels in [0, 1].")
          .constraint(Constraint.allOrNone(TEST_FEATURES_NAME, TEST_LABELS_NAME))
          .key(ARCHIVE, data -> data.training().get(0))
          .optional(TEST_ARCHIVE, data -> data.test().stream().findFirst())
          .key(FEATURES_NAME, data -> data.arrays().features())
          .key(LABELS_NAME, data -> data.arrays().labels())
          .optional(TEST_FEATURES_NAME, data -> data.tested(Arrays::testFeatures))
          .optional(TEST_LABELS_NAME, data -> data.tested(Arrays::testLabels))
          .key(CHANNELS, data -> data.arrays().channels())
          .build();
  static final Group<DataSpec> NPY =
      group("Files of numpy.save: any number type; unsigned bytes are pixels in [0, 1].")
          .constraint(Constraint.allOrNone(TEST_FEATURES_FILE, TEST_LABELS_FILE))
          .key(FEATURES_FILE, data -> data.training().get(0))
          .key(LABELS_FILE, data -> data.training().get(1))
          .optional(TEST_FEATURES_FILE, data -> data.test().stream().findFirst())
          .optional(TEST_LABELS_FILE, data -> data.test().stream().skip(1).findFirst())
          .key(CHANNELS, data -> data.arrays().channels())
          .build();
  static final Group<DataSpec> SYNTHETIC =
      group("No files: Gaussian clouds, drawn from the seed.")
          .key(SHAPE, data -> data.clouds().shape())
          .key(CLASSES, data -> data.clouds().classes())
          .key(SPREAD, data -> data.clouds().spread())
          .build();

  /** The keys that every format has, beside the format and {@link NetworkSpec#TAKE}. */
  public static final Group<DataSpec> COMMON =
      group("Settings of every format.")
          .optional(TEST_TAKE, data -> Optional.of(data.testTake()).filter(count -> count != ALL))
          .key(LABELS_AS, DataSpec::coding)
          .key(SCALE, DataSpec::scale)
          .build();

  private static Group.Builder<DataSpec> group(String text) {
    return Group.of(DataSpec.class, SECTION, text);
  }

  private static Group<DataSpec> ofFiles(String text) {
    return group(text)
        .key(FILES, DataSpec::training)
        .optional(TEST_FILES, data -> Optional.of(data.test()).filter(files -> !files.isEmpty()))
        .build();
  }

  /**
   * Synthetic data.
   *
   * @param shape height, width, channels; or one number of features
   * @param classes how many clouds
   * @param spread standard deviation of their centres in each feature
   */
  public record Clouds(List<Integer> shape, int classes, double spread) implements Serializable {
    public Clouds {
      shape = List.copyOf(shape);
    }

    /** How the features lie. */
    public ImageShape image() {
      return shape.size() == 1
          ? ImageShape.flat(shape.get(0))
          : new ImageShape(shape.get(0), shape.get(1), shape.get(2));
    }
  }

  /**
   * Which arrays are read.
   *
   * @param features name in the archive of the training set; empty for single arrays
   * @param labels likewise
   * @param testFeatures name in the archive of the test set; empty for single arrays
   * @param testLabels likewise
   * @param channels where the channels of an image stand
   */
  public record Arrays(
      String features,
      String labels,
      String testFeatures,
      String testLabels,
      TensorSet.Channels channels)
      implements Serializable {}

  private Optional<String> tested(Function<Arrays, String> name) {
    return test.isEmpty() ? Optional.empty() : Optional.of(name.apply(arrays));
  }

  public DataSpec {
    training = List.copyOf(training);
    test = List.copyOf(test);
  }

  /** The keys of a format, common ones first. */
  public static List<Key<?>> keys(DataFormat format) {
    return Stream.of(
            List.<Key<?>>of(FORMAT, NetworkSpec.TAKE), COMMON.keys(), format.group().keys())
        .flatMap(List::stream)
        .toList();
  }

  /** The shape of the inputs, as far as it is known without the files. */
  public Optional<ImageShape> shape(NetworkSpec model) {
    return switch (format) {
      case CIFAR_10 -> Optional.of(new ImageShape(32, 32, 3));
      case SYNTHETIC -> Optional.of(clouds.image());
      case IDX, CSV, PARQUET, NPZ, NPY ->
          model.type() == ModelType.MLP
              ? Optional.of(ImageShape.flat(model.widths().get(0)))
              : Optional.empty();
    };
  }

  /** The targets of a sample, as far as they are known without the files: ten classes else. */
  public int outputs(NetworkSpec model) {
    return model.type() == ModelType.MLP
        ? model.widths().get(model.widths().size() - 1)
        : coding.outputs(clouds == null ? CLASSES.fallback().orElseThrow() : clouds.classes());
  }

  /** How many test samples are wanted, where a number is given. */
  public OptionalInt testCount() {
    return testTake == ALL ? OptionalInt.empty() : OptionalInt.of(testTake);
  }

  /** Whether runs can be tested. */
  public boolean hasTest() {
    return clouds == null ? !test.isEmpty() : testTake != ALL;
  }

  /** Its settings by path; without the number of training samples, which varies. */
  public Map<String, Object> values() {
    return settings(Group::values);
  }

  /** The settings that numbers depend on: not where the files lie, for their checksums tell. */
  public Map<String, Object> meaning() {
    Map<String, Object> values = settings(Group::meaning);
    values.put("data.tested", hasTest());
    return values;
  }

  private Map<String, Object> settings(
      BiFunction<Group<DataSpec>, DataSpec, Map<String, Object>> part) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(FORMAT.path(), format);
    values.putAll(part.apply(format.group(), this));
    values.putAll(part.apply(COMMON, this));
    return values;
  }
}
