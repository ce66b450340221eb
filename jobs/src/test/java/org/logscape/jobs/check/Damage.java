package org.logscape.jobs.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;

/** Ways in which a file of a table comes to harm. */
enum Damage {
  HEADER {
    @Override
    void apply(Path file, Place place) throws IOException {
      flip(file, 2);
    }
  },
  FIRST_PAGE {
    @Override
    void apply(Path file, Place place) throws IOException {
      flip(file, 8);
    }
  },
  MIDDLE_OF_PAGES {
    @Override
    void apply(Path file, Place place) throws IOException {
      flip(file, 4 + (pages(file) - 4) / 2);
    }
  },
  LAST_PAGE {
    @Override
    void apply(Path file, Place place) throws IOException {
      flip(file, pages(file) - 1);
    }
  },
  FOOTER {
    @Override
    void apply(Path file, Place place) throws IOException {
      int length = (int) Files.size(file);
      flip(file, pages(file) + (length - 8 - pages(file)) / 2);
    }
  },
  FOOTER_LENGTH {
    @Override
    void apply(Path file, Place place) throws IOException {
      flip(file, (int) Files.size(file) - 8);
    }
  },
  END_MARK {
    @Override
    void apply(Path file, Place place) throws IOException {
      flip(file, (int) Files.size(file) - 1);
    }
  },
  CUT_SHORT {
    @Override
    void apply(Path file, Place place) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }
  },
  EMPTIED {
    @Override
    void apply(Path file, Place place) throws IOException {
      Files.write(file, new byte[0]);
    }
  },
  OTHER_BYTES_OF_THE_SAME_LENGTH {
    @Override
    void apply(Path file, Place place) throws IOException {
      Files.write(file, new byte[(int) Files.size(file)]);
    }
  },
  DELETED {
    @Override
    void apply(Path file, Place place) throws IOException {
      Files.delete(file);
    }
  },
  RENAMED {
    @Override
    void apply(Path file, Place place) throws IOException {
      Files.move(file, file.resolveSibling("renamed-" + file.getFileName()));
    }
  },
  COPIED_PART {
    @Override
    void apply(Path file, Place place) throws IOException {
      Files.copy(file, file.resolveSibling("copy-of-" + file.getFileName()));
    }
  },
  SWAPPED_BETWEEN_WAVES {
    @Override
    void apply(Path file, Place place) throws IOException {
      Path other = place.otherWave();
      Path kept = file.resolveSibling("kept");
      Files.move(file, kept);
      Files.move(other, file);
      Files.move(kept, other);
    }
  },
  SWAPPED_BETWEEN_FOLDERS {
    @Override
    void apply(Path file, Place place) throws IOException {
      Files.copy(place.otherFolder(), file, StandardCopyOption.REPLACE_EXISTING);
    }
  };

  /**
   * Where other files of the same table are.
   *
   * @param otherWave that of another wave; null where there is none
   * @param otherFolder that of the same wave of an experiment with another seed
   */
  record Place(Path otherWave, Path otherFolder) {}

  /** Does the damage. */
  abstract void apply(Path file, Place place) throws IOException;

  /** How many faults a check is to name. */
  int faults() {
    return switch (this) {
      case RENAMED, SWAPPED_BETWEEN_WAVES -> 2;
      default -> 1;
    };
  }

  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 0x55;
    Files.write(file, bytes);
  }

  /** Where the pages end and the footer begins: the footer's length stands before the end mark. */
  private static int pages(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length - 8;
    int footer =
        (bytes[end] & 0xff)
            | (bytes[end + 1] & 0xff) << 8
            | (bytes[end + 2] & 0xff) << 16
            | (bytes[end + 3] & 0xff) << 24;
    return end - footer;
  }
}
