package org.logscape.jobs.store.part;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.logscape.schemas.Table;
import org.logscape.schemas.TableSchema;

/** What all tables mean, in one document that lies beside them. */
public final class TableContract {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TableContract() {}

  /**
   * Version of the contract and, table by table, its Avro schema: units, allowed words, meaning.
   */
  public static String json() {
    try {
      ObjectNode contract = JSON.createObjectNode().put("schema", TableSchema.VERSION);
      ObjectNode tables = contract.putObject("tables");
      for (Table table : Table.values()) {
        tables.set(table.tableName(), JSON.readTree(table.schema().avro()));
      }
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(contract);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a schema that was read is no JSON", impossible);
    }
  }
}
