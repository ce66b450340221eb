package org.logscape.jobs.cluster;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/**
 * The local file system, on which a driver that has made the file of its first claim does not come
 * to write to it before a gate is opened: a named pipe, whose other end somebody opens.
 */
public final class GatedFileSystem extends RawLocalFileSystem {
  /** Hadoop setting that names the pipe. */
  static final String GATE = "logscape.test.gate";

  private boolean passed;

  /** A file that is there once the driver stands before a gate. */
  static java.nio.file.Path reached(java.nio.file.Path gate) {
    return gate.resolveSibling("reached");
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    FSDataOutputStream stream =
        super.create(file, overwrite, bufferSize, replication, blockSize, progress);
    if (!passed && file.getParent().getName().equals("lease")) {
      passed = true;
      String name = getConf().get(GATE);
      Files.createFile(reached(java.nio.file.Path.of(name)));
      try (FileInputStream gate = new FileInputStream(name)) {
        var unused = gate.read();
      }
    }
    return stream;
  }
}
