// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.BackendInspection.Finding;
import io.github.cachex.spi.BackendInspection.Grade;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

class ExaminationTest {
    private static final String ALLOWED = "+ping +eval +evalsha +scan +info";

    private static List<Finding> findings(String uri) {
        try (RedisBackend backend = Backends.at(uri)) {
            return backend.inspection().orElseThrow().examine(CallBudget.of(Duration.ofSeconds(20)));
        }
    }

    private static Finding of(List<Finding> findings, String subject) {
        return findings.stream()
                .filter(finding -> finding.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no finding of " + subject + " in " + findings));
    }

    @Test
    void serverThatIsWell_isFoundFine() {
        try (RedisServer redis = RedisServer.start("--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru")) {
            List<Finding> findings = findings(redis.uri());

            assertThat(findings)
                    .extracting(Finding::subject)
                    .containsExactly("contact", "ping", "clock", "version", "eviction", "memory", "rights");
            assertThat(findings).allMatch(finding -> finding.grade() == Grade.FINE);
            assertThat(of(findings, "eviction").text()).contains("allkeys-lru");
            assertThat(of(findings, "clock").text()).contains("ms ");
        }
    }

    @Test
    void serverThatCannotEvict_isWarnedOf() {
        try (RedisServer unbounded = RedisServer.start();
                RedisServer full = RedisServer.start("--maxmemory", "1mb", "--maxmemory-policy", "noeviction")) {
            assertThat(of(findings(unbounded.uri()), "eviction").grade()).isEqualTo(Grade.WARNING);
            assertThat(of(findings(unbounded.uri()), "eviction").text()).contains("maxmemory is not set");
            List<Finding> findings = findings(full.uri());
            assertThat(of(findings, "eviction").text()).contains("refuses writes", "allkeys-lru");
        }
    }

    @Test
    void rightsThatLack_areAProblemWithTheirRule() {
        try (RedisServer redis = RedisServer.start();
                RedisClient admin = RedisClient.create(redis.uri())) {
            admin.executeCommand(new CommandArguments(Protocol.Command.ACL)
                    .add("SETUSER")
                    .add("least")
                    .add("on")
                    .add(">pw")
                    .add("~*")
                    .add("&*")
                    .addObjects(List.of((Object[]) ALLOWED.split(" "))));
            List<Finding> findings = findings("redis://least:pw@" + redis.hostName() + ":" + redis.port());

            assertThat(of(findings, "rights").grade()).isEqualTo(Grade.PROBLEM);
            assertThat(of(findings, "rights").text())
                    .contains("ACL SETUSER <user> ")
                    .doesNotContain("pw");
            assertThat(of(findings, "clock").grade()).isEqualTo(Grade.WARNING);
            assertThat(of(findings, "clock").text()).startsWith("not told: ");
        }
    }

    @Test
    void serverThatDoesNotAnswer_isAProblemAlone() {
        List<Finding> findings = findings("redis://user:s3cret@127.0.0.1:" + RedisServer.freePort());

        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).grade()).isEqualTo(Grade.PROBLEM);
        assertThat(findings.get(0).text())
                .contains("refused", "cachex.backend.redis.uri")
                .doesNotContain("s3cret");
    }

    @Test
    void largeNumberOfKeys_isListedInPages() {
        try (RedisServer redis = RedisServer.start();
                RedisBackend backend = Backends.at(redis.uri());
                RedisClient plain = RedisClient.create(redis.uri())) {
            plain.set("app:1:{odd}", "no id");
            plain.set("app:1:{:odd}", "no cache");
            plain.set("app:1:{odd:}", "an empty id");
            plain.lpush("app:1:{odd:list}", "of another type");
            var inspection = backend.inspection().orElseThrow();
            CallBudget budget = CallBudget.of(Duration.ofSeconds(20));

            var keys = inspection.keys("app:1", Optional.empty(), budget);

            assertThat(keys.keys()).extracting("id").containsExactly("list");
            assertThat(inspection.sizes(keys.keys(), budget)).isEmpty();
        }
    }
}
