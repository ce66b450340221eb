package org.logscape.jobs.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.logscape.jobs.data.SampleCount;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.spec.UsedDefaults;
import org.logscape.jobs.spec.key.SpecSource;
import org.logscape.jobs.store.LiteralPath;
import org.logscape.jobs.sweep.MemoryNeed;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The SPEC argument. */
final class SpecFile {
  /** As long as YAML may be for the reader of YAML. */
  private static final int MOST_BYTES = 3 << 20;

  @Parameters(
      paramLabel = "SPEC",
      description =
          "The experiment: a YAML file (a local or Hadoop path), or - for standard input.")
  private String path;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Sets a key of SPEC, as in dynamics.learning_rate=0.02 (repeatable). The resolved spec"
              + " beside the results has the value.")
  private List<String> settings = List.of();

  /**
   * Reads and checks it.
   *
   * @param hadoop how file systems are reached
   * @throws UserException with one line for each fault
   */
  Spec read(Configuration hadoop) {
    return readWithDefaults(hadoop).spec();
  }

  /**
   * A spec, and what it leaves to defaults.
   *
   * @param defaults each {@code PATH VALUE}
   */
  record WithDefaults(Spec spec, List<String> defaults) {}

  /**
   * Reads and checks it, and lists the defaults that it uses.
   *
   * @param hadoop how file systems are reached
   * @throws UserException with one line for each fault
   */
  WithDefaults readWithDefaults(Configuration hadoop) {
    SpecSource source =
        source(path, path.equals("-") ? standardInput() : text(path, hadoop), hadoop);
    Spec spec = SpecReader.read(source, SampleCount.ofTrainingSet(hadoop));
    MemoryNeed.check(spec);
    return new WithDefaults(spec, UsedDefaults.of(source, spec));
  }

  /** A spec with the environment, and files beside it for what it includes. */
  private SpecSource source(String name, String text, Configuration hadoop) {
    return new SpecSource(
        text,
        name,
        settings,
        System::getenv,
        included -> {
          String file = beside(name, included);
          return source(file, text(file, hadoop), hadoop);
        });
  }

  private static String beside(String name, String included) {
    Path file = LiteralPath.of(included);
    Path folder = name.equals("-") ? null : LiteralPath.of(name).getParent();
    return file.isUriPathAbsolute() || folder == null
        ? included
        : new Path(folder, file).toString();
  }

  private static String text(String path, Configuration hadoop) {
    try {
      Path file = LiteralPath.of(path);
      // a file system of its own: one from Hadoop's cache would keep Spark's settings from taking
      // hold
      try (FileSystem files = FileSystem.newInstance(file.toUri(), hadoop);
          InputStream in = files.open(file)) {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(bytes(in, path)))
            .toString();
      }
    } catch (FileNotFoundException absent) {
      throw UserException.of("%s: no such file; must be a spec (YAML)".formatted(path));
    } catch (CharacterCodingException binary) {
      throw UserException.of("%s: is not UTF-8 text; must be a spec (YAML)".formatted(path));
    } catch (IOException | IllegalArgumentException unreadable) {
      throw UserException.of(
          "%s: cannot be read (%s); must be a spec (YAML)"
              .formatted(path, unreadable.getMessage()));
    } catch (UserException mistake) {
      throw mistake;
    } catch (RuntimeException failure) {
      throw LiteralPath.missingClient(failure)
          .<RuntimeException>map(
              words -> UserException.of("%s: cannot be read (%s)".formatted(path, words)))
          .orElse(failure);
    }
  }

  private static byte[] bytes(InputStream in, String path) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw UserException.of("%s: is longer than 3 MB; must be a spec (YAML)".formatted(path));
    }
    return bytes;
  }

  private static String standardInput() {
    try {
      return new String(bytes(System.in, "-"), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw UserException.of("-: standard input cannot be read; must be a spec (YAML)");
    }
  }
}
