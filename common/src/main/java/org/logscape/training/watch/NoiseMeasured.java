package org.logscape.training.watch;

import java.util.Optional;
import java.util.OptionalDouble;
import org.logscape.kernel.Observation;
import org.logscape.noise.NoiseStrength;
import org.logscape.noise.SampledNoise;

/**
 * The noise at one point of a run.
 *
 * @param step where
 * @param strength tr C of one sample's gradient, exact, beside the Gauss-Newton trace and L
 * @param sampled tr Sigma of minibatches, from their scatter, where it was asked for
 * @param alignment cosine of the angle between C and the Gauss-Newton matrix, where it was asked
 *     for
 */
public record NoiseMeasured(
    long step, NoiseStrength strength, Optional<SampledNoise> sampled, OptionalDouble alignment)
    implements Observation {}
