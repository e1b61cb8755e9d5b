// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.error.CacheInterruptedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class FallbackTest {
    @Test
    void interruptionsRefusalsAndCancellations_arePersonal() {
        assertThat(Fallback.isPersonal(new InterruptedException())).isTrue();
        assertThat(Fallback.isPersonal(new CacheInterruptedException("c", "1", new InterruptedException())))
                .isTrue();
        assertThat(Fallback.isPersonal(new ClosedByInterruptException())).isTrue();
        assertThat(Fallback.isPersonal(new CancellationException())).isTrue();
        assertThat(Fallback.isPersonal(new SecurityException())).isTrue();
    }

    @Test
    void failuresOfTheSource_areNot() {
        assertThat(Fallback.isPersonal(new IOException())).isFalse();
        assertThat(Fallback.isPersonal(new IllegalStateException())).isFalse();
        assertThat(Fallback.isPersonal(new InterruptedIOException("read timed out")))
                .as("a socket's time-out is an InterruptedIOException too")
                .isFalse();
    }
}
