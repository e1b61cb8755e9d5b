// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;

class ContainerHostTest extends RedisHostContract {
    private final StandInEngine engine = new StandInEngine();

    @Override
    RedisHost host(int port) {
        return new RedisContainer(engine, port, List.of());
    }

    @Override
    @AfterEach
    void stop() {
        super.stop();
        assertThat(engine.running()).isZero();
    }
}
