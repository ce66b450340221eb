package org.logscape.jobs.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.spec.observe.EscapeSpec;
import org.logscape.jobs.spec.rare.Rare;
import org.logscape.jobs.text.Words;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.Event;
import org.logscape.schemas.Column;
import org.logscape.schemas.Table;

final class WatchedTest {
  private static List<String> allowed(Table table) {
    return table.schema().column("event").map(Column::allowed).orElseThrow();
  }

  @Test
  void theTablesHaveTheWordsOfTheEvents() {
    assertThat(allowed(Table.ESCAPES)).isEqualTo(Words.of(Event.class));
    assertThat(allowed(Table.FITS)).isEqualTo(Words.of(Event.class));
    // Convergence is no rare event.
    assertThat(allowed(Table.RARE_RATES)).containsExactly("separatrix", "basin", "level");
    for (Table table : Table.values()) {
      table
          .schema()
          .column("event")
          .ifPresent(column -> assertThat(Words.of(Event.class)).containsAll(column.allowed()));
    }
  }

  @Test
  void theSpecHasTheWordsOfTheEvents() {
    assertThat(EscapeSpec.EVENTS.domain().schema())
        .containsEntry("items", Map.of("enum", List.of("separatrix", "basin")));
    assertThat(Rare.EVENT.domain().schema())
        .containsEntry("enum", List.of("separatrix", "basin", "level"));
    // the stop rule names the events that have a place, the levels, and how many are waited for
    assertThat(Words.of(EndsAfter.class))
        .startsWith(Words.of(Event.SEPARATRIX), Words.of(Event.BASIN), Words.of(Event.LEVEL) + "s");
  }

  @Test
  void anEventHasTheSameHashInEveryJvm() {
    // String.hashCode is specified; that of an enum is an address
    assertThat(Watched.separatrix().hashCode()).isEqualTo(31 * "separatrix".hashCode());
    assertThat(Watched.level(1.5).hashCode())
        .isEqualTo(31 * "level".hashCode() + Double.hashCode(1.5));
    assertThat(Watched.level(1.5)).hasToString("level=1.5").isEqualTo(Watched.level(1.5));
  }
}
