package org.logscape.jobs.data;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.logscape.data.InvalidDataException;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.data.DataSpec;
import org.logscape.jobs.spec.data.TrainingSize;

/** Counts the samples of files without Spark, before any run. */
public final class SampleCount implements TrainingSize {
  private final Configuration configuration;

  private SampleCount(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * Counts those of the training set.
   *
   * @param configuration how the file system is reached
   */
  public static TrainingSize ofTrainingSet(Configuration configuration) {
    return new SampleCount(configuration);
  }

  @Override
  public int of(DataSpec data) {
    return samples(data, DataFiles.Part.TRAINING);
  }

  /**
   * The samples of a set whose data are not synthetic.
   *
   * @throws UserException if a file is not there, or not what it should be
   */
  static int of(DataSpec data, DataFiles.Part part, Configuration configuration) {
    return new SampleCount(configuration).samples(data, part);
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
    ParquetFiles files = ParquetFiles.of(configuration);
    long rows = names.stream().mapToLong(files::rows).sum();
    if (rows < 1 || rows > Integer.MAX_VALUE) {
      throw new InvalidDataException(
          String.join(", ", names),
          rows < 1 ? "holds no samples" : "has %,d samples, more than fit".formatted(rows));
    }
    return (int) rows;
  }
}
