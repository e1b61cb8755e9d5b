// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServerRunsTest {
    private final ServerRuns runs = new ServerRuns();

    @Test
    void sameIdentity_isTheSameRun() {
        ServerRun first = runs.met("a", 100);
        assertThat(runs.met("a", 100)).isSameAs(first);
        assertThat(runs.known("a")).hasValue(first);
        assertThat(runs.known("b")).isEmpty();
    }

    @Test
    void uniqueOfAnotherRun_isNone() throws UnreadableReplyException {
        ServerRun first = runs.met("a", 100);
        long version = first.version(5);
        assertThat(version).isNotZero();
        assertThat(first.cas(version)).hasValue(5);
        ServerRun second = runs.met("b", 100);
        assertThat(second.version(5)).isNotEqualTo(version);
        assertThat(second.cas(version)).isEmpty();
        assertThat(runs.met("a", 100).cas(version))
                .as("the run before, by another number")
                .isEmpty();
    }

    @Test
    void numbers_areUsedAgainAfterThousandsOfRuns() throws UnreadableReplyException {
        long version = runs.met("first", 100).version(1L << 51);
        for (int i = 0; i < ServerRun.NUMBERS - 2; i++) {
            assertThat(runs.met("run " + i, 100).cas(version)).isEmpty();
        }
    }

    @Test
    void uniqueThatIsNone_isNoAnswer() {
        ServerRun run = runs.met("a", 100);
        for (long cas : new long[] {0, -1, 1L << 52}) {
            assertThatThrownBy(() -> run.version(cas)).isInstanceOf(UnreadableReplyException.class);
        }
    }
}
