// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlameTest {
    private static CacheConnectionException noAnswer(@Nullable Throwable cause) {
        return new CacheConnectionException("redis", "read", "key", "no answer", true, cause);
    }

    @Test
    void noAnswer_isTheBackends() {
        assertThat(Blame.isTheBackends(noAnswer(null), true)).isTrue();
        assertThat(Blame.isTheBackends(noAnswer(new IllegalStateException("bug")), false))
                .isTrue();
    }

    @Test
    void whatTheCallerBroughtAbout_isNot() {
        assertThat(Blame.isTheBackends(noAnswer(new RuntimeException(new InterruptedException())), true))
                .isFalse();
        assertThat(Blame.isTheBackends(noAnswer(new UnsupportedOperationException()), false))
                .isFalse();
        assertThat(Blame.isTheBackends(noAnswer(new IllegalArgumentException()), false))
                .isFalse();
    }

    @Test
    void errorAsAnAnswer_isTheBackends_whereItWasRead() {
        CacheBackendException loading = new CacheBackendException("redis", "read", "key", "LOADING", null);
        CacheBackendException readOnly = new CacheBackendException("redis", "write", "key", "READONLY", null);
        assertThat(Blame.isTheBackends(loading, true)).isTrue();
        assertThat(Blame.isTheBackends(readOnly, false)).isFalse();
    }
}
