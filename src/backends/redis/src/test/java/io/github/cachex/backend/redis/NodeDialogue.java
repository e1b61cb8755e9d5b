// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.NodeChannel.NodeListener;
import io.github.cachex.spi.NodeChannel.NodeSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** Two nodes that ask each other. */
final class NodeDialogue {
    private static final CallBudget BUDGET = CallBudget.of(Duration.ofMinutes(5));

    private NodeDialogue() {}

    /** Keeps what it hears. */
    static final class Heard implements NodeListener {
        final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void asked(byte[] question) {
            all.add("asked " + new String(question, StandardCharsets.UTF_8));
        }

        @Override
        public void answered(byte[] answer) {
            all.add("answered " + new String(answer, StandardCharsets.UTF_8));
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static NodeSession open(RedisBackend backend, Heard heard) {
        return backend.nodes().orElseThrow().open("tck:1", heard);
    }

    /** Returns {@code session} once it hears answers. */
    static NodeSession heard(NodeSession session) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(session::isHeard);
        return session;
    }

    /** Lets a node of each backend ask, and the other answer it alone. */
    static void between(RedisBackend one, RedisBackend two) {
        Heard first = new Heard();
        Heard second = new Heard();
        try (NodeSession asking = heard(open(one, first));
                NodeSession answering = heard(open(two, second))) {
            var unused = asking.ask(bytes("who?"), BUDGET);
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> second.all.contains("asked who?"));
            answering.answer(asking.id(), bytes("me"), BUDGET);
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> first.all.contains("answered me"));
            assertThat(second.all).doesNotContain("answered me");
        }
    }
}
