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

    /** All of it changes after the first key of it was read once more. */
    private static final class ChangingMeanwhile implements ConfigSource {
        private String text = "1m";
        private int readings = -1;

        @Override
        public Optional<String> get(String key) {
            String now = text;
            if (readings >= 0 && readings++ == 0) {
                text = "2m";
            }
            return Optional.of(now);
        }

        @Override
        public Set<String> names() {
            return Set.of("cachex.ttl", "cachex.stale-ttl");
        }
    }

    @Test
    void sourceThatChangesWhileItIsRead_isReadAsAWhole() {
        ChangingMeanwhile source = new ChangingMeanwhile();
        Snapshot before = Snapshot.of(source);
        source.readings = 0;
        Snapshot now = before.again();
        assertThat(now.get("cachex.ttl")).hasValue("2m");
        assertThat(now.get("cachex.stale-ttl")).hasValue("2m");
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
