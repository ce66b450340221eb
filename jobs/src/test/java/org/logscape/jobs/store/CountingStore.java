package org.logscape.jobs.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** Files in memory, whose store counts what it is asked for. Folders are prefixes of names. */
public final class CountingStore extends FileSystem {
  /** What a store can be asked for. */
  enum Request {
    LIST,
    READ,
    WRITE,
    RENAME,
    DELETE,
    STATUS,
    MKDIR
  }

  private static final int PAGE = 1000;

  private final TreeMap<String, byte[]> files = new TreeMap<>();
  private final Map<Request, Long> counts = new EnumMap<>(Request.class);
  private URI address;

  @Override
  public void initialize(URI name, Configuration configuration) throws IOException {
    super.initialize(name, configuration);
    setConf(configuration);
    address = URI.create("counting://" + name.getAuthority() + "/");
  }

  /** How often it was asked since the last time; a listing counts once a page of 1,000 names. */
  Map<Request, Long> take() {
    Map<Request, Long> taken = new EnumMap<>(counts);
    counts.clear();
    return taken;
  }

  /** How many files there are. */
  int size() {
    return files.size();
  }

  private void count(Request request, long times) {
    counts.merge(request, times, Long::sum);
  }

  private static String key(Path path) {
    return path.toUri().getPath();
  }

  @Override
  public URI getUri() {
    return address;
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    count(Request.READ, 1);
    byte[] content = files.get(key(path));
    if (content == null) {
      throw new FileNotFoundException(path.toString());
    }
    return new FSDataInputStream(new Bytes(content));
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    count(Request.WRITE, 1);
    if (!overwrite && files.containsKey(key(path))) {
      throw new FileAlreadyExistsException(path.toString());
    }
    OutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() throws IOException {
            super.close();
            files.put(key(path), toByteArray());
          }
        };
    return new FSDataOutputStream(out, null);
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    String source = key(from);
    byte[] content = files.remove(source);
    if (content != null) {
      count(Request.RENAME, 1);
      files.put(key(to), content);
      return true;
    }
    List<String> inside = inside(source);
    count(Request.RENAME, Math.max(1, inside.size()));
    for (String name : inside) {
      files.put(key(to) + name.substring(source.length()), files.remove(name));
    }
    return !inside.isEmpty();
  }

  @Override
  public boolean delete(Path path, boolean recursive) {
    count(Request.DELETE, 1);
    List<String> inside = inside(key(path));
    inside.forEach(files::remove);
    return files.remove(key(path)) != null || !inside.isEmpty();
  }

  private List<String> inside(String folder) {
    return new ArrayList<>(files.subMap(folder + "/", folder + "0").keySet());
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    Map<String, FileStatus> found = new TreeMap<>();
    String folder = key(path) + "/";
    String at = files.ceilingKey(folder);
    while (at != null && at.startsWith(folder)) {
      int slash = at.indexOf('/', folder.length());
      String name = slash < 0 ? at : at.substring(0, slash);
      found.put(
          name,
          new FileStatus(
              slash < 0 ? files.get(at).length : 0,
              slash >= 0,
              1,
              1,
              0,
              new Path(path, name.substring(folder.length()))));
      at = slash < 0 ? files.higherKey(at) : files.ceilingKey(name + "0");
    }
    count(Request.LIST, 1 + found.size() / PAGE);
    if (found.isEmpty()) {
      throw new FileNotFoundException(path.toString());
    }
    return found.values().toArray(FileStatus[]::new);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    count(Request.STATUS, 1);
    byte[] content = files.get(key(path));
    if (content == null && inside(key(path)).isEmpty()) {
      throw new FileNotFoundException(path.toString());
    }
    return new FileStatus(content == null ? 0 : content.length, content == null, 1, 1, 0, path);
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) {
    count(Request.MKDIR, 1);
    return true;
  }

  @Override
  public void setWorkingDirectory(Path path) {
    // all paths are absolute
  }

  @Override
  public Path getWorkingDirectory() {
    return new Path(address);
  }

  private static final class Bytes extends FSInputStream {
    private final byte[] content;
    private int at;

    Bytes(byte[] content) {
      this.content = content;
    }

    @Override
    public void seek(long position) {
      at = (int) position;
    }

    @Override
    public long getPos() {
      return at;
    }

    @Override
    public boolean seekToNewSource(long position) {
      return false;
    }

    @Override
    public int read() {
      return at < content.length ? content[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      ByteArrayInputStream rest = new ByteArrayInputStream(content, at, content.length - at);
      int got = rest.read(into, offset, length);
      at += Math.max(got, 0);
      return got;
    }
  }
}
