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
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.data.DataFormat;
import org.logscape.jobs.store.LiteralPath;

/** Data files that are read without Spark: IDX and CIFAR-10, on any Hadoop file system. */
final class DataFiles {
  private final Configuration configuration;

  private DataFiles(Configuration configuration) {
    this.configuration = configuration;
  }

  static DataFiles of(Configuration configuration) {
    return new DataFiles(configuration);
  }

  /**
   * Reads a data set.
   *
   * @throws InvalidDataException if a file is not what the format asks for
   * @throws UserException if a file is not there or cannot be read
   */
  LabelledSet read(DataFormat format, List<String> files) {
    return switch (format) {
      case IDX -> IdxFiles.read(file(files.get(0)), file(files.get(1)));
      case CIFAR_10 -> Cifar10Files.read(files.stream().map(this::file).toList());
      case CSV, PARQUET, SYNTHETIC ->
          throw new IllegalArgumentException(format + " is no such format");
    };
  }

  /** The content of one file; throws as {@link #read}. */
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
