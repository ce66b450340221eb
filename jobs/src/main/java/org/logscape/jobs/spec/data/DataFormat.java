package org.logscape.jobs.spec.data;

/** How data lie in files. */
public enum DataFormat {
  /** Images and labels in the IDX format of MNIST and Fashion-MNIST, gzipped or not. */
  IDX,
  /** The binary records of CIFAR-10. */
  CIFAR_10,
  /** Columns of features, the last one the class. */
  CSV,
  /** A column {@code label}; the other numeric columns, or one array, are the features. */
  PARQUET,
  /** No files: Gaussian clouds, drawn from the seed. */
  SYNTHETIC
}
