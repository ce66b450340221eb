package org.logscape.jobs.spec.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.logscape.data.ImageShape;
import org.logscape.data.LabelCoding;
import org.logscape.jobs.spec.key.Domain;
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
 */
public record DataSpec(
    DataFormat format,
    List<String> training,
    List<String> test,
    int testTake,
    LabelCoding coding,
    DataScale scale,
    Clouds clouds)
    implements Serializable {
  /** In place of a number of test samples. */
  public static final int ALL = 0;

  public static final String SECTION = "data";
  public static final Key<DataFormat> FORMAT =
      Key.required("data.format", Domain.word(DataFormat.class));
  public static final Key<String> IMAGES = Key.required("data.images", Domain.anyText());
  public static final Key<String> LABELS = Key.required("data.labels", Domain.anyText());
  public static final Key<String> TEST_IMAGES = Key.optional("data.test_images", Domain.anyText());
  public static final Key<String> TEST_LABELS = Key.optional("data.test_labels", Domain.anyText());
  public static final Key<List<String>> FILES =
      Key.required("data.files", Domain.listOf(Domain.anyText()));
  public static final Key<List<String>> TEST_FILES =
      Key.optional("data.test_files", Domain.listOf(Domain.anyText()));
  public static final Key<Integer> TEST_TAKE =
      Key.optional("data.test_take", Domain.countAtLeast(1));
  public static final Key<LabelCoding> LABELS_AS =
      Key.withDefault("data.labels_as", LabelCoding.ONE_HOT, Domain.word(LabelCoding.class));
  public static final Key<DataScale> SCALE =
      Key.withDefault("data.scale", DataScale.STANDARD, Domain.word(DataScale.class));
  public static final Key<List<Integer>> SHAPE =
      Key.required("data.shape", Domain.listOf(Domain.countAtLeast(1)));
  public static final Key<Integer> CLASSES =
      Key.withDefault("data.classes", 10, Domain.countAtLeast(2));
  public static final Key<Double> SPREAD =
      Key.withDefault("data.spread", 1.0, Domain.numberAbove(0));

  private static final List<Key<?>> COMMON =
      List.of(FORMAT, NetworkSpec.TAKE, TEST_TAKE, LABELS_AS, SCALE);

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

  public DataSpec {
    training = List.copyOf(training);
    test = List.copyOf(test);
  }

  /** The keys of a format, common ones first. */
  public static List<Key<?>> keys(DataFormat format) {
    List<Key<?>> own =
        switch (format) {
          case IDX -> List.of(IMAGES, LABELS, TEST_IMAGES, TEST_LABELS);
          case CIFAR_10, CSV, PARQUET -> List.of(FILES, TEST_FILES);
          case SYNTHETIC -> List.of(SHAPE, CLASSES, SPREAD);
        };
    List<Key<?>> keys = new ArrayList<>(COMMON);
    keys.addAll(own);
    return keys;
  }

  /** The shape of the inputs, as far as it is known without the files. */
  public Optional<ImageShape> shape(NetworkSpec model) {
    return switch (format) {
      case CIFAR_10 -> Optional.of(new ImageShape(32, 32, 3));
      case SYNTHETIC -> Optional.of(clouds.image());
      case IDX, CSV, PARQUET ->
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
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(FORMAT.path(), format);
    if (format == DataFormat.IDX) {
      values.put(IMAGES.path(), training.get(0));
      values.put(LABELS.path(), training.get(1));
      if (!test.isEmpty()) {
        values.put(TEST_IMAGES.path(), test.get(0));
        values.put(TEST_LABELS.path(), test.get(1));
      }
    } else if (clouds == null) {
      values.put(FILES.path(), training);
      if (!test.isEmpty()) {
        values.put(TEST_FILES.path(), test);
      }
    } else {
      values.put(SHAPE.path(), clouds.shape());
      values.put(CLASSES.path(), clouds.classes());
      values.put(SPREAD.path(), clouds.spread());
    }
    if (testTake != ALL) {
      values.put(TEST_TAKE.path(), testTake);
    }
    values.put(LABELS_AS.path(), coding);
    values.put(SCALE.path(), scale);
    return values;
  }

  /** The settings that numbers depend on: not where the files lie, for their checksums tell. */
  public Map<String, Object> meaning() {
    Map<String, Object> values = values();
    values
        .keySet()
        .removeAll(
            List.of(
                IMAGES.path(),
                LABELS.path(),
                TEST_IMAGES.path(),
                TEST_LABELS.path(),
                FILES.path(),
                TEST_FILES.path()));
    values.put("data.tested", hasTest());
    return values;
  }
}
