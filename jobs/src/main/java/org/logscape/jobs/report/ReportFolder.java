package org.logscape.jobs.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Where the report goes, on any Hadoop file system. Files appear whole. */
final class ReportFolder {
  private final FileSystem files;
  private final Path path;

  private ReportFolder(FileSystem files, Path path) {
    this.files = files;
    this.path = path;
  }

  /**
   * A folder by its Hadoop path; it need not exist.
   *
   * @throws UncheckedIOException if its file system cannot be reached
   */
  static ReportFolder of(String path, Configuration configuration) {
    try {
      Path given = new Path(path);
      FileSystem files = given.getFileSystem(configuration);
      return new ReportFolder(files, files.makeQualified(given));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ReportFolder folder(String name) {
    return new ReportFolder(files, new Path(path, name));
  }

  /** The full path of a file. */
  String path(String name) {
    return new Path(path, name).toString();
  }

  /** Writes a file over the one of that name. */
  void write(String name, byte[] content) {
    Path target = new Path(path, name);
    Path draft = new Path(path, "." + name + ".draft");
    try {
      files.mkdirs(path);
      try (OutputStream out = files.create(draft, true)) {
        out.write(content);
      }
      if (!files.rename(draft, target)) {
        // not every file system renames over a file
        files.delete(target, false);
        if (!files.rename(draft, target)) {
          throw new IOException("cannot rename " + draft + " to " + target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a file, if it is there. */
  void delete(String name) {
    try {
      files.delete(new Path(path, name), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
