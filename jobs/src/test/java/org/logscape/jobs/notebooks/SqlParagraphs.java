package org.logscape.jobs.notebooks;

import java.util.Properties;
import org.apache.zeppelin.interpreter.AbstractInterpreter;
import org.apache.zeppelin.interpreter.InterpreterContext;
import org.apache.zeppelin.interpreter.InterpreterResult;
import org.apache.zeppelin.interpreter.ZeppelinContext;

/** {@code %spark.sql}: one query of Spark SQL, over the views of the session that Scala shares. */
public final class SqlParagraphs extends AbstractInterpreter {
  private final NoteContext notes = new NoteContext();

  public SqlParagraphs(Properties properties) {
    super(properties);
  }

  @Override
  public void open() {}

  @Override
  public void close() {}

  @Override
  public ZeppelinContext getZeppelinContext() {
    return notes;
  }

  @Override
  protected InterpreterResult internalInterpret(String text, InterpreterContext context) {
    try {
      return new InterpreterResult(
          InterpreterResult.Code.SUCCESS,
          notes.showData(NoteSession.of(getProperties()).sql(text), notes.getMaxResult()));
    } catch (Exception wrong) {
      // what Spark finds wrong with a query is a checked exception that it does not declare
      return new InterpreterResult(
          InterpreterResult.Code.ERROR, InterpreterResult.Type.TEXT, wrong.getMessage());
    }
  }

  @Override
  public void cancel(InterpreterContext context) {
    NoteSession.of(getProperties()).sparkContext().cancelAllJobs();
  }

  @Override
  public FormType getFormType() {
    return FormType.SIMPLE;
  }

  @Override
  public int getProgress(InterpreterContext context) {
    return 0;
  }
}
