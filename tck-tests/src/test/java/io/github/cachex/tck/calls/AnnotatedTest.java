// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Order;
import io.github.cachex.tck.process.Worker;
import io.github.cachex.tck.redis.Link;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An application on Weld whose Redis falls sick: its annotated method is slower by the budget at most, and never fails. */
class AnnotatedTest {
    /** The budget of a call, and a loader of 20 ms. */
    private static final Duration PROMISED = Duration.ofMillis(600 + 20);

    @Test
    void annotatedMethodOverASickRedis_isNotFelt() {
        try (Cluster cluster = Cluster.of(1);
                Link link = Link.to(cluster.redis())) {
            Worker application = cluster.workers().get(0);
            application.ask(Order.of("warm")
                    .with("from", 0)
                    .with("count", 0)
                    .with("set:cachex.backend.redis.uri", link.uri())
                    .with("set:cachex.prefix", "tck"));
            int cached = cluster.freshSlot();
            cluster.source().change(cached);
            for (int i = 0; i < 3; i++) {
                assertThat(ask(application, cached).large("version")).isEqualTo(1);
            }
            assertThat(cluster.source().loads(cached)).isEqualTo(1);

            for (Link.State state : Link.State.values()) {
                link.become(state);
                int slot = cluster.freshSlot();
                cluster.source().change(slot);
                for (int i = 0; i < 2; i++) {
                    Order answer = ask(application, slot);
                    assertThat(answer.large("version")).as("while %s", state).isEqualTo(1);
                }
            }
        }
    }

    private static Order ask(Worker application, int slot) {
        return application.ask(Order.of("warmed").with("slot", slot).with("within", PROMISED.toMillis()));
    }
}
