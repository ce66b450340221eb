package org.logscape.jobs.sweep;

import java.util.List;
import java.util.Optional;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.manifest.FrozenSpec;
import org.logscape.jobs.spec.Extension;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.key.Fault;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;

/**
 * Whether a job may write to a folder: one that is new, or one of the same experiment that is to be
 * gone on with. What is not ours to write to is not even to hold a lease file.
 */
public final class Admission {
  private final ExperimentDir dir;
  private final Spec spec;

  private Admission(ExperimentDir dir, Spec spec) {
    this.dir = dir;
    this.spec = spec;
  }

  /** Of a job of that spec to that folder. */
  public static Admission of(ExperimentDir dir, Spec spec) {
    return new Admission(dir, spec);
  }

  /**
   * Lets a job in, or not.
   *
   * @param purpose what --resume would do with results that are there
   * @throws UserException if the job may not write to the folder
   */
  public void check(Mode mode, String purpose) {
    switch (mode) {
      case FRESH -> checkFresh(purpose);
      case RESUME -> checkResumed();
    }
  }

  /**
   * Lets a job in that starts anew.
   *
   * @param purpose what --resume would do with results that are there
   * @throws UserException if the folder is not empty
   */
  private void checkFresh(String purpose) {
    if (dir.spec().isPresent()) {
      throw UserException.of(
          "%s: holds results already; add --resume to %s, or choose a new folder"
              .formatted(dir.path(), purpose));
    }
    checkEmpty();
  }

  /**
   * Lets a job in that goes on with what is there, if anything is.
   *
   * @throws UserException if the folder holds anything else, or waits for another job first
   */
  private void checkResumed() {
    Optional<Spec> frozen = FrozenSpec.find(dir);
    if (frozen.isEmpty()) {
      checkEmpty();
      return;
    }
    Spec old = frozen.get();
    checkWhatIsParked(old);
    List<Fault> faults = Extension.check(old, Extension.continued(old, spec));
    if (!faults.isEmpty()) {
      throw new UserException(
          faults.stream()
              .map(fault -> dir.path() + ": holds another experiment: " + fault)
              .toList());
    }
  }

  private void checkEmpty() {
    if (!dir.isEmpty()) {
      throw UserException.of(
          "%s: is not empty and holds no Logscape results; choose a new folder"
              .formatted(dir.path()));
    }
  }

  /** Stages follow from the wish, so what is parked is of use under the same wish alone. */
  private void checkWhatIsParked(Spec old) {
    boolean same = old.until().equals(spec.until()) && old.replicas() == spec.replicas();
    if (!same && !dir.parked().isEmpty()) {
      throw UserException.of(
          "%s: a sweep for a width of %s was interrupted here; resume it with the same replicas, width and caps (%s) before anything else"
              .formatted(dir.path(), old.until().width(), old.until()));
    }
  }
}
