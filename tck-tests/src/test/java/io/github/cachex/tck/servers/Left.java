// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.servers.ApplicationServer;
import java.io.IOException;
import java.util.regex.Pattern;

/** What is alive in a server: threads of Cachex and of its client, connections to Redis, copies of the probe's classes. */
record Left(int ownThreads, int connections, int copies) {
    private static final Pattern OWN =
            Pattern.compile("(?i)^\"[^\"]*(cachex|jedis|caffeine|evictor)", Pattern.MULTILINE);
    private static final Pattern COPY = Pattern.compile(
            "^ *\\d+: +(\\d+) +\\d+ +io\\.github\\.cachex\\.tck\\.probe\\.Origin\\$Copy\\b", Pattern.MULTILINE);

    /** Counts, after a collection of garbage. */
    static Left in(ApplicationServer server, Started started) throws IOException, InterruptedException {
        int threads =
                (int) OWN.matcher(Jcmd.run(server, "Thread.print")).results().count();
        int copies = COPY.matcher(Jcmd.run(server, "GC.class_histogram"))
                .results()
                .mapToInt(copy -> Integer.parseInt(copy.group(1)))
                .sum();
        assertThat(copies).as("copies of a class that is in use").isPositive();
        return new Left(threads, started.connections(), copies);
    }
}
