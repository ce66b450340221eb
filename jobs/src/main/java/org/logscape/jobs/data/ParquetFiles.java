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
import org.logscape.jobs.store.LiteralPath;

/** Parquet files that a user supplies, read without Spark: how many rows they state, how sound. */
public final class ParquetFiles {
  private static final String NONE = "is not there, or no Parquet";

  private final Configuration configuration;

  private ParquetFiles(Configuration configuration) {
    this.configuration = configuration;
  }

  /** Files that are opened with this configuration. */
  public static ParquetFiles of(Configuration configuration) {
    return new ParquetFiles(configuration);
  }

  /**
   * The rows of a file, or of a folder of files, as their footers state them.
   *
   * @throws InvalidDataException if it is not there, or no Parquet
   */
  long rows(String name) {
    long rows = 0;
    for (FileStatus file : parts(name)) {
      try (ParquetFileReader reader = open(file.getPath())) {
        rows += reader.getRecordCount();
      } catch (IOException | RuntimeException unreadable) {
        // Parquet throws a RuntimeException of its own where the file is not one of its kind
        throw new InvalidDataException(name, NONE);
      }
    }
    return rows;
  }

  /**
   * Checks a file, or a folder of files, before Spark reads it: Spark takes memory by what footers
   * and pages say of themselves.
   *
   * @throws InvalidDataException if it is not there, no Parquet, or says that it holds more than it
   *     can
   */
  public void requireSound(String name) {
    for (FileStatus file : parts(name)) {
      ParquetPages pages = ParquetPages.of(name, file.getLen());
      try (ParquetFileReader reader = open(file.getPath());
          var bytes = file.getPath().getFileSystem(configuration).open(file.getPath())) {
        pages.check(reader.getFooter().getBlocks(), bytes);
      } catch (InvalidDataException unsound) {
        throw unsound;
      } catch (IOException | RuntimeException unreadable) {
        throw new InvalidDataException(name, NONE);
      }
    }
  }

  private ParquetFileReader open(Path file) throws IOException {
    return ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration));
  }

  /**
   * A file, or the files of a folder that Spark reads: none that is hidden, in any folder below.
   */
  private List<FileStatus> parts(String name) {
    Path path = LiteralPath.of(name);
    List<FileStatus> parts = new ArrayList<>();
    try {
      FileSystem files = path.getFileSystem(configuration);
      addParts(files, files.getFileStatus(path), parts);
    } catch (IOException absent) {
      throw new InvalidDataException(name, NONE);
    }
    return parts;
  }

  private static void addParts(FileSystem files, FileStatus there, List<FileStatus> parts)
      throws IOException {
    if (there.isFile()) {
      parts.add(there);
      return;
    }
    for (FileStatus inside : files.listStatus(there.getPath())) {
      String name = inside.getPath().getName();
      if (!name.startsWith("_") && !name.startsWith(".")) {
        addParts(files, inside, parts);
      }
    }
  }
}
