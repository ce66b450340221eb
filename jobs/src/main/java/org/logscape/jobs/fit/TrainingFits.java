package org.logscape.jobs.fit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.spec.Fit;
import scala.Tuple2;

/**
 * The fits to what observers measured along training: gradient noise, spectra. Rows are added up by
 * run, runs brought together by cell, and fitted where that is done.
 */
final class TrainingFits {
  private static final List<Fit> OF_SPECTRA =
      List.of(LawCatalogue.DECOUPLING, LawCatalogue.SPECTRUM);

  private final JavaSparkContext context;
  private final Set<Fit> wanted;

  private TrainingFits(JavaSparkContext context, Set<Fit> wanted) {
    this.context = context;
    this.wanted = wanted;
  }

  /**
   * The fits on a cluster.
   *
   * @param wanted the fits of the spec; others than those named here are passed over
   */
  static TrainingFits on(JavaSparkContext context, Set<Fit> wanted) {
    return new TrainingFits(context, Set.copyOf(wanted));
  }

  /**
   * The rows of all cells that ran, in their order. A cell without measurements has a row that says
   * so.
   *
   * @param noise rows of the table
   * @param spectra rows of the table
   * @param cells in the order of the grid, by their id
   * @param ran ids of the cells that have runs
   */
  List<FitRow> rows(
      Dataset<Row> noise, Dataset<Row> spectra, Map<String, CellTheory> cells, Set<String> ran) {
    List<FitRow> rows = new ArrayList<>();
    List<String> ids = cells.keySet().stream().filter(ran::contains).toList();
    if (wanted.contains(LawCatalogue.NOISE_LAW)) {
      Map<String, List<FitRow>> found = noiseRows(noise);
      ids.forEach(
          id ->
              rows.addAll(
                  found.getOrDefault(
                      id,
                      List.of(
                          without(
                              id,
                              NoiseLaw.LAW,
                              NoiseLaw.SLOPE,
                              "no gradient noise was measured")))));
    }
    if (OF_SPECTRA.stream().anyMatch(wanted::contains)) {
      Map<String, List<FitRow>> found = spectrumRows(spectra, cells);
      ids.forEach(id -> rows.addAll(found.getOrDefault(id, List.of())));
      for (String law : lawsOfSpectra()) {
        Set<String> there = new TreeSet<>();
        found.values().stream()
            .flatMap(List::stream)
            .filter(row -> row.law().equals(law))
            .forEach(row -> there.add(row.cellId()));
        ids.stream()
            .filter(id -> !there.contains(id))
            .forEach(id -> rows.add(withoutSpectrum(id, law)));
      }
    }
    return rows;
  }

  private List<String> lawsOfSpectra() {
    List<String> laws = new ArrayList<>();
    if (wanted.contains(LawCatalogue.DECOUPLING)) {
      laws.add(Decoupling.LAW);
    }
    if (wanted.contains(LawCatalogue.SPECTRUM)) {
      laws.add(SpectrumLaw.LAW);
    }
    return laws;
  }

  private static FitRow withoutSpectrum(String cell, String law) {
    return law.equals(Decoupling.LAW)
        ? without(cell, law, Decoupling.RATIO, "no spectra of noise matrices were measured")
        : without(cell, law, SpectrumLaw.OUTLIERS, "no spectrum of the Hessian was measured");
  }

  private static FitRow without(String cell, String law, String parameter, String reason) {
    return new FitRow(
        cell,
        law,
        null,
        parameter,
        "",
        Measured.none(),
        null,
        FitRow.Support.of(0),
        Verdict.TOO_FEW_EVENTS,
        List.of(reason));
  }

  private static Map<String, List<FitRow>> noiseRows(Dataset<Row> noise) {
    return noise
        .javaRDD()
        .mapToPair(
            row ->
                new Tuple2<>(
                    new Tuple2<>(row.<String>getAs("cell_id"), row.<String>getAs("run_id")),
                    NoisePoint.of(row)))
        .groupByKey()
        .mapToPair(run -> new Tuple2<>(run._1()._1(), NoiseRun.of(run._1()._2(), run._2())))
        .groupByKey()
        .mapToPair(cell -> new Tuple2<>(cell._1(), NoiseLaw.rows(cell._1(), cell._2())))
        .collectAsMap();
  }

  private Map<String, List<FitRow>> spectrumRows(
      Dataset<Row> spectra, Map<String, CellTheory> cells) {
    Map<String, CellFacts> facts = new HashMap<>();
    cells.forEach((id, theory) -> facts.put(id, theory.facts()));
    Broadcast<Map<String, CellFacts>> shared = context.broadcast(facts);
    Set<Fit> fits = wanted;
    return spectra
        .where(spectra.col("kind").notEqual("density"))
        .javaRDD()
        .mapToPair(
            row -> new Tuple2<>(row.<String>getAs("cell_id"), MeasuredSpectrum.Entry.of(row)))
        .groupByKey()
        .filter(cell -> shared.value().containsKey(cell._1()))
        .mapToPair(
            cell ->
                new Tuple2<>(
                    cell._1(),
                    spectrumRows(
                        shared.value().get(cell._1()), MeasuredSpectrum.of(cell._2()), fits)))
        .collectAsMap();
  }

  private static List<FitRow> spectrumRows(
      CellFacts facts, List<MeasuredSpectrum> spectra, Set<Fit> fits) {
    List<FitRow> rows = new ArrayList<>();
    if (fits.contains(LawCatalogue.DECOUPLING)) {
      rows.addAll(Decoupling.rows(facts.cellId(), spectra));
    }
    if (fits.contains(LawCatalogue.SPECTRUM)) {
      rows.addAll(SpectrumLaw.rows(facts, spectra));
    }
    return rows;
  }
}
