package org.logscape.jobs.cli.process;

import com.sun.security.auth.module.UnixSystem;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * A user id without an entry in passwd, as {@code docker -u} and OpenShift give them. Hadoop's log
 * in fails for such a user; a name made of the id lets it go on.
 */
public final class NamelessUser {
  private NamelessUser() {}

  /** Names the user for Hadoop, if the system has no name for it. */
  public static void introduce() {
    long id;
    try {
      UnixSystem user = new UnixSystem();
      if (user.getUsername() != null) {
        return;
      }
      id = user.getUid();
    } catch (LinkageError noUnix) {
      return;
    }
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser("uid-" + id));
  }
}
