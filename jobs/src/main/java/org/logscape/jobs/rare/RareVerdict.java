package org.logscape.jobs.rare;

/** What a row of rates concludes; the words are those of its schema. */
enum RareVerdict {
  /** Rate and interval hold. */
  MEASURED,
  /** Too few repeats or independent paths for an interval that holds. */
  TOO_FEW_PATHS,
  /** No trial got there. */
  UNREACHED,
  /** The steps were spent before the goal. */
  BUDGET_EXHAUSTED,
  /** States were in the basin by the order parameter, but behind the ridge. */
  AMBIGUOUS_BASIN
}
