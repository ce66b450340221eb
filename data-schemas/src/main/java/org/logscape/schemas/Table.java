package org.logscape.schemas;

import java.util.Locale;

/** The tables of a results folder; each is a folder of Parquet files named like its constant. */
public enum Table {
  CELLS,
  RUNS,
  ESCAPES,
  LOSS_HISTOGRAMS,
  OCCUPANCY,
  SNAPSHOTS,
  NOISE,
  SPECTRA,
  SHARPNESS,
  EVALUATIONS,
  MINIMA,
  FITS,
  RARE_INTERFACES,
  RARE_STAGES,
  RARE_SNAPSHOTS,
  RARE_RATES,
  RARE_PATHS,
  /** Kept apart from the others, under {@code _logscape/parked}. */
  STATES;

  /** The table's name, which is also its folder's: snake_case. */
  public String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The columns, from the table's schema file. */
  public TableSchema schema() {
    return TableSchema.of(this);
  }
}
