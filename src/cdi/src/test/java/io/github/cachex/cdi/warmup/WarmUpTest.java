// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheWarmer;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexWarm;
import io.github.cachex.WarmEntry;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import io.github.cachex.cdi.LogLines;
import io.github.cachex.testkit.WaitingThreads;
import io.github.cachex.testkit.redis.RedisServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WarmUpTest {
    private static final Queue<String> LOADS = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger AT_ONCE = new AtomicInteger();
    private static final AtomicInteger MOST_AT_ONCE = new AtomicInteger();
    private static volatile CountDownLatch gate = new CountDownLatch(0);
    private static volatile CountDownLatch entered = new CountDownLatch(1);

    static String load(String what) {
        MOST_AT_ONCE.accumulateAndGet(AT_ONCE.incrementAndGet(), Math::max);
        try {
            entered.countDown();
            gate.await();
            LOADS.add(what);
            return "value of " + what;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            AT_ONCE.decrementAndGet();
        }
    }

    /** Has methods to warm. */
    @ApplicationScoped
    public static class Catalog {
        @CachexWarm(async = false)
        @CachexFetch(cache = "catalog", key = "all")
        public String all() {
            return load("all");
        }

        @CachexWarm(from = "ids", async = false)
        @CachexFetch(cache = "catalog", key = "one:{0}")
        String one(long id) {
            return load("one " + id);
        }

        @CachexWarm(from = "pairs", async = false)
        @CachexFetch(cache = "catalog", key = "pair:{0}:{1}")
        protected String pair(String a, int b) {
            return load(a + b);
        }

        @CachexWarm(from = "lists", async = false)
        @CachexFetch(cache = "catalog", key = "list:{0}")
        public String list(List<String> names) {
            return load(names.toString());
        }
    }

    /** Supplies arguments. */
    @Named("ids")
    @ApplicationScoped
    public static class Ids implements Supplier<List<Long>> {
        @Override
        public List<Long> get() {
            return List.of(1L, 2L, 3L);
        }
    }

    /** Supplies lists of arguments, in both forms. */
    @Named("pairs")
    @ApplicationScoped
    public static class Pairs implements Supplier<List<Object>> {
        @Override
        public List<Object> get() {
            return List.of(new Object[] {"a", 1}, List.of("b", 2));
        }
    }

    /** Supplies one argument that is a list. */
    @Named("lists")
    @ApplicationScoped
    public static class Lists implements Supplier<List<List<String>>> {
        @Override
        public List<List<String>> get() {
            return List.of(List.of("x", "y"));
        }
    }

    /** Warms many entries. */
    @ApplicationScoped
    public static class Many implements CacheWarmer {
        @Override
        public String name() {
            return "many";
        }

        @Override
        public boolean async() {
            return false;
        }

        @Override
        public Stream<WarmEntry<String>> entries() {
            return IntStream.range(0, 20)
                    .mapToObj(i -> WarmEntry.of("many", CacheKey.of("k" + i, String.class), () -> load("many " + i)));
        }
    }

    /** Never comes to an end. */
    @ApplicationScoped
    public static class Endless implements CacheWarmer {
        @Override
        public Stream<WarmEntry<String>> entries() {
            return Stream.iterate(0, i -> i + 1)
                    .map(i -> WarmEntry.of("endless", CacheKey.of("k" + i, String.class), () -> load("endless")));
        }
    }

    /** Fails here and there. */
    @ApplicationScoped
    public static class Failing implements CacheWarmer {
        @Override
        public boolean async() {
            return false;
        }

        @Override
        public Stream<WarmEntry<String>> entries() {
            return IntStream.range(0, 4)
                    .mapToObj(i -> WarmEntry.of("f", CacheKey.of("k" + i, String.class), () -> {
                        if (i % 2 == 0) {
                            throw new IllegalStateException("password=secret");
                        }
                        return load("good " + i);
                    }));
        }
    }

    /** Cannot say what to load. */
    @ApplicationScoped
    public static class Mute implements CacheWarmer {
        static final AtomicInteger ASKED = new AtomicInteger();

        @Override
        public boolean async() {
            return false;
        }

        @Override
        public Stream<WarmEntry<String>> entries() {
            ASKED.incrementAndGet();
            throw new IllegalStateException("no idea");
        }
    }

    /** Belongs to a request. */
    @RequestScoped
    public static class Request {
        public String name() {
            return "request";
        }
    }

    /** Needs a request. */
    @ApplicationScoped
    public static class InRequest implements CacheWarmer {
        @Inject
        Request request;

        @Override
        public boolean async() {
            return false;
        }

        @Override
        public Stream<WarmEntry<String>> entries() {
            return Stream.of(request.name() + " asked for", request.name() + " listed")
                    .map(name -> name + " " + request.name())
                    .map(name -> WarmEntry.of("r", CacheKey.of(name, String.class), () -> load(name + request.name())));
        }
    }

    /** Looks into the caches. */
    @ApplicationScoped
    public static class Caches {
        @Inject
        @Cachex("many")
        CacheHandler many;

        CacheHandler many() {
            return many;
        }
    }

    private final Map<String, String> configuration = new HashMap<>();

    @BeforeEach
    void forget() {
        LOADS.clear();
        MOST_AT_ONCE.set(0);
        Mute.ASKED.set(0);
        gate = new CountDownLatch(0);
        entered = new CountDownLatch(1);
    }

    @AfterEach
    void open() {
        gate.countDown();
    }

    private Application start(Class<?>... beans) {
        return Application.of(configuration, beans);
    }

    private void useRedis(RedisServer redis) {
        configuration.put("cachex.backend.redis.uri", redis.uri());
        // Names of its own: the server may be one that others use too.
        configuration.put("cachex.prefix", "warm-" + UUID.randomUUID());
    }

    @ParameterizedTest
    @EnumSource
    void annotatedMethods_areCalledWithTheirArguments_throughTheCache(By extension) {
        try (Application application =
                Application.of(extension, Map.of(), Catalog.class, Ids.class, Pairs.class, Lists.class)) {
            assertThat(LOADS).containsExactlyInAnyOrder("all", "one 1", "one 2", "one 3", "a1", "b2", "[x, y]");
            LOADS.clear();

            Catalog catalog = application.get(Catalog.class);

            assertThat(catalog.all()).isEqualTo("value of all");
            assertThat(catalog.one(2)).isEqualTo("value of one 2");
            assertThat(catalog.pair("b", 2)).isEqualTo("value of b2");
            assertThat(catalog.list(List.of("x", "y"))).isEqualTo("value of [x, y]");
            assertThat(LOADS).isEmpty();
        }
    }

    @Test
    void moreEventsOfTheStart_warmOnce() {
        try (Application application = start(Many.class)) {
            application
                    .container()
                    .getBeanManager()
                    .getEvent()
                    .select(Initialized.Literal.APPLICATION)
                    .fire(new Object());

            assertThat(LOADS).hasSize(20);
        }
    }

    @Test
    void concurrency_isBoundedAndUsed() {
        configuration.put("cachex.warm.concurrency", "3");
        configuration.put("cachex.warm.wait", "0");
        gate = new CountDownLatch(1);
        try (Application application = start(Many.class)) {
            await().until(() -> AT_ONCE.get() == 3);
            gate.countDown();
            await().until(() -> LOADS.size() == 20);

            assertThat(MOST_AT_ONCE).hasValue(3);
        }
    }

    @Test
    void start_waitsAsLongAsItIsConfiguredTo() {
        configuration.put("cachex.warm.wait", "100ms");
        gate = new CountDownLatch(1);
        try (LogLines log = LogLines.listen();
                Application application = start(Many.class)) {
            assertThat(LOADS).isEmpty();
            assertThat(log.warnings()).anyMatch(line -> line.contains("cachex.warm.wait is over"));
            gate.countDown();
            await().until(() -> LOADS.size() == 20);
        }
    }

    @Test
    void failures_areLoggedWithoutTheirText_andTheRestGoesOn() {
        try (LogLines log = LogLines.listen();
                Application application = start(Failing.class)) {
            assertThat(LOADS).containsExactlyInAnyOrder("good 1", "good 3");
            assertThat(log.warnings())
                    .hasSize(2)
                    .allMatch(line -> line.contains(" failed: java.lang.IllegalStateException;"))
                    .noneMatch(line -> line.contains("secret"));
            await().until(() -> log.lines().stream()
                    .anyMatch(line -> line.matches(
                            "INFO warm-up .*Failing: done, 4 entries in .* s \\(.*/s\\)," + " 2 loaded, 2 failed")));
        }
    }

    @Test
    void warmerThatFailsAltogether_stopsNothing() {
        try (LogLines log = LogLines.listen();
                Application application = start(Mute.class, Many.class)) {
            assertThat(LOADS).hasSize(20);
            assertThat(log.warnings())
                    .anyMatch(line -> line.contains("what to load cannot be read: java.lang.IllegalStateException"));
        }
    }

    @Test
    void loads_haveARequestContext() {
        try (Application application = start(InRequest.class, Request.class)) {
            assertThat(LOADS)
                    .containsExactlyInAnyOrder("request asked for requestrequest", "request listed requestrequest");
        }
    }

    @Test
    void switchedOff_nothingIsWarmed() {
        configuration.put("cachex.warm.enabled", "false");
        try (Application application = start(Many.class)) {
            assertThat(application.get(Many.class).name()).isEqualTo("many");
            assertThat(LOADS).isEmpty();
        }
    }

    @Test
    void nothingIsCached_nothingIsWarmed() {
        configuration.put("cachex.enabled", "false");
        try (Application application = start(Many.class)) {
            assertThat(application.get(Many.class).name()).isEqualTo("many");
            assertThat(LOADS).isEmpty();
        }
    }

    @Test
    void applicationEnds_warmUpStops_andItsThreadsEnd() throws InterruptedException {
        Application application = start(Endless.class);
        entered.await();

        application.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("cachex-warm"));
    }

    @Test
    void applicationEndsOnAnInterruptedThread_warmUpStopsAllTheSame_andTheInterruptIsKept()
            throws InterruptedException {
        Application application = start(Endless.class);
        entered.await();

        Thread.currentThread().interrupt();
        application.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("cachex-warm"));
    }

    @Test
    void laterNode_warmsNothing_untilTheVersionChanges() {
        try (RedisServer redis = RedisServer.any()) {
            useRedis(redis);
            try (LogLines log = LogLines.listen();
                    Application first = start(Many.class);
                    Application second = start(Many.class)) {
                assertThat(LOADS).hasSize(20);
                assertThat(log.lines())
                        .anyMatch(line -> line.startsWith(
                                "INFO warm-up many: left out, another node has done it (done, 20 entries in "));
            }
            try (Application restarted = start(Many.class)) {
                assertThat(LOADS).hasSize(20);
            }
            configuration.put("cachex.warm.version", "2");
            try (LogLines log = LogLines.listen();
                    Application newer = start(Many.class)) {
                assertThat(log.lines()).anyMatch(line -> line.startsWith("INFO warm-up many: done, 20 entries"));
                // What is fresh is not loaded again.
                assertThat(LOADS).hasSize(20);
            }
        }
    }

    @Test
    void nodeThatEndsWhileItWarms_isReplacedByAnother() throws InterruptedException {
        try (RedisServer redis = RedisServer.any()) {
            useRedis(redis);
            configuration.put("cachex.warm.wait", "0");
            configuration.put("cachex.warm.concurrency", "1");
            gate = new CountDownLatch(1);
            Application first = start(Many.class);
            entered.await();
            try (Application second = start(Many.class, Caches.class)) {
                AtomicBoolean closed = new AtomicBoolean();
                Thread closing = new Thread(() -> {
                    first.close();
                    closed.set(true);
                });
                closing.start();
                WaitingThreads.await(closing, WarmUp.class);
                gate.countDown();
                closing.join();

                assertThat(closed).isTrue();
                await().atMost(Duration.ofSeconds(20)).until(() -> LOADS.size() == 20);
                CacheHandler many = second.get(Caches.class).many();
                await().until(() -> many.get(CacheKey.of("k19", String.class)).isPresent());
                assertThat(LOADS).hasSize(20).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void backendAwayAtTheStart_warmsWhenItIsThere() {
        try (RedisServer redis = RedisServer.start()) {
            useRedis(redis);
            configuration.put("cachex.warm.wait", "0");
            redis.stop();
            try (LogLines log = LogLines.listen();
                    Application application = start(Many.class)) {
                await().until(() -> log.warnings().stream()
                        .anyMatch(line -> line.startsWith("WARNING warm-up many: waits for the backend: ")));
                assertThat(LOADS).isEmpty();

                redis.restart();

                await().atMost(Duration.ofSeconds(30)).until(() -> LOADS.size() == 20);
            }
        }
    }

    @Test
    void warmerThatFailsAltogether_isNotTriedByEveryNode() {
        try (RedisServer redis = RedisServer.any()) {
            useRedis(redis);
            try (Application first = start(Mute.class);
                    Application second = start(Mute.class)) {
                assertThat(Mute.ASKED).hasValue(1);
            }
        }
    }
}
