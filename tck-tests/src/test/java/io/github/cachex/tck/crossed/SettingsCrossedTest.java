// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.crossed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.crossed.Combination.Store;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Every pair of settings, ways of calling and backends, and with all rounds every three of them, keeps the promises. */
@TestInstance(Lifecycle.PER_CLASS)
class SettingsCrossedTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int parts;

    @AfterAll
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void settingsCrossed_answerTheValueAndLoadAsOftenAsPromised() {
        int strength = Rounds.of(2, 3);
        CoveringArray array = new CoveringArray(Combination.sizes(), strength);
        List<Combination> all = array.rows().stream().map(Combination::of).toList();
        List<String> wrong = new ArrayList<>();
        int right = 0;
        try (RedisServer redis = RedisServer.start()) {
            for (Store store : Store.values()) {
                Map<String, String> backend = store == Store.REDIS
                        ? Map.of("cachex.backend.redis.uri", redis.uri(), "cachex.backend.redis.timeout.socket", "30s")
                        : Map.of();
                List<Combination> wanted =
                        all.stream().filter(one -> one.is(store)).toList();
                for (List<Combination> part : Application.parts(wanted)) {
                    right += right(part, backend, wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
        Show.exactly(
                "settings-crossed",
                right,
                all.size(),
                "of " + all.size() + " combinations right, all " + array.combinations()
                        + (strength == 2 ? " pairs" : " triples")
                        + " of settings, ways of calling and backends, refused 0");
    }

    private int right(List<Combination> part, Map<String, String> backend, List<String> wrong) {
        int right = 0;
        Map<String, String> settings = new HashMap<>(backend);
        // What was stored by another part, under the same name of a cache, is not this one's.
        settings.put("cachex.prefix", "part-" + parts++);
        try (Application application = Application.start(part, settings)) {
            for (int i = 0; i < part.size(); i++) {
                List<String> problems = new Scenario(part.get(i), application.calls(part, i), threads).run();
                right += problems.isEmpty() ? 1 : 0;
                Combination combination = part.get(i);
                problems.forEach(problem -> wrong.add(problem + " [" + combination + "]"));
            }
        }
        return right;
    }
}
