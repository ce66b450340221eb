package org.logscape.statistics.oracle;

import java.util.Map;

/** Against the numbers stored when oracle.py ran with the versions in requirements.txt. */
class StoredOracleTest extends OracleContract {
  private static final Map<String, Double> STORED = OracleData.stored();

  @Override
  Map<String, Double> expected() {
    return STORED;
  }
}
