// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.Durations;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BackendContextTest {
    private static final String URI = "redis://user:hunter2@host:port";

    private final FakeFactory factory = new FakeFactory("redis");

    private Configuration read(String... keysAndValues) {
        return Configuration.read(MapSource.of(keysAndValues), List.of(factory));
    }

    private BackendContext context(Configuration configuration) {
        return configuration.context(BackendName.ofType("redis"), Optional.empty());
    }

    @Test
    void nothingConfigured_givesTheDefaults() {
        BackendContext context = context(read());

        assertThat(context.text(FakeFactory.URI)).isEmpty();
        assertThat(context.text(FakeFactory.MAX)).hasValue("32");
        assertThat(context.number(FakeFactory.MAX, 1, 1000)).isEqualTo(32);
        assertThat(context.number(FakeFactory.BYTES, 1, Long.MAX_VALUE)).isEqualTo(64L << 20);
        assertThat(context.duration(FakeFactory.WAIT, Duration.ofMillis(1))).isEqualTo(Duration.ofMillis(100));
        assertThat(context.hasProblems()).isFalse();
        assertThat(context.namespace()).isEqualTo("cachex:1");
        assertThat(context.client(String.class)).isEmpty();
    }

    @Test
    void configuredValues_areRead() {
        BackendContext context = context(read(
                "cachex.prefix", "shop",
                "cachex.backend.redis.uri", URI,
                "cachex.backend.redis.pool.max", "8",
                "cachex.backend.redis.pool.max-wait", "1s",
                "cachex.backend.redis.max-bytes", "1GiB"));

        assertThat(context.text(FakeFactory.URI)).hasValue(URI);
        assertThat(context.number(FakeFactory.MAX, 1, 1000)).isEqualTo(8);
        assertThat(context.number(FakeFactory.BYTES, 1, Long.MAX_VALUE)).isEqualTo(1L << 30);
        assertThat(context.duration(FakeFactory.WAIT, Duration.ofMillis(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(context.namespace()).isEqualTo("shop:1");
    }

    @Test
    void unusableValues_areProblemsOfTheConfiguration() {
        Configuration configuration = read(
                "cachex.backend.redis.pool.max", "8KiB",
                "cachex.backend.redis.pool.max-wait", "0",
                "CACHEX_BACKEND_REDIS_MAX_BYTES", "much");
        BackendContext context = context(configuration);

        assertThat(context.number(FakeFactory.MAX, 1, 1000)).isEqualTo(32);
        assertThat(context.duration(FakeFactory.WAIT, Duration.ofMillis(1))).isEqualTo(Duration.ofMillis(100));
        assertThat(context.number(FakeFactory.BYTES, 1, Long.MAX_VALUE)).isEqualTo(64L << 20);
        context.problem(FakeFactory.CA, "no such file", "name a PEM file");

        assertThat(context.hasProblems()).isTrue();
        assertThat(configuration.problems())
                .anyMatch(problem -> problem.startsWith("cachex.backend.redis.pool.max=8KiB: not a whole number; "))
                .anyMatch(problem -> problem.startsWith("cachex.backend.redis.pool.max-wait=0: is not above zero; "))
                .anyMatch(problem -> problem.startsWith("CACHEX_BACKEND_REDIS_MAX_BYTES=much: not a size; "))
                .anyMatch(problem -> problem.equals("cachex.backend.redis.tls.ca=: no such file; name a PEM file"))
                .hasSize(4);
    }

    @Test
    void secretValue_isNeverShown() {
        Configuration configuration = read("cachex.backend.redis.uri", URI);

        context(configuration).problem(FakeFactory.URI, "Illegal character in " + URI, "write redis://host:6379");

        assertThat(configuration.problems())
                .containsExactly("cachex.backend.redis.uri=***: Illegal character in ***; write redis://host:6379");
    }

    @Test
    void secretThatIsMissing_isSaidToBeEmpty() {
        Configuration configuration = read();

        context(configuration).problem(FakeFactory.URI, "is not set", "set it");

        assertThat(configuration.problems()).containsExactly("cachex.backend.redis.uri=: is not set; set it");
    }

    @Test
    void zeroWhereZeroIsAllowed_isRead() {
        ConfigKey wait = ConfigKey.of("cachex.warm.wait", "0", "How long.");

        assertThat(context(read()).duration(wait, Duration.ZERO)).isZero();
        assertThat(context(read("cachex.warm.wait", "never")).duration(wait, Duration.ZERO))
                .isEqualTo(Durations.FOREVER);
    }

    @Test
    void clientHandedIn_isGivenToWhoKnowsItsType() {
        BackendContext context = read().context(BackendName.ofType("redis"), Optional.of(42));

        assertThat(context.client(Integer.class)).hasValue(42);
        assertThat(context.client(String.class)).isEmpty();
        assertThat(factory.isMeant(context)).isTrue();
    }

    @Test
    void followedKey_tellsWhatTheSourceSaysByThen() {
        Map<String, String> texts = new HashMap<>(Map.of("cachex.backend.redis.tls.ca", " old "));
        Configuration configuration = Configuration.read(MapSource.over(texts), List.of(factory));
        BackendContext context = configuration.context(BackendName.ofType("redis"), Optional.empty());
        Supplier<Optional<String>> followed = context.current(FakeFactory.CA);
        assertThat(followed.get()).hasValue("old");
        assertThat(context.current(FakeFactory.MAX).get()).as("a default").hasValue("32");

        texts.put("cachex.backend.redis.tls.ca", "new");

        assertThat(followed.get()).hasValue("new");
        assertThat(context.text(FakeFactory.CA)).as("read at the start").hasValue("old");
        ConfigChange change = configuration.changes().orElseThrow();
        assertThat(change.left()).as("no restart is needed").isEmpty();
        assertThat(change.taken()).isEmpty();
        assertThat(change.next().changes()).isEmpty();

        texts.put("cachex.backend.redis.tls.ca", "newest");
        texts.put("cachex.backend.redis.uri", "redis://other");

        assertThat(change.next().changes().orElseThrow().left()).containsOnlyKeys("cachex.backend.redis.uri");
        texts.remove("cachex.backend.redis.tls.ca");
        assertThat(followed.get()).isEmpty();
    }
}
