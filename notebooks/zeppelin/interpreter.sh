#!/usr/bin/env bash
# What the server starts for an interpreter group: its own process, with Spark's class path and the interpreters of the tests.
set -euo pipefail
while getopts "d:c:p:r:i:l:g:u:v" option; do
  case $option in
    c) host=$OPTARG ;;
    p) port=$OPTARG ;;
    r) range=$OPTARG ;;
    i) group=$OPTARG ;;
    *) ;;
  esac
done
mapfile -t modules < <(grep -v '^#' "$LOGSCAPE_HOME/submit/java-modules")
exec java "${modules[@]}" -Xmx2g -cp "$LOGSCAPE_INTERPRETERS" org.apache.zeppelin.interpreter.remote.RemoteInterpreterServer \
  "$host" "$port" "$group" "$range" >>"$ZEPPELIN_HOME/logs/$group.log" 2>&1
