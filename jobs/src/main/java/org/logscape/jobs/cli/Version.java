package org.logscape.jobs.cli;

import org.logscape.jobs.build.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    BuildInfo build = BuildInfo.current();
    return new String[] {"logscape %s (commit %s)".formatted(build.version(), build.gitCommit())};
  }
}
