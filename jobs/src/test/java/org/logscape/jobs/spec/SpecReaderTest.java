package org.logscape.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.rate.LearningRateSchedule;
import org.logscape.jobs.spec.dynamics.DynamicsSpec;
import org.logscape.jobs.spec.dynamics.DynamicsType;
import org.logscape.jobs.spec.dynamics.EnhancementForm;
import org.logscape.jobs.spec.dynamics.MomentumForm;
import org.logscape.jobs.spec.model.DoubleWellSpec;
import org.logscape.jobs.spec.model.LinearRegressionSpec;
import org.logscape.jobs.spec.model.QuarticWellSpec;
import org.logscape.jobs.spec.observe.EscapeSpec;
import org.logscape.jobs.spec.observe.LossHistogramSpec;
import org.logscape.jobs.spec.observe.SnapshotsSpec;
import org.logscape.jobs.spec.start.Start;
import org.logscape.model.DoubleWell;
import org.logscape.model.FiniteLinearRegression;
import org.logscape.model.Inputs;
import org.logscape.model.LinearRegression;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.Event;

class SpecReaderTest {

  @Test
  void theDesignsExampleReadsWhole() {
    Spec spec = Specs.read(Specs.DESIGN_EXAMPLE);

    assertThat(spec.name()).isEqualTo("escape-barrier");
    assertThat(spec.seed()).isEqualTo(20220721);
    assertThat(spec.replicas()).isEqualTo(200);
    assertThat(spec.grid().cells()).isEqualTo(8);
    assertThat(spec.runs()).isEqualTo(1600);
    assertThat(spec.start()).isEqualTo(new Start.Minimum());
    assertThat(spec.observe().escape())
        .contains(new EscapeSpec(List.of(Event.SEPARATRIX), List.of(1.2, 1.5, 2.0), 1));
    assertThat(spec.observe().lossHistogram()).contains(new LossHistogramSpec(1000, 1, 1, 20));
    assertThat(spec.observe().snapshots()).contains(new SnapshotsSpec(100_000, true));
    assertThat(spec.stop()).isEqualTo(Stop.of(EndsAfter.SEPARATRIX));
    assertThat(spec.fits())
        .extracting(Fit::name)
        .containsExactly("escape-rate", "escape-law", "stationary-law");

    CellSpec last = spec.grid().cell(7);
    // 4p - 2 = 6 at p = 2: the transverse curvature's default.
    assertThat(last.model()).isEqualTo(new DoubleWellSpec(2, 2.0, 6.0, 2.0));
    assertThat(last.dynamics())
        .isEqualTo(
            new DynamicsSpec(
                DynamicsType.SGD,
                1,
                0.04,
                1.5,
                EnhancementForm.TWO_MINIBATCHES,
                Sampling.ONLINE,
                0,
                MomentumForm.HEAVY_BALL,
                0,
                LearningRateSchedule.constant()));
    assertThat(last.dynamics().noiseFactor()).isEqualTo(2.5); // 1.5^2 + 0.5^2
    assertThat(last.steps()).isEqualTo(5_000_000);
    assertThat(last.label()).isEqualTo("label_noise=2 noise_enhancement=1.5");
  }

  @Test
  void defaultsAreFilledIn() {
    Spec spec =
        Specs.read(
            """
            name: small
            replicas: 3
            model: {type: linear-regression, dimensions: 2}
            dynamics: {type: sgd, learning_rate: 0.1}
            stop: {steps: 10}
            """);
    assertThat(spec.seed()).isEqualTo(1);
    assertThat(spec.start()).isEqualTo(new Start.Minimum());
    assertThat(spec.observe().all()).isEmpty();
    assertThat(spec.stop().after()).isEqualTo(EndsAfter.NEVER);
    assertThat(spec.fits()).isEmpty();
    CellSpec cell = spec.grid().cell(0);
    assertThat(cell.model())
        .isEqualTo(
            new LinearRegressionSpec(
                List.of(1.0, 1.0), Inputs.GAUSSIAN, 1.0, LinearRegressionSpec.ONLINE));
    assertThat(cell.dynamics())
        .isEqualTo(
            new DynamicsSpec(
                DynamicsType.SGD,
                1,
                0.1,
                1.0,
                EnhancementForm.TWO_MINIBATCHES,
                Sampling.ONLINE,
                0,
                MomentumForm.HEAVY_BALL,
                0,
                LearningRateSchedule.constant()));
    assertThat(cell.label()).isEmpty();
  }

  @Test
  void whatIsObservedDecidesStopRuleAndFits() {
    Spec escape = Specs.read(Specs.with("observe: {escape: {events: [basin]}}"));
    assertThat(escape.stop().after()).isEqualTo(EndsAfter.ALL);
    assertThat(escape.fits()).extracting(Fit::name).containsExactly("escape-rate", "escape-law");

    Spec histogram = Specs.read(Specs.with("observe: {loss_histogram: {}}"));
    assertThat(histogram.stop().after()).isEqualTo(EndsAfter.NEVER);
    assertThat(histogram.fits()).extracting(Fit::name).containsExactly("stationary-law");
  }

  @Test
  void randomStartsHaveAScale() {
    assertThat(Specs.read(Specs.with("start: random")).start()).isEqualTo(new Start.Random(1.0));
    assertThat(Specs.read(Specs.with("start: {random: {scale: 0.5}}")).start())
        .isEqualTo(new Start.Random(0.5));
  }

  @Test
  void theLearningRateMayComeInTheTheorysTerms() {
    // h* = 4p - 2 = 6; alpha = 1.5 gives a = 2.5.
    String spec =
        """
        name: terms
        replicas: 1
        model: {type: double-well, dimensions: 2, barrier: 2}
        dynamics: {type: sgd, batch_size: 4, noise_enhancement: 1.5, %s}
        stop: {steps: 10}
        """;
    assertThat(learningRate(spec.formatted("learning_rate: 0.04"))).isEqualTo(0.04);
    assertThat(learningRate(spec.formatted("curvature_step: 0.24"))).isEqualTo(0.24 / 6);
    // eta = T B / (h* a)
    assertThat(learningRate(spec.formatted("temperature: 0.15"))).isEqualTo(0.15 * 4 / (6 * 2.5));
  }

  private static double learningRate(String yaml) {
    return Specs.read(yaml).grid().cell(0).dynamics().learningRate();
  }

  @Test
  void aSpectrumIsOneValueAndAListOfSpectraAnAxis() {
    String spec =
        """
        name: spectra
        replicas: 1
        model: {type: linear-regression, spectrum: %s}
        dynamics: {type: sgd, curvature_step: 0.5}
        stop: {steps: 10}
        """;
    Spec one = Specs.read(spec.formatted("[2, 2, 0.01]"));
    assertThat(one.grid().cells()).isEqualTo(1);
    assertThat(one.grid().cell(0).landscape().dimensions()).isEqualTo(3);
    // The outliers are the two of size 2.
    assertThat(one.grid().cell(0).dynamics().learningRate()).isEqualTo(0.25);

    Spec two = Specs.read(spec.formatted("[[2, 2, 0.01], [1]]"));
    assertThat(two.grid().cells()).isEqualTo(2);
    assertThat(two.grid().cell(1).landscape().dimensions()).isEqualTo(1);
    assertThat(two.grid().cell(0).label()).isEqualTo("spectrum=[2, 2, 0.01]");
  }

  @Test
  void modelsAreBuilt() {
    assertThat(Specs.read(Specs.DESIGN_EXAMPLE).grid().cell(0).landscape().model(1))
        .isInstanceOfSatisfying(
            DoubleWell.class, model -> assertThat(model.minimumLoss()).isEqualTo(0.875));

    String regression =
        """
        name: finite
        replicas: 1
        model: {type: linear-regression, dimensions: 2, samples: 50}
        dynamics: {type: sgd, learning_rate: 0.1}
        stop: {steps: 10}
        """;
    CellSpec cell = Specs.read(regression).grid().cell(0);
    assertThat(cell.dynamics().sampling()).isEqualTo(Sampling.REPLACEMENT);
    assertThat(cell.landscape().populationModel()).isInstanceOf(LinearRegression.class);
    assertThat(cell.landscape().model(7))
        .isInstanceOfSatisfying(
            FiniteLinearRegression.class, model -> assertThat(model.samples()).isEqualTo(50));
    assertThat(cell.landscape().model(7).minimum()).isEqualTo(cell.landscape().model(7).minimum());
    assertThat(cell.landscape().model(7).minimum())
        .isNotEqualTo(cell.landscape().model(8).minimum());
  }

  @Test
  void quarticWellGoesWithLangevin() {
    CellSpec cell =
        Specs.read(
                """
                name: table
                replicas: 200
                model: {type: quartic-well, dimensions: 2, minimum_loss: 0.5}
                dynamics: {type: langevin, learning_rate: 0.05}
                stop: {steps: 1000}
                """)
            .grid()
            .cell(0);
    assertThat(cell.model()).isEqualTo(new QuarticWellSpec(2, 0.5));
    assertThat(cell.dynamics().sampling()).isNull();
    assertThat(cell.landscape().populationModel().hessianAtMinimum().outlier()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5000000", "5e6", "5.0E+6", "0x4C4B40"})
  void wholeNumbersAreReadHoweverTheyAreWritten(String number) {
    Spec spec = Specs.read(Specs.DESIGN_EXAMPLE.replace("5000000", number));
    assertThat(spec.grid().cell(0).steps()).isEqualTo(5_000_000);
  }

  @Test
  void stepLimitsAreAnAxis() {
    Grid grid = Specs.read(Specs.DESIGN_EXAMPLE.replace("5000000", "[10, 20]")).grid();
    assertThat(grid.cells()).isEqualTo(16);
    assertThat(grid.cell(1).steps()).isEqualTo(20);
    assertThat(grid.cell(1).label()).isEqualTo("label_noise=0 noise_enhancement=1 steps=20");
  }
}
