package org.logscape.jobs.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.logscape.data.InvalidDataException;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.data.DataSpec;
import org.logscape.jobs.spec.data.TrainingSize;
import org.logscape.jobs.store.LiteralPath;

/** Counts the samples of files without Spark, before any run. */
public final class SampleCount implements TrainingSize {
  private final Configuration configuration = new Configuration();

  private SampleCount() {}

  /** Counts those of the training set. */
  public static TrainingSize ofTrainingSet() {
    return new SampleCount();
  }

  @Override
  public int of(DataSpec data) {
    return of(data, DataFiles.Part.TRAINING);
  }

  /**
   * The samples of a set whose data are not synthetic.
   *
   * @throws UserException if a file is not there, or not what it should be
   */
  static int of(DataSpec data, DataFiles.Part part) {
    return new SampleCount().samples(data, part);
  }

  private int samples(DataSpec data, DataFiles.Part part) {
    List<String> names = part.files(data);
    try {
      DataFiles files = DataFiles.of(configuration);
      return switch (data.format()) {
        case IDX, CIFAR_10, NPZ, NPY -> files.read(data, part).size();
        case CSV -> CsvSamples.count(files.file(DataLoader.onlyOne(names)));
        case PARQUET -> rows(names);
        case SYNTHETIC -> throw new IllegalArgumentException("synthetic data have no files");
      };
    } catch (InvalidDataException wrong) {
      throw UserException.of(wrong.getMessage());
    }
  }

  /** The rows of Parquet files and folders, as their footers state them. */
  private int rows(List<String> names) {
    long rows = 0;
    for (String name : names) {
      for (Path file : parts(name)) {
        rows += rows(name, file);
      }
    }
    if (rows < 1 || rows > Integer.MAX_VALUE) {
      throw new InvalidDataException(
          String.join(", ", names),
          rows < 1 ? "holds no samples" : "has %,d samples, more than fit".formatted(rows));
    }
    return (int) rows;
  }

  private long rows(String name, Path file) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration))) {
      return reader.getRecordCount();
    } catch (IOException | RuntimeException unreadable) {
      // Parquet throws a RuntimeException of its own where the file is not one of its kind
      throw new InvalidDataException(name, "is not there, or no Parquet");
    }
  }

  /**
   * A file, or the files of a folder that Spark reads: none that is hidden, in any folder below.
   */
  private List<Path> parts(String name) {
    Path path = LiteralPath.of(name);
    List<Path> parts = new ArrayList<>();
    try {
      addParts(path.getFileSystem(configuration), path, parts);
    } catch (IOException absent) {
      throw new InvalidDataException(name, "is not there, or no Parquet");
    }
    return parts;
  }

  private static void addParts(FileSystem files, Path path, List<Path> parts) throws IOException {
    if (files.getFileStatus(path).isFile()) {
      parts.add(path);
      return;
    }
    for (FileStatus inside : files.listStatus(path)) {
      String name = inside.getPath().getName();
      if (!name.startsWith("_") && !name.startsWith(".")) {
        addParts(files, inside.getPath(), parts);
      }
    }
  }
}
