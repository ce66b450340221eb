package org.logscape.jobs.sweep.wave;

/** Words for what a wave computed, which its job can read again. */
@FunctionalInterface
public interface WaveWork {
  /** The words for the tasks that are done. */
  String text(ComputedWave wave);

  /** No words: the wave is never computed again. */
  static WaveWork none() {
    return wave -> "";
  }
}
