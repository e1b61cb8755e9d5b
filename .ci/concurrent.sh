# Which test classes use threads, time, processes or sockets: found in the sources, so that no list has to follow them.
# shellcheck shell=bash

# What such code names. A helper that names one of these makes each test that uses the helper one of them too.
concurrent_words='Thread|Runnable|Executor(Service)?|Executors|ForkJoinPool|CompletableFuture|CompletionStage|Future|CountDownLatch'
concurrent_words+='|CyclicBarrier|Semaphore|Phaser|Barrier|Crowd|ReentrantLock|Atomic[A-Z][A-Za-z]*|LockSupport|Awaitility|await|Timeout'
concurrent_words+='|nanoTime|currentTimeMillis|Clock|ManualClock|Stopwatch|Process|ProcessBuilder|ProcessHandle|(Server)?Socket|SocketChannel'
concurrent_words+='|HttpClient|HttpServer|HttpURLConnection|RedisServer|RedisAtHand|Jedis|UnifiedJedis|RedisClient'

# Prints the simple names of those classes, one a line.
concurrent_tests() {
  local sources
  # Beside the tests: what they are written with, and the examples that they run.
  mapfile -t sources < <(find . \( -path '*/src/test/java/*' -o -path './src/testkit/*' -o -path './beans-examples/*' \) -name '*.java' \
    -not -path '*/target/*' -not -path './src/benchmarks/*' -not -name package-info.java | sort)
  awk -v words="(^|[^A-Za-z0-9_])($concurrent_words)([^A-Za-z0-9_]|\$)" '
    FNR == 1 {
      name = FILENAME; sub(/.*\//, "", name); sub(/\.java$/, "", name)
      folder = FILENAME; sub(/\/[^\/]*$/, "", folder)
      of[FILENAME] = name; package = folder; sub(/.*\/src\/(test|main)\/java\//, "", package); gsub(/\//, ".", package)
      home[FILENAME] = package; full[FILENAME] = package "." name; test[FILENAME] = FILENAME ~ /\/src\/test\//
    }
    /^ *(\/\/|\*|\/\*)/ { next }
    /^import / { imported = $0; sub(/^import (static )?/, "", imported); sub(/;.*/, "", imported); imports[FILENAME, imported] = 1 }
    !/^import / && $0 ~ words { uses[FILENAME] = 1 }
    { line = $0; while (match(line, /[A-Z][A-Za-z0-9_]*/)) { says[FILENAME, substr(line, RSTART, RLENGTH)] = 1; line = substr(line, RSTART + RLENGTH) } }
    END {
      do {
        grown = 0
        for (file in of) if (!(file in uses))
          for (helper in uses)
            if ((file, of[helper]) in says && (home[file] == home[helper] || (file, full[helper]) in imports)) {
              uses[file] = 1; grown = 1; break
            }
      } while (grown)
      for (file in uses) if (test[file] && of[file] ~ /(^Test.*|Tests?|TestCase)$/) print of[file]
    }' "${sources[@]}" | sort -u
}
