package org.logscape.jobs.manifest;

import java.util.Optional;
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
   * @throws org.logscape.jobs.errors.DamageException if the spec was changed in the folder
   */
  public static Spec of(ExperimentDir dir) {
    return find(dir).orElseThrow();
  }

  /**
   * The spec of a folder, or empty where it holds no results.
   *
   * @throws org.logscape.jobs.errors.UserException if a later version of Logscape wrote them
   * @throws org.logscape.jobs.errors.DamageException if the spec was changed in the folder
   */
  public static Optional<Spec> find(ExperimentDir dir) {
    Optional<String> text = dir.spec();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Manifest manifest = Manifest.of(dir);
    manifest.requireReadable(dir.path());
    Spec spec = SpecReader.read(text.get(), dir.path());
    manifest.requireSpec(dir.path(), text.get(), Fingerprint.of(spec));
    return Optional.of(spec.identified(manifest.identity()));
  }
}
