package org.logscape.jobs.store;

import java.util.function.Consumer;
import org.logscape.jobs.errors.UserException;

/**
 * The way in which every job writes to a results folder: the job checks that the folder is one it
 * may write to, takes the lease, checks again, since another driver may have written meanwhile, and
 * works under the lease. A folder that fails the check gets no lease file.
 */
public final class WriteAccess {
  private final ExperimentDir dir;
  private final Consumer<ExperimentDir> check;
  private final Patience patience;

  private WriteAccess(ExperimentDir dir, Consumer<ExperimentDir> check, Patience patience) {
    this.dir = dir;
    this.check = check;
    this.patience = patience;
  }

  /**
   * Access that gives up where another driver writes to the folder.
   *
   * @param check throws if the job may not write to the folder
   */
  public static WriteAccess of(ExperimentDir dir, Consumer<ExperimentDir> check) {
    return new WriteAccess(dir, check, Patience.none());
  }

  /**
   * The same access with another behaviour while another driver holds the lease on the folder: wait
   * or fail.
   */
  public WriteAccess with(Patience other) {
    return new WriteAccess(dir, check, other);
  }

  /** The folder, without the right to write. */
  public ExperimentDir dir() {
    return dir;
  }

  /**
   * Works on the folder.
   *
   * @param work receives the folder under the lease
   * @throws org.logscape.jobs.errors.BusyException if another driver writes to the folder
   * @throws LeaseLostException if the work failed since another driver took the folder over
   */
  public void use(Consumer<ExperimentDir> work) {
    check.accept(dir);
    try (DirLease lease = dir.lease(patience)) {
      ExperimentDir held = dir.under(lease);
      check.accept(held);
      try {
        work.accept(held);
      } catch (UserException mistake) {
        throw mistake;
      } catch (RuntimeException failure) {
        throw lease.explained(failure);
      }
    }
  }
}
