// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import java.util.Set;
import java.util.TreeSet;

/** The mistakes with TLS that one class tries, each of which has to be named with its key, its cause and a remedy. */
final class TlsMistakes {
    private final Set<String> tried = new TreeSet<>();
    private final String where;

    /** Creates those that are made {@code where}. */
    TlsMistakes(String where) {
        this.where = where;
    }

    /** Fails unless {@code problem}, which is what was said of {@code mistake}, has these words, a key and a remedy, and no secret. */
    void named(String mistake, String problem, String... words) {
        assertThat(problem)
                .as(mistake)
                .contains(words)
                .contains("cachex.backend.redis.", "; ")
                .doesNotContain(Certificate.PASSWORD, "wr0ng", "s3cret");
        tried.add(mistake);
    }

    /** Prints how many were tried. */
    void show() {
        Show.figure("tls " + where, tried.size() + " mistakes tried, each named with key, cause and remedy");
    }
}
