package org.logscape.jobs;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.SparkSchemas;
import org.logscape.jobs.store.TableRow;
import org.logscape.schemas.Table;
import scala.jdk.javaapi.CollectionConverters;

/** The row records and bindings of the main code, found in its classes. */
public final class RowRecords {
  private static final List<RowBinding<?>> ROWS =
      bindings(type -> type.isAssignableTo(TableRow.class) && type.isRecord());

  private RowRecords() {}

  /** The tables of all row records, as often as they have one. */
  public static List<Table> tables() {
    return ROWS.stream().map(RowBinding::table).toList();
  }

  /** All bindings that classes of the main code keep in static fields. */
  public static List<RowBinding<?>> bindings() {
    return bindings(type -> true);
  }

  /**
   * A row by its values, one for each column in the order of the schema file; last columns that are
   * left out are null. They are checked as values that were read from a table.
   */
  public static TableRow row(Table table, Object... values) {
    Object[] all = Arrays.copyOf(values, table.schema().columns().size());
    Object[] read = Arrays.stream(all).map(RowRecords::asRead).toArray();
    return (TableRow)
        binding(table).read(new GenericRowWithSchema(read, SparkSchemas.of(table.schema())));
  }

  /** The row as it is in its table. */
  public static Row sparkRow(TableRow row) {
    return RowFactory.create(values(row.binding(), row));
  }

  private static <T extends Record> Object[] values(RowBinding<T> binding, Object row) {
    @SuppressWarnings("unchecked")
    T record = (T) row;
    return binding.values(record).values().toArray();
  }

  private static Object asRead(Object value) {
    if (value instanceof double[] numbers) {
      return CollectionConverters.asScala(Arrays.stream(numbers).boxed().toList()).toSeq();
    }
    if (value instanceof long[] numbers) {
      return CollectionConverters.asScala(Arrays.stream(numbers).boxed().toList()).toSeq();
    }
    return value;
  }

  private static RowBinding<?> binding(Table table) {
    return ROWS.stream().filter(rows -> rows.table() == table).findFirst().orElseThrow();
  }

  private static List<RowBinding<?>> bindings(Predicate<JavaClass> wanted) {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.logscape.jobs")
            .stream()
            .filter(wanted)
            .flatMap(type -> type.getFields().stream())
            .filter(field -> field.getRawType().isEquivalentTo(RowBinding.class))
            .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
            .<RowBinding<?>>map(field -> value(field.reflect()))
            .toList();
  }

  private static RowBinding<?> value(Field field) {
    try {
      field.setAccessible(true);
      return (RowBinding<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
