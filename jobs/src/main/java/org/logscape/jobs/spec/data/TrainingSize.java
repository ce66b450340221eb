package org.logscape.jobs.spec.data;

/** Finds out how many samples a training set has: what {@code take: all} stands for. */
@FunctionalInterface
public interface TrainingSize {
  /** What is wrong with {@code all} where samples are drawn. */
  String OF_SYNTHETIC = "is all; must be a number of samples, since synthetic data have no files";

  /**
   * The samples of the training set.
   *
   * @param data whose format is not synthetic
   * @throws org.logscape.jobs.errors.UserException if a file is not there, or not what it should be
   */
  int of(DataSpec data);
}
