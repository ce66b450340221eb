package org.logscape.jobs.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.logscape.data.Cifar10Files;
import org.logscape.data.DataFile;
import org.logscape.data.IdxFiles;
import org.logscape.data.InvalidDataException;
import org.logscape.data.LabelledSet;
import org.logscape.data.tensor.NpyFile;
import org.logscape.data.tensor.NpzFile;
import org.logscape.data.tensor.TensorSet;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.data.DataFormat;
import org.logscape.jobs.spec.data.DataSpec;
import org.logscape.jobs.store.LiteralPath;

/** Data files that are read without Spark: IDX, CIFAR-10, NPZ, NPY, on any Hadoop file system. */
final class DataFiles {
  private final Configuration configuration;

  private DataFiles(Configuration configuration) {
    this.configuration = configuration;
  }

  static DataFiles of(Configuration configuration) {
    return new DataFiles(configuration);
  }

  /** One of the two sets of a spec. */
  enum Part {
    TRAINING(0),
    TEST(1);

    private final int stream;

    Part(int stream) {
      this.stream = stream;
    }

    /** The stream of random numbers that a set which is drawn comes from. */
    int stream() {
      return stream;
    }

    /** The names of its files. */
    List<String> files(DataSpec data) {
      return this == TRAINING ? data.training() : data.test();
    }
  }

  /** Whether a format is read here, and not by Spark or drawn. */
  static boolean read(DataFormat format) {
    return switch (format) {
      case IDX, CIFAR_10, NPZ, NPY -> true;
      case CSV, PARQUET, SYNTHETIC -> false;
    };
  }

  /**
   * Reads a data set, whose format is one of {@link #read(DataFormat)}.
   *
   * @throws InvalidDataException if a file is not what the format asks for
   * @throws UserException if a file is not there or cannot be read
   */
  LabelledSet read(DataSpec data, Part part) {
    List<DataFile> files = part.files(data).stream().map(this::file).toList();
    return switch (data.format()) {
      case IDX -> IdxFiles.read(files.get(0), files.get(1));
      case CIFAR_10 -> Cifar10Files.read(files);
      case NPZ -> archive(files.get(0), data.arrays(), part);
      case NPY -> arrays(files.get(0), files.get(1), data.arrays());
      case CSV, PARQUET, SYNTHETIC ->
          throw new IllegalArgumentException(data.format() + " is no such format");
    };
  }

  private static LabelledSet archive(DataFile file, DataSpec.Arrays arrays, Part part) {
    NpzFile archive = NpzFile.of(file.name(), file.content());
    boolean training = part == Part.TRAINING;
    return TensorSet.of(
        archive.array(training ? arrays.features() : arrays.testFeatures()),
        archive.array(training ? arrays.labels() : arrays.testLabels()),
        arrays.channels(),
        file.sha256());
  }

  private static LabelledSet arrays(DataFile features, DataFile labels, DataSpec.Arrays arrays) {
    return TensorSet.of(
        NpyFile.read(features.name(), features.content()),
        NpyFile.read(labels.name(), labels.content()),
        arrays.channels(),
        features.sha256() + "+" + labels.sha256());
  }

  /** The content of one file; throws as {@link #read(DataSpec, Part)}. */
  DataFile file(String name) {
    Path path = LiteralPath.of(name);
    try (InputStream in = path.getFileSystem(configuration).open(path)) {
      return DataFile.of(name, in);
    } catch (FileNotFoundException absent) {
      throw UserException.of(
          "%s: no such file; must be data of this spec (submit/fetch-data fetches Fashion-MNIST and CIFAR-10 into data/)"
              .formatted(name));
    } catch (IOException unreadable) {
      throw UserException.of("%s: cannot be read (%s)".formatted(name, unreadable.getMessage()));
    }
  }
}
