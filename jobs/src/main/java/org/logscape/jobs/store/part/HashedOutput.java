package org.logscape.jobs.store.part;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.logscape.data.Checksum;

/** A file of a Hadoop file system whose checksum is taken while it is written. */
final class HashedOutput implements OutputFile {
  private final FileSystem files;
  private final Path path;
  private final Checksum checksum = Checksum.empty();
  private long bytes;

  HashedOutput(FileSystem files, Path path) {
    this.files = files;
    this.path = path;
  }

  /** Length of what was written. */
  long bytes() {
    return bytes;
  }

  /** SHA-256 of what was written; asked for once. */
  String sha256() {
    return checksum.hex();
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    return createOrOverwrite(blockSizeHint);
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    return new Stream(files.create(path, true));
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public String getPath() {
    return path.toString();
  }

  private final class Stream extends PositionOutputStream {
    private final FSDataOutputStream out;
    private final byte[] one = new byte[1];

    Stream(FSDataOutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return bytes;
    }

    @Override
    public void write(int value) throws IOException {
      one[0] = (byte) value;
      write(one, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      out.write(from, offset, length);
      checksum.add(from, offset, length);
      bytes += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
