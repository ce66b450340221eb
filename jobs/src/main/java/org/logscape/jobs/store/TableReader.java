package org.logscape.jobs.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.logscape.jobs.errors.DamageException;
import org.logscape.jobs.store.list.Fault;
import org.logscape.jobs.store.list.FolderFiles;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.jobs.store.part.PartProbe;
import org.logscape.jobs.store.part.TableScan;
import org.logscape.schemas.Table;

/** Reads tables of a folder: exactly the files that its lists name, if they are as listed. */
final class TableReader {
  private static final String OTHERS = "its bytes are not those published";

  private final SparkSession spark;
  private final FolderFiles files;
  private final String folder;

  /** Files that were looked at. */
  private final Set<FolderFiles.Present> known = new HashSet<>();

  private TableReader(SparkSession spark, FolderFiles files, String folder) {
    this.spark = spark;
    this.files = files;
    this.folder = folder;
  }

  /**
   * A reader.
   *
   * @param folder path of the results folder, for messages
   */
  static TableReader of(SparkSession spark, FolderFiles files, String folder) {
    return new TableReader(spark, files, folder);
  }

  /**
   * The published rows of a table, with the columns of its schema; no rows where it has no file.
   *
   * @throws DamageException if a file is missing, foreign or not as listed
   */
  Dataset<Row> table(Table table) {
    List<FolderFiles.Present> present = sound(List.of(table));
    StructType schema = SparkSchemas.of(table.schema());
    return present.isEmpty()
        ? spark.createDataFrame(List.of(), schema)
        : TableScan.of(
            spark,
            schema,
            present.stream()
                .map(file -> new TableScan.Part(file.path(), file.bytes(), file.modified()))
                .toList());
  }

  /** Measures of files by their paths under the folder; those that cannot be read are left out. */
  List<ListedFile> measured(List<String> paths) {
    return probe()
        .measures(
            paths.stream()
                .map(path -> new PartProbe.Subject(table(path), folder + "/" + path))
                .toList())
        .stream()
        .flatMap(measure -> measure.file().stream())
        .toList();
  }

  private static Table table(String path) {
    return Table.valueOf(path.substring(0, path.indexOf('/')).toUpperCase(Locale.ROOT));
  }

  /** The rows of files of one table, which are not looked at before they are read. */
  Dataset<Row> rows(List<ListedFile> listed) {
    StructType schema = SparkSchemas.of(listed.get(0).table().schema());
    return TableScan.of(
        spark,
        schema,
        listed.stream()
            .map(file -> new TableScan.Part(folder + "/" + file.path(), file.bytes(), 0))
            .toList());
  }

  /**
   * The files of tables, all of which are as listed by name, length and rows.
   *
   * @throws DamageException if one is not
   */
  List<FolderFiles.Present> sound(Collection<Table> tables) {
    FolderFiles.Findings findings = files.of(tables);
    List<Fault> faults = faults(findings, Depth.FOOTERS);
    if (!faults.isEmpty()) {
      throw new DamageException(faults.stream().map(fault -> fault.line(folder)).toList());
    }
    return findings.present();
  }

  /** All files that are not as listed. */
  List<Fault> faults(Depth depth) {
    return faults(files.of(Arrays.asList(Table.values())), depth);
  }

  private List<Fault> faults(FolderFiles.Findings findings, Depth depth) {
    List<Fault> faults = new ArrayList<>(findings.faults());
    List<FolderFiles.Present> listed =
        findings.present().stream().filter(file -> file.listed().isPresent()).toList();
    faults.addAll(
        switch (depth) {
          case FOOTERS -> footers(listed);
          case CONTENTS -> contents(listed);
        });
    return faults;
  }

  private PartProbe probe() {
    return PartProbe.of(JavaSparkContext.fromSparkContext(spark.sparkContext()));
  }

  private static List<PartProbe.Subject> subjects(List<FolderFiles.Present> present) {
    return present.stream().map(file -> new PartProbe.Subject(file.table(), file.path())).toList();
  }

  /**
   * Small files by their bytes, which costs no more than their footers: tables of two experiments
   * that have as many rows often have the same length too.
   */
  private List<Fault> footers(List<FolderFiles.Present> present) {
    Map<Boolean, List<FolderFiles.Present>> unknown =
        present.stream()
            .filter(file -> !known.contains(file))
            .collect(Collectors.partitioningBy(file -> file.bytes() <= PartProbe.SMALL));
    List<Fault> faults = new ArrayList<>(bytes(unknown.get(true)));
    faults.addAll(rowCounts(unknown.get(false)));
    return faults;
  }

  private List<Fault> bytes(List<FolderFiles.Present> small) {
    List<Optional<String>> sums = probe().sums(subjects(small));
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < small.size(); i++) {
      FolderFiles.Present file = small.get(i);
      ListedFile listed = file.listed().orElseThrow();
      if (sums.get(i).filter(listed.sha256()::equals).isPresent()) {
        known.add(file);
      } else {
        faults.add(
            Fault.changed(
                listed, file.wave(), sums.get(i).map(sum -> OTHERS).orElse("it cannot be read")));
      }
    }
    return faults;
  }

  private List<Fault> rowCounts(List<FolderFiles.Present> unknown) {
    List<PartProbe.Footer> footers = probe().footers(subjects(unknown));
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < unknown.size(); i++) {
      FolderFiles.Present file = unknown.get(i);
      ListedFile listed = file.listed().orElseThrow();
      PartProbe.Footer footer = footers.get(i);
      if (footer.rows() == listed.rows()) {
        known.add(file);
      } else {
        String found = "it has %,d rows, not %,d".formatted(footer.rows(), listed.rows());
        faults.add(Fault.changed(listed, file.wave(), footer.problem().orElse(found)));
      }
    }
    return faults;
  }

  private List<Fault> contents(List<FolderFiles.Present> present) {
    List<PartProbe.Measure> measures = probe().measures(subjects(present));
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < present.size(); i++) {
      ListedFile listed = present.get(i).listed().orElseThrow();
      PartProbe.Measure measure = measures.get(i);
      if (measure.file().isEmpty()) {
        faults.add(Fault.changed(listed, present.get(i).wave(), measure.problem()));
      } else if (!measure.file().get().sha256().equals(listed.sha256())) {
        faults.add(Fault.changed(listed, present.get(i).wave(), OTHERS));
      }
    }
    return faults;
  }
}
