// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import io.github.cachex.examples.zones.RedisAtHand;
import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The guides of src/docs, followed word for word on fresh folders; ports and the address of Redis alone are this run's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuidesIT {
    private RedisAtHand redis;
    private RedisEntries entries;
    private int begun;
    private int followed;

    @BeforeAll
    void startRedis() throws IOException {
        redis = RedisAtHand.start();
        entries = new RedisEntries(redis.uri());
    }

    @AfterAll
    void stopRedis() throws IOException {
        entries.close();
        redis.close();
        if (begun > 0) {
            Show.exactly("guides", followed, begun, "guides followed to their end, of " + begun);
        }
    }

    static List<Arguments> guides() throws IOException {
        List<Arguments> guides = new ArrayList<>();
        for (Jdk jdk : Jdk.wanted()) {
            Stream.of(GuidedServer.values())
                    .filter(Chosen::is)
                    .forEach(server -> guides.add(Arguments.of(server, jdk)));
        }
        return guides;
    }

    @ParameterizedTest(name = "{0} on {1}", allowZeroInvocations = true)
    @MethodSource("guides")
    void guide(GuidedServer server, Jdk jdk) throws Exception {
        begun++;
        entries.forget();
        ProjectFolder folder = new ProjectFolder(server, jdk, redis.uri());
        try (folder) {
            new Reader(folder, entries).follow(Guide.of(server.toString()));
        }
        folder.delete();
        followed++;
    }
}
