package org.logscape.jobs.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logscape.data.InvalidDataException;
import org.logscape.data.tensor.NumberType;
import org.logscape.data.tensor.Tensor;

/**
 * The safetensors format: the length of a header in 8 bytes, the header in JSON with type, shape
 * and place of each tensor, then their numbers, little endian and in C order.
 *
 * <p>Source: <a href="https://github.com/huggingface/safetensors">huggingface/safetensors</a>.
 */
final class Safetensors {
  private static final String METADATA = "__metadata__";
  private static final int ALIGNMENT = 8;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Safetensors() {}

  /**
   * The tensors of a file by their names, in the order of the header.
   *
   * @param name what messages call it
   * @throws InvalidDataException if it is not safetensors, or truncated
   */
  static Map<String, Tensor> read(String name, byte[] content) {
    ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    long length = content.length < Long.BYTES ? -1 : bytes.getLong(0);
    if (length < 2 || content[Math.min(content.length - 1, Long.BYTES)] != '{') {
      throw new InvalidDataException(name, "is neither safetensors nor NPZ");
    }
    if (length > content.length - Long.BYTES) {
      throw new InvalidDataException(
          name,
          "is truncated: %,d bytes, its header alone has %,d".formatted(content.length, length));
    }
    JsonNode header = header(name, content, (int) length);
    bytes.position(Long.BYTES + (int) length);
    ByteBuffer numbers = bytes.slice();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (!entry.getKey().equals(METADATA)) {
        tensors.put(
            entry.getKey(),
            tensor("%s[%s]".formatted(name, entry.getKey()), entry.getValue(), numbers));
      }
    }
    return tensors;
  }

  private static JsonNode header(String name, byte[] content, int length) {
    try {
      JsonNode header =
          MAPPER.readTree(new String(content, Long.BYTES, length, StandardCharsets.UTF_8));
      if (header.isObject()) {
        return header;
      }
    } catch (JsonProcessingException damaged) {
      // said below
    }
    throw new InvalidDataException(name, "has a damaged header, which is no JSON object");
  }

  private static Tensor tensor(String name, JsonNode entry, ByteBuffer numbers) {
    JsonNode offsets = entry.path("data_offsets");
    JsonNode shape = entry.path("shape");
    if (!offsets.path(1).isIntegralNumber() || !shape.isArray()) {
      throw new InvalidDataException(name, "has no shape or no data_offsets in the header");
    }
    long from = offsets.path(0).asLong();
    long to = offsets.path(1).asLong();
    if (from < 0 || from > to || to > numbers.capacity()) {
      throw new InvalidDataException(
          name,
          "is truncated: its numbers are bytes %,d to %,d of %,d"
              .formatted(from, to, numbers.capacity()));
    }
    List<Long> sides = new ArrayList<>();
    shape.forEach(side -> sides.add(side.asLong(-1)));
    ByteBuffer own = numbers.slice((int) from, (int) (to - from)).order(ByteOrder.LITTLE_ENDIAN);
    return Tensor.of(name, type(name, entry), sides, Tensor.Order.C, own);
  }

  private static NumberType type(String name, JsonNode entry) {
    return switch (entry.path("dtype").asText()) {
      case "BOOL" -> NumberType.BOOLEAN;
      case "I8" -> NumberType.INT8;
      case "I16" -> NumberType.INT16;
      case "I32" -> NumberType.INT32;
      case "I64" -> NumberType.INT64;
      case "U8" -> NumberType.UINT8;
      case "U16" -> NumberType.UINT16;
      case "U32" -> NumberType.UINT32;
      case "U64" -> NumberType.UINT64;
      case "F16" -> NumberType.FLOAT16;
      case "BF16" -> NumberType.BFLOAT16;
      case "F32" -> NumberType.FLOAT32;
      case "F64" -> NumberType.FLOAT64;
      default ->
          throw new InvalidDataException(
              name,
              "holds the type %s; must hold integers, floats of 16 to 64 bits, or booleans"
                  .formatted(entry.path("dtype").asText()));
    };
  }

  /**
   * Writes tensors of float64.
   *
   * @param tensors by their names
   * @param facts what else is known of them
   * @throws IOException if the stream does
   */
  static void write(Map<String, Tensor> tensors, Map<String, String> facts, OutputStream out)
      throws IOException {
    ObjectNode header = MAPPER.createObjectNode();
    ObjectNode metadata = header.putObject(METADATA);
    facts.forEach(metadata::put);
    long at = 0;
    for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
      ObjectNode entry = header.putObject(tensor.getKey());
      entry.put("dtype", "F64");
      tensor.getValue().shape().forEach(entry.putArray("shape")::add);
      long size = (long) Double.BYTES * tensor.getValue().size();
      entry.putArray("data_offsets").add(at).add(at + size);
      at += size;
    }
    String text = MAPPER.writeValueAsString(header);
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    int padding = Math.floorMod(-length, ALIGNMENT);
    out.write(little(Long.BYTES).putLong(length + padding).array());
    out.write((text + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8));
    for (Tensor tensor : tensors.values()) {
      byte[] bytes = new byte[Math.multiplyExact(Double.BYTES, tensor.size())];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(tensor.values());
      out.write(bytes);
    }
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
