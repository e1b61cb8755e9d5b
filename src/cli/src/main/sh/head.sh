#!/bin/sh
# The command line of Cachex: behind these lines stands a jar, which Java runs. CACHEX_JAVA_OPTS takes options of the JVM.
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto $CACHEX_JAVA_OPTS -jar "$0" "$@"
exit 127
