package org.logscape.jobs.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.logscape.data.InvalidDataException;
import org.logscape.data.LabelledSet;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.data.DataFormat;
import org.logscape.jobs.spec.data.DataSpec;
import org.logscape.jobs.text.Words;

/** What a spec's data files hold, found out before any run and without Spark. */
public final class DataSurvey {
  private final DataSpec data;
  private final int samples;
  private final Configuration configuration;
  private final List<String> lines = new ArrayList<>();

  private DataSurvey(DataSpec data, int samples, Configuration configuration) {
    this.data = data;
    this.samples = samples;
    this.configuration = configuration;
  }

  /**
   * Opens and reads the files.
   *
   * @param samples of the training set that the largest cell uses
   * @param configuration how the file system is reached
   * @return what was found, one line a set, and a warning for each fault that a sweep would refuse
   */
  public static List<String> lines(DataSpec data, int samples, Configuration configuration) {
    DataSurvey survey = new DataSurvey(data, samples, configuration);
    survey.look();
    return List.copyOf(survey.lines);
  }

  private void look() {
    if (data.format() == DataFormat.SYNTHETIC) {
      return;
    }
    if (!DataFiles.read(data.format())) {
      count(DataFiles.Part.TRAINING, "data.take", samples);
      if (data.hasTest()) {
        count(DataFiles.Part.TEST, "data.test_take", data.testCount().orElse(0));
      }
      return;
    }
    Optional<LabelledSet> training = read(DataFiles.Part.TRAINING, "data.take", samples);
    if (data.hasTest()) {
      Optional<LabelledSet> test =
          read(DataFiles.Part.TEST, "data.test_take", data.testCount().orElse(0));
      if (training.isPresent()
          && test.isPresent()
          && !training.get().shape().equals(test.get().shape())) {
        warn("the inputs of training and test set have different shapes");
      }
    }
  }

  private Optional<LabelledSet> read(DataFiles.Part part, String key, int wanted) {
    List<String> files = part.files(data);
    String set = Words.of(part);
    try {
      LabelledSet found = DataFiles.of(configuration).read(data, part);
      lines.add(
          "data: %s set of %,d samples of %s, %d classes (%s)"
              .formatted(
                  set, found.size(), found.shape(), found.classes(), String.join(", ", files)));
      warnIfFewer(found.size(), set, key, wanted);
      return Optional.of(found);
    } catch (InvalidDataException | UserException wrong) {
      warn(wrong.getMessage());
      return Optional.empty();
    }
  }

  /** Counts what Spark reads when the sweep starts. */
  private void count(DataFiles.Part part, String key, int wanted) {
    String set = Words.of(part);
    try {
      int found = SampleCount.of(data, part, configuration);
      lines.add(
          "data: %s set of %,d samples (%s), which Spark reads when the sweep starts"
              .formatted(set, found, String.join(", ", part.files(data))));
      warnIfFewer(found, set, key, wanted);
    } catch (UserException wrong) {
      warn(wrong.getMessage());
    }
  }

  private void warnIfFewer(int found, String set, String key, int wanted) {
    if (wanted > found) {
      warn("%s: is %,d; the %s set has %,d samples".formatted(key, wanted, set, found));
    }
  }

  private void warn(String fault) {
    lines.add("warning: " + fault + " (a sweep will refuse it)");
  }
}
