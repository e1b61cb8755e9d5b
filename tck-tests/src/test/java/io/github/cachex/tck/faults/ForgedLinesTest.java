// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.engine.CacheEngine;
import io.github.cachex.core.engine.EngineSetup;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.LogMessage;
import io.github.cachex.testkit.redis.RedisServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users write into keys, tags, namespaces, names and exceptions, as it stands in the log and in what is thrown. */
class ForgedLinesTest {
    private static final Logger LOG = Logger.getLogger("io.github.cachex");

    /** What a file of the log would hold. */
    private static final class Written extends Handler implements AutoCloseable {
        private final List<String> texts = new CopyOnWriteArrayList<>();
        private final Level before = LOG.getLevel();

        Written() {
            LOG.setLevel(Level.ALL);
            setLevel(Level.ALL);
            LOG.addHandler(this);
            LOG.setUseParentHandlers(false);
        }

        @Override
        public void publish(LogRecord entry) {
            texts.add(new SimpleFormatter().format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            LOG.setUseParentHandlers(true);
            LOG.removeHandler(this);
            LOG.setLevel(before);
        }
    }

    private static RedisServer server;

    @BeforeAll
    static void startRedis() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopRedis() {
        server.close();
    }

    private final List<String> thrown = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r\n",
                "\u2028",
                "\u2029",
                "\u0085",
                "\u202E",
                "\u2067",
                "\u001B[1;31m",
                "\uD83D",
                "\uDC4D",
                "\uDB40\uDC41"
            })
    void textsOfUsers_forgeNoLineOfTheLog(String evil) {
        String text = "a" + evil + "FORGED";
        try (Written written = new Written()) {
            for (String policy : List.of("reject", "replace", "hash")) {
                try (CacheEngine engine = engine(policy, text)) {
                    use(engine.cache("default"), text);
                }
            }
            calling(() -> CacheHandler.builder()
                    .name(text)
                    .property("cachex.ttl", text)
                    .build());
            assertThat(written.texts).hasSizeGreaterThan(30).allSatisfy(ForgedLinesTest::assertNotForged);
            assertThat(written.texts).anyMatch(line -> line.contains("FORGED"));
            assertThat(thrown).isNotEmpty().allSatisfy(ForgedLinesTest::assertNotForged);
        }
    }

    private static CacheEngine engine(String policy, String text) {
        EngineSetup setup = Store.setup(Map.of(
                "cachex.backend.redis.uri", server.uri(), "cachex.key.policy", policy, "cachex.log.verbose", "true"));
        CacheListener listener = event -> {
            throw new IllegalStateException(text, new IllegalArgumentException(text));
        };
        return CacheEngine.start(setup.listeners(List.of(listener)).namespaces(() -> text));
    }

    private void use(CacheHandler cache, String text) {
        CacheKey<String> key = CacheKey.of(text, String.class);
        CacheOptions tagged = CacheOptions.ttl("1m").staleTtl("1m");
        calling(() -> cache.fetch(key, tagged, () -> text));
        calling(() -> cache.fetch(CacheKey.of("plain", String.class), tagged, () -> {
            throw new IllegalStateException(text);
        }));
        calling(() -> cache.fetch(
                key,
                tagged.storeIf(value -> {
                    throw new IllegalStateException(text);
                }),
                () -> text));
        calling(() -> cache.fetch(key, tagged.tags(text), () -> text));
        calling(() -> cache.fetch(key, CacheOptions.ttl(text), () -> text));
        calling(() -> cache.fetchAsync(CacheKey.of("no stage", String.class), CacheOptions.defaults(), () -> null)
                .toCompletableFuture()
                .get());
        calling(() -> cache.fetch(CacheKey.of("other", Unstorable.class), () -> new Unstorable(text)));
        calling(() -> {
            cache.put(key, text);
            return "";
        });
        calling(() -> cache.invalidate(text));
        calling(() -> cache.invalidateTags(text));
        calling(() -> cache.invalidateMatching(text + "*"));
        calling(() -> cache.increment(text, 1, java.time.Duration.ZERO));
        calling(() -> CacheKey.template(text + "{}{}", String.class));
    }

    /** A value that no serializer takes. */
    private static final class Unstorable {
        private final Thread thread;

        Unstorable(String name) {
            thread = new Thread(name);
        }

        @SuppressWarnings("unused")
        public Thread getThread() {
            throw new IllegalStateException(thread.getName());
        }
    }

    private void calling(Callable<?> call) {
        try {
            call.call();
        } catch (Exception e) {
            Stream.iterate((Throwable) e, failure -> failure != null, Throwable::getCause)
                    .filter(failure -> failure.getClass().getName().startsWith("io.github.cachex"))
                    .forEach(failure -> thrown.add(failure.getMessage()));
        }
    }

    private static void assertNotForged(String text) {
        assertThat(text.lines()).noneMatch(line -> line.strip().startsWith("FORGED"));
        String seen = text.replace("\n", "").replace("\t", "");
        assertThat(seen.codePoints())
                .as(seen)
                .noneMatch(point -> Character.isISOControl(point)
                        || Character.getType(point) == Character.FORMAT
                        || Character.getType(point) == Character.LINE_SEPARATOR
                        || Character.getType(point) == Character.PARAGRAPH_SEPARATOR
                        || Character.getType(point) == Character.SURROGATE);
    }

    /** Whoever reads a line finds which class wrote it, not the one that all lines pass. */
    @Test
    void writtenLine_namesItsClass() {
        List<String> classes = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                classes.add(String.valueOf(entry.getSourceClassName()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        LOG.addHandler(handler);
        try {
            io.github.cachex.spi.LineLogger.named("io.github.cachex").log(LogMessage.TASK_FAILED.with());
        } finally {
            LOG.removeHandler(handler);
        }
        assertThat(classes).containsExactly(ForgedLinesTest.class.getName());
    }
}
