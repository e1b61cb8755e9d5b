// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.zones.RedisAtHand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of getting started, with two nodes over a real Redis. */
class GettingStartedTest {
    /** A machine that is busy with other tests takes longer than a reader's for the first contact, which is no outage. */
    private static final Map<String, String> PATIENT = Map.of(
            "CACHEX_BACKEND_BUDGET", "1m",
            "CACHEX_BREAKER_SLOW", "1m",
            "CACHEX_BACKEND_REDIS_TIMEOUT_CONNECT", "20s",
            "CACHEX_BACKEND_REDIS_TIMEOUT_SOCKET", "20s");

    @TempDir
    Path folder;

    private final Map<String, Program> terminals = new LinkedHashMap<>();

    @Test
    void everyStep_printsWhatThePageSays() throws Exception {
        Document page = new Document(DocumentsTest.DOCS.resolve("getting-started.md"));
        Document readme = new Document(DocumentsTest.ROOT.resolve("README.md"));
        WrittenProject project =
                new WrittenProject(folder).with(readme).with(page).compile();
        List<Dialogue> dialogues = Dialogue.of(page);
        try (RedisAtHand redis = RedisAtHand.start()) {
            for (Dialogue dialogue : dialogues) {
                dialogue.with(terminal(dialogue.terminal(), project, redis));
            }
            assertThat(terminals.keySet()).containsExactly("memory", "one", "two");
        } finally {
            terminals.values().forEach(Program::close);
        }
    }

    private Program terminal(String name, WrittenProject project, RedisAtHand redis) throws IOException {
        if (!terminals.containsKey(name)) {
            Map<String, String> environment = new HashMap<>(PATIENT);
            if (!name.equals("memory")) {
                environment.put("CACHEX_BACKEND_REDIS_URI", redis.uri());
            }
            terminals.put(name, project.start(name, "shop.Shop", environment));
        }
        return terminals.get(name);
    }
}
