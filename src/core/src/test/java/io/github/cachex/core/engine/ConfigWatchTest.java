// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.config.ConfigSource;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.near.NearHit;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.testkit.FakeBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application whose configuration changes while it runs. */
class ConfigWatchTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);

    private final Map<String, String> texts = new ConcurrentHashMap<>(
            Map.of("cachex.jitter", "0", "cachex.ttl", "10m", "cachex.config.poll", "0", "cachex.prefix", "shop"));
    private final FakeBackend backend = FakeBackend.create();
    private final Logged logged = new Logged();
    private final AtomicInteger loads = new AtomicInteger();
    private CacheEngine engine;
    private ConfigWatch watch;

    /** Says what stands in a map by now. */
    private static final class Changing implements ConfigSource {
        private final Map<String, String> texts;

        Changing(Map<String, String> texts) {
            this.texts = texts;
        }

        @Override
        public Optional<String> get(String key) {
            if ("broken".equals(texts.get(key))) {
                throw new IllegalStateException("the source is gone");
            }
            if ("missing".equals(texts.get(key))) {
                throw new NoClassDefFoundError("the source is gone");
            }
            return Optional.ofNullable(texts.get(key));
        }

        @Override
        public Set<String> names() {
            return texts.keySet();
        }
    }

    /** Lines of the log, each with its level, without those on the link. */
    private static final class Logged extends Handler {
        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void publish(LogRecord entry) {
            String line = entry.getMessage().replaceFirst("^CACHEX-\\d{4} ", "");
            if (!line.startsWith("LINK ")) {
                lines.add(entry.getLevel() + " " + line);
            }
        }

        List<String> take() {
            synchronized (lines) {
                List<String> taken = List.copyOf(lines);
                lines.clear();
                return taken;
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void start() {
        engine = CacheEngine.start(
                EngineSetup.of(new Changing(texts)).backend(backend).serializer(new JavaSerializer()));
        watch = new ConfigWatch(engine);
        Logger.getLogger("io.github.cachex").addHandler(logged);
    }

    @AfterEach
    void stop() {
        Logger.getLogger("io.github.cachex").removeHandler(logged);
        engine.close();
    }

    private Duration ttlOfAPut(CacheEngine engine) {
        engine.cache("posts").put(KEY, "value");
        return backend.read(new EntryKey("shop:1", "posts", "post:1"), CallBudget.of(Duration.ofSeconds(1)))
                .orElseThrow()
                .freshLeft();
    }

    private void keepNear() {
        await().until(() -> {
            fetch();
            return engine.cache("posts").methods().lookUpNear(KEY) instanceof NearHit;
        });
    }

    private String fetch() {
        return engine.cache("posts").fetch(KEY, () -> "load " + loads.incrementAndGet());
    }

    @Test
    void changedTtl_holdsForCallsThatComeLater() {
        assertThat(ttlOfAPut(engine)).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));

        texts.put("cachex.cache.posts.ttl", "20m");
        assertThat(ttlOfAPut(engine)).isLessThanOrEqualTo(Duration.ofMinutes(10));
        watch.look();

        assertThat(ttlOfAPut(engine)).isBetween(Duration.ofMinutes(19), Duration.ofMinutes(20));
        assertThat(logged.take()).containsExactly("INFO The configuration changed: cachex.cache.posts.ttl=20m");

        texts.remove("cachex.cache.posts.ttl");
        texts.put("cachex.ttl", "1m");
        watch.look();
        assertThat(ttlOfAPut(engine)).isLessThanOrEqualTo(Duration.ofMinutes(1));
        assertThat(logged.take())
                .containsExactly("INFO The configuration changed: cachex.cache.posts.ttl is gone, cachex.ttl=1m");
    }

    @Test
    void verboseCache_logsWhatHappensInItAlone() {
        fetch();
        texts.put("cachex.cache.posts.log.verbose", "true");
        watch.look();
        logged.take();
        fetch();
        engine.cache("others").fetch(KEY, () -> "value");
        assertThat(logged.take())
                .anyMatch(line -> line.startsWith("INFO ") && line.contains("HIT posts post:1"))
                .noneMatch(line -> line.contains("others"));

        texts.put("cachex.cache.posts.log.verbose", "false");
        texts.put("cachex.log.verbose", "true");
        watch.look();
        logged.take();
        fetch();
        engine.cache("others").fetch(KEY, () -> "value");
        assertThat(logged.take())
                .anyMatch(line -> line.startsWith("INFO ") && line.contains("HIT others post:1"))
                .noneMatch(line -> line.contains("posts"));
    }

    @Test
    void sourceIsAskedAgainAndAgain() {
        texts.put("cachex.config.poll", "20ms");
        try (CacheEngine polling = CacheEngine.start(
                EngineSetup.of(new Changing(texts)).backend(backend).serializer(new JavaSerializer()))) {
            assertThat(ttlOfAPut(polling)).isGreaterThan(Duration.ofMinutes(9));
            texts.put("cachex.group.blog.ttl", "30m");
            texts.put("cachex.cache.posts.group", "blog");
            await().untilAsserted(() -> assertThat(ttlOfAPut(polling)).isGreaterThan(Duration.ofMinutes(29)));
            texts.put("cachex.group.blog.ttl", "40m");
            await().untilAsserted(() -> assertThat(ttlOfAPut(polling)).isGreaterThan(Duration.ofMinutes(39)));
        }
    }

    @Test
    void nothingChanged_nothingIsDoneOrSaid() {
        Configuration before = engine.configuration();
        texts.put("another.application", "x");
        watch.look();
        assertThat(engine.configuration()).isSameAs(before);
        assertThat(logged.take()).isEmpty();
    }

    @Test
    void mistakes_areRefusedTogetherWithAllElseAndSaidOnce() {
        texts.put("cachex.ttl", "20m");
        texts.put("cachex.cache.posts.jitter", "2");
        texts.put("com.acme.Posts/find/CachexFetch/staleTtl", "soon");
        watch.look();
        watch.look();

        assertThat(ttlOfAPut(engine)).isLessThanOrEqualTo(Duration.ofMinutes(10));
        assertThat(engine.cache("others").name()).isEqualTo("others");
        assertThat(logged.take())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("WARNING The changed configuration is not taken, the old one stays in force: ")
                        .contains("cachex.cache.posts.jitter=2: not a share from 0 to 0.9; write for example 0.1")
                        .contains("com.acme.Posts/find/CachexFetch/staleTtl=soon: ")
                        .hasLineCount(2));

        texts.put("cachex.cache.posts.jitter", "3");
        watch.look();
        assertThat(logged.take()).singleElement().asString().contains("cachex.cache.posts.jitter=3: ");

        texts.remove("com.acme.Posts/find/CachexFetch/staleTtl");
        texts.put("cachex.cache.posts.jitter", "0");
        watch.look();
        assertThat(ttlOfAPut(engine)).isGreaterThan(Duration.ofMinutes(19));
        assertThat(logged.take())
                .containsExactly("INFO The configuration changed: cachex.cache.posts.jitter=0, cachex.ttl=20m");
    }

    @Test
    void mistakeOfAFollower_isAMistake() {
        engine.followedBy(new ConfigFollower() {
            @Override
            public List<String> problems(Configuration next) {
                return List.of("key=value: problem; remedy");
            }

            @Override
            public void take(Configuration next) {
                throw new AssertionError("it was refused");
            }
        });
        texts.put("cachex.ttl", "20m");
        watch.look();
        assertThat(ttlOfAPut(engine)).isLessThanOrEqualTo(Duration.ofMinutes(10));
        assertThat(logged.take()).singleElement().asString().endsWith("key=value: problem; remedy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broken", "missing"})
    void sourceThatFails_changesNothing(String failure) {
        engine.cache("posts");
        texts.put("cachex.cache.posts.ttl", failure);
        watch.look();
        watch.look();
        assertThat(ttlOfAPut(engine)).isGreaterThan(Duration.ofMinutes(9));
        assertThat(logged.take()).singleElement().asString().contains("it cannot be read, ", "the source is gone");
    }

    @Test
    void whatNeedsARestart_staysAndIsSaidOnce() {
        texts.put("cachex.prefix", "other");
        texts.put("cachex.encryption.keys", "hunter2");
        texts.put("cachex.cache.posts.near.max-entries", "5");
        watch.look();
        watch.look();
        assertThat(engine.configuration().prefix()).isEqualTo("shop");
        assertThat(logged.take())
                .containsExactly("WARNING cachex.cache.posts.near.max-entries, cachex.encryption.keys, cachex.prefix:"
                        + " changed, but read at the start alone; restart the application to let it take effect");

        texts.put("cachex.ttl", "20m");
        watch.look();
        assertThat(ttlOfAPut(engine)).isGreaterThan(Duration.ofMinutes(19));
        assertThat(logged.take()).containsExactly("INFO The configuration changed: cachex.ttl=20m");
    }

    @Test
    void unknownKey_isWarnedOfOnce() {
        texts.put("cachex.tll", "1m");
        watch.look();
        watch.look();
        assertThat(logged.take())
                .containsExactly("WARNING cachex.tll: nobody reads this key; did you mean cachex.ttl?");
    }

    @Test
    void newKey_isNotReadBeforeItWasChecked() {
        texts.put("cachex.cache.late.ttl", "soon");
        engine.cache("late").put(KEY, "value");
        watch.look();
        assertThat(logged.take()).singleElement().asString().contains("cachex.cache.late.ttl=soon: ");
    }

    @Test
    void nearCache_canBeSwitchedOffAndOn() {
        keepNear();

        texts.put("cachex.near.enabled", "false");
        watch.look();
        assertThat(engine.cache("posts").methods().lookUpNear(KEY)).isInstanceOf(NearMiss.class);
        assertThat(fetch()).isEqualTo("load 1");
        assertThat(engine.cache("posts").methods().lookUpNear(KEY)).isInstanceOf(NearMiss.class);

        texts.remove("cachex.near.enabled");
        watch.look();
        keepNear();
        assertThat(fetch()).isEqualTo("load 1");
    }

    @Test
    void changedNearOfAMethod_dropsWhatMethodsKept() {
        keepNear();
        texts.put("com.acme.Posts/find/CachexFetch/nearEnabled", "false");
        watch.look();
        assertThat(engine.cache("posts").methods().lookUpNear(KEY)).isInstanceOf(NearMiss.class);
    }

    @Test
    void sizeOfTheNearCacheInAnotherGroup_isWarnedOf() {
        texts.put("cachex.group.small.near.max-entries", "5");
        texts.put("cachex.group.small.ttl", "20m");
        try (CacheEngine grouped = CacheEngine.start(
                EngineSetup.of(new Changing(texts)).backend(backend).serializer(new JavaSerializer()))) {
            assertThat(ttlOfAPut(grouped)).isLessThanOrEqualTo(Duration.ofMinutes(10));
            logged.take();
            texts.put("cachex.cache.posts.group", "small");
            new ConfigWatch(grouped).look();

            assertThat(ttlOfAPut(grouped)).isGreaterThan(Duration.ofMinutes(19));
            assertThat(logged.take())
                    .containsExactlyInAnyOrder(
                            "INFO The configuration changed: cachex.cache.posts.group=small",
                            "WARNING near.store and near.max-entries of posts: another group says otherwise, but a cache"
                                    + " is built for them; restart the application to let them take effect");
        }
    }

    @Test
    void optionsOfTheBuilder_goBeforeChangedSettings() {
        try (CacheEngine fixed = CacheEngine.start(EngineSetup.of(new Changing(texts))
                .backend(backend)
                .serializer(new JavaSerializer())
                .options(CacheOptions.ttl("2m").jitter(0)))) {
            texts.put("cachex.cache.posts.ttl", "20m");
            fixed.cache("posts");
            new ConfigWatch(fixed).look();
            assertThat(ttlOfAPut(fixed)).isLessThanOrEqualTo(Duration.ofMinutes(2));
        }
    }
}
