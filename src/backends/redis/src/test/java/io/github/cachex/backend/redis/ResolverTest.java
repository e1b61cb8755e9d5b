// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ResolverTest {
    @Test
    void interrupted_waitsForTheAddressesAndKeepsTheInterrupt() throws Exception {
        Thread.currentThread().interrupt();

        assertThat(new Resolver("127.0.0.1").addresses(10_000)).hasSize(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void withoutAnAddress_saysSo() {
        assertThatThrownBy(() -> new Resolver("no such host").addresses(60_000))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("no such host: unknown host");
    }
}
