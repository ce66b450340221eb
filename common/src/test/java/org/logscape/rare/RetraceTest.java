package org.logscape.rare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.logscape.random.StreamFamily;

class RetraceTest {
  private static final StreamFamily STREAMS = StreamFamily.ofRareEvents(4, 0);

  private final LangevinWell well = new LangevinWell(1, 0.1, 0.2, 0.05);
  private final Size size = Size.of(200, 100_000);
  private final Interfaces interfaces = well.interfaces(well.crossing(), size, 4);
  private final Splitting splitting =
      Splitting.of(well.dynamics(), well.crossing(), interfaces, size);
  private final List<List<Member>> stages =
      Repeats.run(splitting, STREAMS, 1).stages().get(0).stream()
          .map(StageResult::members)
          .toList();
  private final List<Retrace.Passage> passages =
      splitting.retrace().passages(STREAMS, stages, interfaces.thresholds());

  @Test
  void everyPathPassesEveryInterfaceOnce() {
    assertTrue(interfaces.thresholds().size() > 3);
    double[] shares = new double[interfaces.thresholds().size()];
    for (Retrace.Passage passage : passages) {
      shares[passage.threshold()] += passage.share();
      assertTrue(passage.state().order() >= interfaces.thresholds().get(passage.threshold()));
    }
    for (double share : shares) {
      assertEquals(1, share, 1e-12);
    }
  }

  @Test
  void atTheGoalPathsEndInTheStatesThatTheLastStageLeft() {
    Set<Double> left = new HashSet<>();
    stages.get(stages.size() - 1).forEach(end -> left.add(end.state().theta()[0]));
    Set<Double> traced = new HashSet<>();
    passages.stream()
        .filter(p -> p.threshold() == interfaces.stages())
        .forEach(p -> traced.add(p.state().theta()[0]));
    assertEquals(left, traced);
  }

  @Test
  void atTheFirstInterfaceTheyAreTheCrossingsThatTheyDescendFrom() {
    Map<Double, Double> expected = new HashMap<>();
    List<Member> ends = stages.get(stages.size() - 1);
    ends.forEach(
        end ->
            expected.merge(
                stages.get(0).get(end.ancestor()).state().theta()[0],
                1.0 / ends.size(),
                Double::sum));
    Map<Double, Double> traced = new HashMap<>();
    passages.stream()
        .filter(p -> p.threshold() == 0)
        .forEach(p -> traced.merge(p.state().theta()[0], p.share(), Double::sum));
    assertEquals(expected.keySet(), traced.keySet());
    List<Double> states = new ArrayList<>(expected.keySet());
    assertArrayEquals(
        states.stream().mapToDouble(expected::get).toArray(),
        states.stream().mapToDouble(traced::get).toArray(),
        1e-12);
  }
}
