package org.logscape.jobs.cluster;

import java.io.FileInputStream;
import java.io.IOException;
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
      try (FileInputStream gate = new FileInputStream(getConf().get(GATE))) {
        var unused = gate.read();
      }
    }
    return stream;
  }
}
