/**
 * The contract of the Parquet tables: one Avro schema file per table, with the unit and the meaning
 * of each column, and the loader that gives the files to the code and holds rows against them.
 * Knows neither Spark nor Parquet.
 */
package org.logscape.schemas;
