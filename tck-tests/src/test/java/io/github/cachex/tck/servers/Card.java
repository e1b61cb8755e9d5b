// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.awaitility.Awaitility.await;

import io.github.cachex.examples.servers.ServerProcess;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a runtime must show. Every check runs, whatever the others did; then the card is printed. */
final class Card {
    private static final Duration START = Duration.ofMinutes(10);

    /** One check; it fails by throwing. */
    interface Check {
        void run() throws Exception;
    }

    private final String runtime;
    private final Jdk jdk;
    private final List<Throwable> failures = new ArrayList<>();
    private Duration start = Duration.ZERO;
    private int checks;

    Card(String runtime, Jdk jdk) {
        this.runtime = runtime;
        this.jdk = jdk;
    }

    /** Starts {@code server} and waits for its first right answer. */
    Card start(ServerProcess server, Probed probed) throws Exception {
        long begin = System.nanoTime();
        server.runOn(jdk.home());
        server.start();
        await(runtime + " starts")
                .atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .until(probed::isUp);
        check("first answer", () -> probed.loadsOnce("in-application", "probe/ask/in-application/first"));
        start = Duration.ofNanos(System.nanoTime() - begin);
        return this;
    }

    Card check(String what, Check check) {
        checks++;
        try {
            check.run();
        } catch (Exception | AssertionError e) {
            failures.add(new AssertionError(runtime + " on " + jdk + ", " + what + ": " + e.getMessage(), e));
        }
        return this;
    }

    void show() {
        String begun = String.format(Locale.ROOT, "%.1f s", start.toMillis() / 1000.0);
        Show.figure(
                "server " + runtime + " " + jdk,
                "first right answer after " + begun + ", " + (checks - failures.size()) + " of " + checks
                        + " checks passed");
        if (!failures.isEmpty()) {
            AssertionError all = new AssertionError(failures.size() + " of " + checks + " checks failed; first: "
                    + failures.get(0).getMessage());
            failures.forEach(all::addSuppressed);
            throw all;
        }
    }
}
