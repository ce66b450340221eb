package org.logscape.jobs.spec.observe;

import java.util.List;
import java.util.stream.Stream;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Section;

/** Reads what is observed. */
public final class ObserveReader {
  private static final String SECTION = "observe";

  private ObserveReader() {}

  /** The observers of a spec; without those that have a fault. */
  public static Observe read(Section top, Faults faults) {
    return top.section(SECTION, Observers.ALL.stream().map(Group::name).toList())
        .map(section -> observe(section, faults))
        .orElse(new Observe(List.of()));
  }

  private static Observe observe(Section section, Faults faults) {
    Observe observe =
        new Observe(
            Observers.ALL.stream().flatMap(kind -> observation(kind, section, faults)).toList());
    boolean atEscape = observe.snapshots().filter(SnapshotsSpec::atEscape).isPresent();
    if (atEscape && !section.has(EscapeSpec.GROUP.name())) {
      faults.add(SnapshotsSpec.AT_ESCAPE.path(), "is true; must have observe.escape too");
    }
    return observe;
  }

  private static <T extends ObserverSpec> Stream<ObserverSpec> observation(
      Group<T> kind, Section section, Faults faults) {
    return section
        .section(kind.name(), kind.names())
        .flatMap(found -> kind.read(found, faults))
        .<ObserverSpec>map(settings -> settings)
        .stream();
  }
}
