// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import java.util.ArrayList;
import java.util.List;

/** What a server must show. Every check runs, whatever the others did; then the card is printed. */
final class Card {
    /** One check; it fails by throwing. */
    interface Check {
        void run() throws Exception;
    }

    private final String server;
    private final List<Throwable> failures = new ArrayList<>();
    private int checks;

    Card(String server) {
        this.server = server;
    }

    Card check(String what, Check check) {
        checks++;
        try {
            check.run();
        } catch (Exception | AssertionError e) {
            failures.add(new AssertionError(server + ", " + what + ": " + e.getMessage(), e));
        }
        return this;
    }

    void show() {
        System.out.println(
                "SHOW card " + server + ": " + (checks - failures.size()) + " checks passed (all " + checks + ")");
        if (!failures.isEmpty()) {
            AssertionError all = new AssertionError(failures.size() + " of " + checks + " checks failed; first: "
                    + failures.get(0).getMessage());
            failures.forEach(all::addSuppressed);
            throw all;
        }
    }
}
