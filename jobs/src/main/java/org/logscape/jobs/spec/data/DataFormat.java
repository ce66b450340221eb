package org.logscape.jobs.spec.data;

import java.util.function.Supplier;
import org.logscape.jobs.spec.key.Group;

/** The catalogue of data formats: how data lie in files, and the keys that say where. */
public enum DataFormat {
  /** Images and labels in the IDX format of MNIST and Fashion-MNIST, gzipped or not. */
  IDX(() -> DataSpec.IDX),
  /** The binary records of CIFAR-10. */
  CIFAR_10(() -> DataSpec.CIFAR_10),
  /** Columns of features, the last one the class. */
  CSV(() -> DataSpec.CSV),
  /** A column {@code label}; the other numeric columns, one array, or images are the features. */
  PARQUET(() -> DataSpec.PARQUET),
  /** Arrays by name in an archive of numpy. */
  NPZ(() -> DataSpec.NPZ),
  /** Single arrays of numpy. */
  NPY(() -> DataSpec.NPY),
  /** No files: Gaussian clouds, drawn from the seed. */
  SYNTHETIC(() -> DataSpec.SYNTHETIC);

  @SuppressWarnings(
      "ImmutableEnumChecker") // a constant of DataSpec, whose class loads after this one
  private final Supplier<Group<DataSpec>> group;

  DataFormat(Supplier<Group<DataSpec>> group) {
    this.group = group;
  }

  /** The keys of this format alone. */
  public Group<DataSpec> group() {
    return group.get();
  }
}
