package org.logscape.jobs.manifest;

import java.util.List;
import java.util.Optional;
import org.logscape.jobs.errors.DamageException;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.Fingerprint;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;

/** The spec that a folder holds the results of, whose cells have the names that its tables have. */
public final class FrozenSpec {
  private FrozenSpec() {}

  /**
   * The spec of a folder.
   *
   * @throws java.util.NoSuchElementException if it holds no results
   * @throws org.logscape.jobs.errors.UserException if a later version of Logscape wrote them
   * @throws DamageException if the spec was changed in the folder, or is none
   */
  public static Spec of(ExperimentDir dir) {
    return find(dir).orElseThrow();
  }

  /**
   * The spec of a folder, or empty where it holds no results.
   *
   * @throws org.logscape.jobs.errors.UserException if a later version of Logscape wrote them
   * @throws DamageException if the spec was changed in the folder, or is none
   */
  public static Optional<Spec> find(ExperimentDir dir) {
    Optional<String> text = dir.spec();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Manifest manifest = Manifest.of(dir);
    manifest.requireReadable(dir.path());
    Spec spec = read(text.get(), dir.path() + "/_logscape/spec.yaml");
    manifest.requireSpec(dir.path(), text.get(), Fingerprint.of(spec));
    return Optional.of(spec.identified(manifest.identity()));
  }

  private static Spec read(String text, String file) {
    if (text.isBlank()) {
      throw damaged(file + ": is empty");
    }
    try {
      return SpecReader.read(text, file);
    } catch (UserException invalid) {
      List<String> faults = invalid.lines();
      throw damaged(
          faults.size() == 1
              ? faults.get(0)
              : "%s, and %d more faults".formatted(faults.get(0), faults.size() - 1));
    }
  }

  private static DamageException damaged(String fault) {
    return new DamageException(
        List.of(fault + "; restore the file from a copy, or start a new folder"));
  }
}
