package org.logscape.jobs.report.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngImageTest {
  /** Java's own reader, which checks every checksum, finds each colour where it was. */
  @Test
  void anotherReaderFindsTheSameColours() throws IOException {
    BufferedImage image = new BufferedImage(37, 300, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(7);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(PngImage.of(image)));
    assertThat(read.getRGB(0, 0, 37, 300, null, 0, 37))
        .isEqualTo(image.getRGB(0, 0, 37, 300, null, 0, 37));
  }
}
