package org.logscape.jobs.store;

/** How closely files are looked at. */
public enum Depth {
  /** Names, lengths, and rows by the footers. */
  FOOTERS,
  /** Every byte and every row. */
  CONTENTS
}
