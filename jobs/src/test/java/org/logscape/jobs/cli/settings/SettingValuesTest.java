package org.logscape.jobs.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.jobs.errors.UserException;

class SettingValuesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spark.logscape.rowsPerFile|-3|must be a whole number of at least 1",
        "spark.logscape.rowsPerFile|many|must be a whole number of at least 1",
        "spark.logscape.leastRowsPerFile|0|must be a whole number of at least 1",
        "spark.logscape.leasePeriod|5x|must be a time above 0, as 5s",
        "spark.logscape.leasePeriod|0s|must be a time above 0, as 5s",
        "spark.executor.memory|1x|must be as Spark says: ",
        "spark.default.parallelism|abc|must be as Spark says: ",
        "spark.sql.shuffle.partitions|abc|must be as Spark says: ",
        "spark.eventLog.enabled|perhaps|must be as Spark says: "
      })
  void aValueThatCannotBeReadIsNamedWithItsSetting(String key, String value, String allowed) {
    SparkConf conf = new SparkConf(false).set(key, value);
    assertThatThrownBy(() -> SettingValues.check(conf))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("--conf: %s is '%s'; %s".formatted(key, value, allowed))
        .satisfies(fault -> assertThat(fault.getMessage().lines()).hasSize(1));
  }

  @Test
  void whatSparkAndLogscapeReadPasses() {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.logscape.rowsPerFile", "1000")
            .set("spark.logscape.leasePeriod", "500ms")
            .set("spark.executor.memory", "2g")
            .set("spark.sql.shuffle.partitions", "8")
            .set("spark.hadoop.fs.s3a.endpoint", "http://localhost:1")
            .set("my.own", "anything");
    assertThatNoException().isThrownBy(() -> SettingValues.check(conf));
  }
}
