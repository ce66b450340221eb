package org.logscape.jobs.fit.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.store.OrNull;
import org.logscape.jobs.store.RowBinding;
import org.logscape.schemas.Table;

/**
 * The eigenvalues and traces at one point of one run, or at the minimum that all runs of a cell
 * start from.
 *
 * @param run null for the minimum
 * @param step null for the minimum
 * @param kinds values by their rank, by the kind of the spectra table
 */
record MeasuredSpectrum(String run, Long step, Map<String, SortedMap<Integer, Value>> kinds)
    implements Serializable {
  static final String EIGENVALUE = "eigenvalue";
  static final String TRACE = "trace";
  static final String LOSS_WEIGHTED = "loss-weighted-eigenvalue";
  static final String DECOUPLED = "decoupled-eigenvalue";

  private static final Comparator<MeasuredSpectrum> ORDER =
      Comparator.comparing(MeasuredSpectrum::step, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(MeasuredSpectrum::run, Comparator.nullsFirst(Comparator.naturalOrder()));

  /**
   * A number with its error.
   *
   * @param error standard error or residual; not a number where there is none
   */
  record Value(double value, double error) implements Serializable {}

  /** One row of the table, brief enough to be sent to where those of its cell are. */
  record Entry(
      String cellId,
      @OrNull String runId,
      Long step,
      String kind,
      int index,
      double value,
      Double error)
      implements Serializable {
    static final RowBinding<Entry> ROWS = RowBinding.partOf(Table.SPECTRA, Entry.class);

    Value measured() {
      return new Value(value, error == null ? Double.NaN : error);
    }
  }

  /** The spectra of a cell: the minimum's first, then by step, then by run. */
  static List<MeasuredSpectrum> of(Iterable<Entry> entries) {
    Map<List<Object>, MeasuredSpectrum> spectra = new HashMap<>();
    for (Entry entry : entries) {
      List<Object> place = new ArrayList<>();
      place.add(entry.runId());
      place.add(entry.step());
      spectra
          .computeIfAbsent(
              place, p -> new MeasuredSpectrum(entry.runId(), entry.step(), new HashMap<>()))
          .kinds
          .computeIfAbsent(entry.kind(), kind -> new TreeMap<>())
          .put(entry.index(), entry.measured());
    }
    return spectra.values().stream().sorted(ORDER).toList();
  }

  /** Those that have a kind or another, by {@link #place}, in the order given. */
  static Map<CellGroup, List<MeasuredSpectrum>> byPlace(
      List<MeasuredSpectrum> spectra, String kind, String other) {
    return spectra.stream()
        .filter(spectrum -> spectrum.has(kind) || spectrum.has(other))
        .collect(
            Collectors.groupingBy(
                MeasuredSpectrum::place, LinkedHashMap::new, Collectors.toList()));
  }

  boolean has(String kind) {
    return kinds.containsKey(kind);
  }

  /** Values of a kind by their rank; none where there are none. */
  SortedMap<Integer, Value> of(String kind) {
    return kinds.getOrDefault(kind, new TreeMap<>());
  }

  /** Where it was measured, as the key of a group of rows. */
  CellGroup place() {
    return step == null
        ? CellGroup.none().word(SpectrumLaw.MINIMUM)
        : CellGroup.none().number("step", step);
  }
}
