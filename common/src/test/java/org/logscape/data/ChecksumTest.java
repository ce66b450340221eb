package org.logscape.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChecksumTest {

  @Test
  void isSha256() {
    // FIPS 180-2, appendix B.1
    String ofAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertThat(Checksum.of("abc".getBytes(StandardCharsets.US_ASCII)).hex()).isEqualTo(ofAbc);
    Checksum inParts = Checksum.empty().add(new byte[] {'a', 'b'}).add(new byte[] {'c'});
    assertThat(inParts.hex()).isEqualTo(ofAbc);
  }
}
