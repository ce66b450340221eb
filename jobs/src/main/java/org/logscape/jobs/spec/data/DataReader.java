package org.logscape.jobs.spec.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.logscape.data.tensor.TensorSet;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Section;

/** Reads what networks learn from, whose keys depend on the format. */
public final class DataReader {
  private static final List<DataFormat> FORMATS = Arrays.asList(DataFormat.values());

  private DataReader() {}

  /** The section with the keys of its format; of all formats where that is missing or wrong. */
  public static Optional<Section> section(Section top) {
    return top.section(
        DataSpec.SECTION,
        Key.names(format(top).map(DataSpec::keys).orElseGet(DataReader::ofAnyFormat)).stream()
            .distinct()
            .toList());
  }

  private static Optional<DataFormat> format(Section top) {
    return top.raw(DataSpec.SECTION) instanceof Map<?, ?> data
        ? DataSpec.FORMAT.domain().read(data.get(DataSpec.FORMAT.name())).value()
        : Optional.empty();
  }

  private static List<Key<?>> ofAnyFormat() {
    return FORMATS.stream()
        .<Key<?>>flatMap(format -> DataSpec.keys(format).stream())
        .distinct()
        .toList();
  }

  /** The data; empty where there is no such section, or a fault in it. */
  public static Optional<DataSpec> read(Section section, Faults faults) {
    Optional<DataFormat> format = section.read(DataSpec.FORMAT);
    if (format.isEmpty()) {
      return Optional.empty();
    }
    List<String> training = List.of();
    List<String> test = List.of();
    DataSpec.Clouds clouds = null;
    DataSpec.Arrays arrays = null;
    format.get().group().check(section, faults);
    switch (format.get()) {
      case IDX -> {
        training = both(section, DataSpec.IMAGES, DataSpec.LABELS);
        test = both(section, DataSpec.TEST_IMAGES, DataSpec.TEST_LABELS);
      }
      case NPZ -> {
        training = section.read(DataSpec.ARCHIVE).stream().toList();
        boolean tested =
            section.has(DataSpec.TEST_ARCHIVE.name())
                || section.has(DataSpec.TEST_FEATURES_NAME.name());
        test =
            tested ? section.read(DataSpec.TEST_ARCHIVE).map(List::of).orElse(training) : List.of();
        arrays = named(section).orElse(null);
      }
      case NPY -> {
        training = both(section, DataSpec.FEATURES_FILE, DataSpec.LABELS_FILE);
        test = both(section, DataSpec.TEST_FEATURES_FILE, DataSpec.TEST_LABELS_FILE);
        arrays =
            section
                .read(DataSpec.CHANNELS)
                .map(channels -> new DataSpec.Arrays("", "", "", "", channels))
                .orElse(null);
      }
      case CIFAR_10, CSV, PARQUET -> {
        training = section.read(DataSpec.FILES).orElse(List.of());
        test = section.read(DataSpec.TEST_FILES).orElse(List.of());
      }
      case SYNTHETIC -> clouds = clouds(section, faults).orElse(null);
    }
    Optional<Integer> testTake = section.read(DataSpec.TEST_TAKE);
    if (testTake.isPresent() && test.isEmpty() && format.get() != DataFormat.SYNTHETIC) {
      faults.add(DataSpec.TEST_TAKE.path(), "is given; must be left out without a test set");
    }
    if (testTake.filter(count -> count == DataSpec.ALL).isPresent()
        && format.get() == DataFormat.SYNTHETIC) {
      faults.add(DataSpec.TEST_TAKE.path(), TrainingSize.OF_SYNTHETIC);
    }
    var coding = section.read(DataSpec.LABELS_AS);
    var scale = section.read(DataSpec.SCALE);
    return faults.at(DataSpec.SECTION) || coding.isEmpty() || scale.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DataSpec(
                format.get(),
                training,
                test,
                testTake.orElse(DataSpec.ALL),
                coding.get(),
                scale.get(),
                clouds,
                arrays));
  }

  private static List<String> both(Section section, Key<String> images, Key<String> labels) {
    return Stream.of(section.read(images), section.read(labels)).flatMap(Optional::stream).toList();
  }

  private static Optional<DataSpec.Arrays> named(Section section) {
    Optional<String> features = section.read(DataSpec.FEATURES_NAME);
    Optional<String> labels = section.read(DataSpec.LABELS_NAME);
    Optional<String> testFeatures = section.read(DataSpec.TEST_FEATURES_NAME).or(() -> features);
    Optional<String> testLabels = section.read(DataSpec.TEST_LABELS_NAME).or(() -> labels);
    Optional<TensorSet.Channels> channels = section.read(DataSpec.CHANNELS);
    return features.isEmpty() || labels.isEmpty() || channels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DataSpec.Arrays(
                features.get(),
                labels.get(),
                testFeatures.orElseThrow(),
                testLabels.orElseThrow(),
                channels.get()));
  }

  private static Optional<DataSpec.Clouds> clouds(Section section, Faults faults) {
    Optional<List<Integer>> shape = section.read(DataSpec.SHAPE);
    Optional<Integer> classes = section.read(DataSpec.CLASSES);
    Optional<Double> spread = section.read(DataSpec.SPREAD);
    if (shape.isPresent() && shape.get().size() != 1 && shape.get().size() != 3) {
      faults.add(
          DataSpec.SHAPE.path(),
          "is %s; must be [features] or [height, width, channels]"
              .formatted(Literal.of(shape.get())));
    }
    return shape.isEmpty() || classes.isEmpty() || spread.isEmpty()
        ? Optional.empty()
        : Optional.of(new DataSpec.Clouds(shape.get(), classes.get(), spread.get()));
  }
}
