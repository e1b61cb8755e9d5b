// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    /** Tells one key, and fails for the other. */
    private record Failing(Runnable trouble) implements ConfigSource {
        @Override
        public Optional<String> get(String key) {
            if (key.equals("cachex.ttl")) {
                trouble.run();
            }
            return Optional.of("1m");
        }

        @Override
        public Set<String> names() {
            return Set.of("cachex.ttl", "cachex.stale-ttl");
        }
    }

    private static void assertFailsWhenAsked(Runnable trouble, Class<? extends Throwable> failure) {
        ConfigSource snapshot = Snapshot.of(new Failing(trouble));

        assertThat(snapshot.get("cachex.stale-ttl")).hasValue("1m");
        assertThatThrownBy(() -> snapshot.get("cachex.ttl")).isInstanceOf(failure);
    }

    @Test
    void keyThatTheSourceCannotTell_failsWhenItIsAskedForAndNotBefore() {
        assertFailsWhenAsked(
                () -> {
                    throw new IllegalStateException("no answer");
                },
                IllegalStateException.class);
        assertFailsWhenAsked(
                () -> {
                    throw new LinkageError("no class");
                },
                LinkageError.class);
    }
}
