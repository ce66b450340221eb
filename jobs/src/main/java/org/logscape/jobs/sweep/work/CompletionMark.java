package org.logscape.jobs.sweep.work;

import org.logscape.jobs.spec.Fingerprint;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.list.TablesPrint;

/** The file {@code DIR/_SUCCESS}: there while the folder holds all that its spec plans. */
public final class CompletionMark {
  private CompletionMark() {}

  /**
   * Writes it where the folder is complete.
   *
   * @param spec the folder's own
   */
  public static void write(ExperimentDir dir, Spec spec) {
    Completeness completeness = Completeness.of(dir, spec);
    if (completeness.isComplete()) {
      dir.markComplete(
          "fingerprint: %s\nruns: %d\ntables: %s\n"
              .formatted(
                  Fingerprint.of(spec), completeness.runs(), TablesPrint.of(dir.waves()).text()));
    }
  }
}
