package org.logscape.training.watch;

import java.util.Optional;
import java.util.OptionalDouble;
import org.logscape.kernel.NumberSink;
import org.logscape.kernel.NumberSource;
import org.logscape.kernel.Observation;
import org.logscape.noise.NoiseStrength;
import org.logscape.noise.SampledNoise;

/**
 * The noise at one point of a run.
 *
 * @param step the step
 * @param strength tr C of one sample's gradient, exact, beside the Gauss-Newton trace and L
 * @param sampled tr Sigma of minibatches, from their scatter, where it was asked for
 * @param alignment cosine of the angle between C and the Gauss-Newton matrix, where it was asked
 *     for
 */
public record NoiseMeasured(
    long step, NoiseStrength strength, Optional<SampledNoise> sampled, OptionalDouble alignment)
    implements Observation {

  void write(NumberSink numbers) {
    numbers.put(step);
    numbers.put(strength.loss()).put(strength.sampleTrace());
    numbers.put(strength.gradientSquare()).put(strength.gaussNewtonTrace());
    numbers.put(sampled.isPresent() ? 1L : 0L);
    sampled.ifPresent(noise -> numbers.put(noise.trace()).put(noise.standardError()));
    numbers.put(alignment);
  }

  static NoiseMeasured read(NumberSource numbers) {
    long step = numbers.whole();
    NoiseStrength strength =
        new NoiseStrength(numbers.real(), numbers.real(), numbers.real(), numbers.real());
    Optional<SampledNoise> sampled =
        numbers.whole() == 1
            ? Optional.of(new SampledNoise(numbers.real(), numbers.real()))
            : Optional.empty();
    return new NoiseMeasured(step, strength, sampled, numbers.optional());
  }
}
