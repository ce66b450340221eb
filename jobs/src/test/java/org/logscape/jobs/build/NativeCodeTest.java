package org.logscape.jobs.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.logscape.jobs.errors.UserException;

class NativeCodeTest {
  /** Knows Java's own classes alone, as good as a class path without ND4J. */
  private static final ClassLoader WITHOUT = ClassLoader.getPlatformClassLoader();

  @Test
  void testsHaveIt() {
    assertThat(NativeCode.isPresent()).isTrue();
    assertThatCode(NativeCode::requireForNetworks).doesNotThrowAnyException();
  }

  @Test
  void aNetworkWithoutItIsTheUsersFaultInOneLine() {
    assertThat(NativeCode.isPresent(WITHOUT)).isFalse();
    assertThatThrownBy(() -> NativeCode.requireForNetworks(WITHOUT))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("model.type: networks need ND4J")
        .hasMessageContaining("org.nd4j:nd4j-native-platform:1")
        .hasMessageNotContaining("\n");
  }
}
