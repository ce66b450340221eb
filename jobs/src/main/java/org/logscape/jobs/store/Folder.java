package org.logscape.jobs.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;
import org.logscape.jobs.errors.DamageException;

/**
 * A folder on any Hadoop file system, with the few operations that publishing needs. What the file
 * system complains of is thrown as {@link UncheckedIOException}.
 */
public final class Folder {
  /**
   * Asks S3 for a conditional put. Hadoop has a name for it from 3.4.2 on; stores before that
   * ignore it.
   */
  private static final String ONLY_IF_ABSENT = "fs.option.create.conditional.overwrite";

  /** Stores of whole objects: a rename is a copy and a deletion there, a write appears whole. */
  private static final Set<String> OBJECT_STORES =
      Set.of("s3a", "s3", "s3n", "gs", "wasb", "wasbs", "oss", "cosn", "obs", "swift");

  /** Says of any file system that it is one, or is none. */
  private static final String OBJECT_STORE = "logscape.object-store";

  private final FileSystem files;
  private final Path path;
  private final boolean inObjectStore;

  private Folder(FileSystem files, Path path, boolean inObjectStore) {
    this.files = files;
    this.path = path;
    this.inObjectStore = inObjectStore;
  }

  /**
   * A folder by its Hadoop path; it need not exist.
   *
   * @throws UncheckedIOException if the file system cannot be reached
   */
  public static Folder of(String path, Configuration configuration) {
    return guarded(
        () -> {
          Path given = LiteralPath.of(path);
          FileSystem files = files(given, configuration);
          boolean isKnown = OBJECT_STORES.contains(files.getUri().getScheme());
          return new Folder(
              files, files.makeQualified(given), configuration.getBoolean(OBJECT_STORE, isKnown));
        });
  }

  private static FileSystem files(Path given, Configuration configuration) throws IOException {
    try {
      return given.getFileSystem(configuration);
    } catch (RuntimeException failure) {
      throw LiteralPath.missingClient(failure)
          .<RuntimeException>map(words -> new UncheckedIOException(new IOException(words)))
          .orElse(failure);
    }
  }

  /** A folder in this one; it need not exist. */
  public Folder folder(String name) {
    return new Folder(files, new Path(path, name), inObjectStore);
  }

  /** Its full path. */
  public String path() {
    return path.toString();
  }

  /** The full path of a file in it. */
  public String path(String name) {
    return new Path(path, name).toString();
  }

  /** The folder that it lies in. */
  public Folder parent() {
    return new Folder(files, path.getParent(), inObjectStore);
  }

  public String name() {
    return path.getName();
  }

  /**
   * Whether it lies in a store of whole objects, which has no rename: by the scheme of its path, or
   * by the setting {@code logscape.object-store} of the Hadoop configuration.
   */
  public boolean isInObjectStore() {
    return inObjectStore;
  }

  /** Whether it, or a file in its place, is there. */
  public boolean exists() {
    return guarded(() -> files.exists(path));
  }

  /** Whether a file stands in its place. */
  public boolean isFile() {
    return guarded(
        () -> {
          try {
            return files.getFileStatus(path).isFile();
          } catch (FileNotFoundException absent) {
            return false;
          }
        });
  }

  /**
   * What keeps a folder of this machine from being written to, in words; empty where nothing does,
   * or where it lies elsewhere.
   */
  Optional<String> obstacle() {
    if (local(path).isEmpty()) {
      return Optional.empty();
    }
    java.nio.file.Path place = local(path).get();
    while (!Files.exists(place)) {
      if (Files.isSymbolicLink(place)) {
        return Optional.of(place + " is a link to something that is not there");
      }
      place = place.getParent();
    }
    if (!Files.isDirectory(place)) {
      return Optional.of(place + " is a file");
    }
    return Files.isWritable(place)
        ? Optional.empty()
        : Optional.of(place + " cannot be written to by " + System.getProperty("user.name"));
  }

  /** Names of what the folder holds, sorted; none where it does not exist. */
  public List<String> names() {
    return entries().stream().map(Entry::name).toList();
  }

  /** What an entry of a folder is. */
  public enum Kind {
    FILE("a file"),
    FOLDER("a folder"),
    /** A pipe, a socket or a device of this machine: to read it may take for ever. */
    SPECIAL("a pipe or a device");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * What lies in a folder.
   *
   * @param name its name there
   * @param bytes length of a file
   * @param modified when it was written, in milliseconds
   */
  public record Entry(String name, Kind kind, long bytes, long modified) {
    public boolean isFile() {
      return kind == Kind.FILE;
    }

    public boolean isFolder() {
      return kind == Kind.FOLDER;
    }
  }

  /**
   * What is found at the path of a folder.
   *
   * @param entries what the folder holds, sorted by name; nothing where there is none
   * @param obstacle what else stands in its place, in words; empty where nothing does
   */
  public record Listing(List<Entry> entries, Optional<String> obstacle) {}

  /** What the folder holds, sorted by name; nothing where it does not exist. */
  public List<Entry> entries() {
    return listing().entries();
  }

  /** What is found at its path. */
  public Listing listing() {
    return guarded(
        () -> {
          List<Entry> entries = new ArrayList<>();
          try {
            for (FileStatus status : files.listStatus(path)) {
              if (status.getPath().equals(path)) {
                return new Listing(
                    List.of(), Optional.of("is %s, not a folder".formatted(kind(status))));
              }
              entries.add(
                  new Entry(
                      status.getPath().getName(),
                      kind(status),
                      status.getLen(),
                      status.getModificationTime()));
            }
          } catch (FileNotFoundException absent) {
            return new Listing(
                List.of(),
                local(path)
                    .filter(Files::isSymbolicLink)
                    .map(link -> "is a link to something that is not there"));
          }
          entries.sort(Comparator.comparing(Entry::name));
          return new Listing(entries, Optional.empty());
        });
  }

  private static Kind kind(FileStatus status) {
    if (status.isDirectory()) {
      return Kind.FOLDER;
    }
    boolean isSpecial =
        status.getLen() == 0
            && local(status.getPath()).filter(place -> !Files.isRegularFile(place)).isPresent();
    return isSpecial ? Kind.SPECIAL : Kind.FILE;
  }

  /** The place of a path on this machine; empty where it lies elsewhere. */
  private static Optional<java.nio.file.Path> local(Path path) {
    return "file".equals(path.toUri().getScheme())
        ? Optional.of(java.nio.file.Path.of(path.toUri().getPath()))
        : Optional.empty();
  }

  /**
   * The text of a file, or empty where there is none.
   *
   * @throws DamageException if something of that name is there that cannot be read
   */
  public Optional<String> read(String name) {
    return guarded(
        () -> {
          Path file = new Path(path, name);
          try (InputStream in = files.open(file)) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
          } catch (FileNotFoundException absent) {
            requireAbsent(file, absent);
            return Optional.empty();
          } catch (AccessDeniedException | AccessControlException refused) {
            throw unreadable(file, refused);
          }
        });
  }

  /** Java says of a file of this machine that it may not read that it does not find it. */
  private static void requireAbsent(Path file, FileNotFoundException failure) {
    if (local(file).filter(place -> Files.exists(place, LinkOption.NOFOLLOW_LINKS)).isPresent()) {
      throw unreadable(file, failure);
    }
  }

  private static DamageException unreadable(Path file, IOException failure) {
    return new DamageException(
        List.of(
            "%s: cannot be read (%s); let this user read it, or restore it from a copy"
                .formatted(file, reason(file, failure))));
  }

  /** What a file system complains of, without the name of the file. */
  private static String reason(Path file, IOException failure) {
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    Matcher words = Pattern.compile("\\((.+)\\)$").matcher(message);
    if (local(file).filter(place -> !Files.exists(place)).isPresent()) {
      return "a link to something that is not there";
    }
    return words.find() ? words.group(1) : message;
  }

  /**
   * Writes a small file so that it appears whole: under another name first, then renamed over the
   * old one; in an object store in its place, where it appears whole anyway.
   */
  public void write(String name, String text) {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with bytes. */
  public void write(String name, byte[] content) {
    if (isInObjectStore()) {
      put(name, content);
      return;
    }
    // a name of its own: another program may write the same file just now
    Path draft = new Path(path, ".%s.%s.draft".formatted(name, UUID.randomUUID()));
    guarded(
        () -> {
          // makes the folder too
          try (OutputStream out = files.create(draft, true)) {
            out.write(content);
          }
          return null;
        });
    replace(draft, new Path(path, name));
  }

  /**
   * Writes a small file in its place, over what stands there. It is never absent meanwhile, but a
   * reader may find it cut short.
   */
  void overwrite(String name, String text) {
    put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private void put(String name, byte[] content) {
    guarded(
        () -> {
          try (OutputStream out = files.create(new Path(path, name), true)) {
            out.write(content);
          }
          return null;
        });
  }

  /**
   * Writes a small file where none stands: of several writers, one succeeds.
   *
   * @return whether this one did
   */
  public boolean create(String name, String text) {
    try (OutputStream out = newFile(new Path(path, name)).build()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException refused) {
      // each store has its own exception for it; and a write whose answer got lost is repeated
      Optional<String> there = read(name);
      if (there.isEmpty()) {
        throw new UncheckedIOException(refused);
      }
      return there.get().equals(text);
    }
    return true;
  }

  private FSDataOutputStreamBuilder<?, ?> newFile(Path place) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder = files.createFile(place).overwrite(false);
    builder.permission(
        FsPermission.getFileDefault().applyUMask(FsPermission.getUMask(files.getConf())));
    builder.recursive();
    builder.opt(ONLY_IF_ABSENT, true);
    return builder;
  }

  /** Moves a file of this folder to another folder, over a file that stands there. */
  public void move(String name, Folder target, String newName) {
    Path from = new Path(path, name);
    Path to = new Path(target.path, newName);
    refuseFolder(to);
    // the folder is there nearly always, and each question costs a request
    if (!isRenamed(from, to)) {
      guarded(() -> files.mkdirs(target.path));
      replace(from, to);
    }
  }

  private boolean isRenamed(Path from, Path to) {
    try {
      return files.rename(from, to);
    } catch (IOException absent) {
      return false;
    }
  }

  /** Renaming to a folder would move the file into it. */
  private static void refuseFolder(Path to) {
    if (local(to).filter(Files::isDirectory).isPresent()) {
      throw new UncheckedIOException(
          new IOException(to + " is a folder, where a file belongs: move it away"));
    }
  }

  private void replace(Path from, Path to) {
    refuseFolder(to);
    guarded(
        () -> {
          if (!isFreeAndRenamed(from, to)) {
            if (!files.exists(from)) {
              throw new FileNotFoundException(from + " is gone");
            }
            files.delete(to, false);
            if (!files.rename(from, to)) {
              throw new IOException("cannot rename " + from + " to " + to);
            }
          }
          return null;
        });
  }

  /** HDFS does not rename over a file, and neither does S3, which throws. */
  private boolean isFreeAndRenamed(Path from, Path to) throws IOException {
    try {
      return files.rename(from, to);
    } catch (FileAlreadyExistsException there) {
      return false;
    }
  }

  /**
   * Gives a file or folder of this folder another name, which is free; nothing where it is gone.
   */
  public void rename(String name, String newName) {
    guarded(
        () -> {
          Path from = new Path(path, name);
          boolean renamed;
          try {
            renamed = files.rename(from, new Path(path, newName));
          } catch (FileNotFoundException absent) {
            renamed = false;
          }
          if (!renamed && files.exists(from)) {
            throw new IOException("cannot rename " + from + " to " + newName);
          }
          return null;
        });
  }

  /** Deletes a file of this folder, if it is there. */
  public void delete(String name) {
    guarded(() -> files.delete(new Path(path, name), true));
  }

  /** Takes the place of another folder, which is deleted with all it holds. */
  void takePlaceOf(Folder other) {
    guarded(
        () -> {
          files.delete(other.path, true);
          files.mkdirs(other.path.getParent());
          if (!files.rename(path, other.path)) {
            throw new IOException("cannot rename " + path + " to " + other.path);
          }
          return null;
        });
  }

  /** Deletes the folder and all it holds, if it is there. */
  public void delete() {
    guarded(() -> files.delete(path, true));
  }

  private interface Action<T> {
    T run() throws IOException;
  }

  private static <T> T guarded(Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FSError e) {
      // what a local disk's faults come as, a full one for example; they are no fault of the JVM
      throw new UncheckedIOException(new IOException(e.getCause()));
    }
  }
}
