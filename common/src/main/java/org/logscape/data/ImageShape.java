package org.logscape.data;

import java.io.Serializable;

/**
 * How the features of a sample form an image: row by row, the channels of a pixel together.
 *
 * @param height rows
 * @param width columns
 * @param channels numbers of a pixel
 */
public record ImageShape(int height, int width, int channels) implements Serializable {

  /**
   * Checks its sides.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public ImageShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException("an image needs positive height, width and channels");
    }
  }

  /** Features without a neighbourhood: one row of pixels. */
  public static ImageShape flat(int features) {
    return new ImageShape(1, features, 1);
  }

  /** Numbers of an image. */
  public int features() {
    return height * width * channels;
  }
}
