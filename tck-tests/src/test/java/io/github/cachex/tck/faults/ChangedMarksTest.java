// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.backend.memory.MemoryBackend;
import io.github.cachex.core.engine.CacheEngine;
import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.BackendLink.LinkListener;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.values.Damage;
import io.github.cachex.testkit.Show;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Marks and messages that others changed in any way: callers have their values, and invalidation by tag goes on. */
class ChangedMarksTest {
    private static final long SEED = 4711;
    private static final long HIGHEST = 1L << 52;
    private static final int BETWEEN_CHECKS = 50;
    private static final CacheSpace SPACE = new CacheSpace("cachex:1", "default");
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheOptions NEWS = CacheOptions.ttl("1h").tags("news");

    private static final List<String> MEMBERS =
            List.of("mtnews", "menews", "mp*", "mppost:?", "mgpost:*", "m*", "m~", "mkpost:1", "mspost:1", "e", "i7");
    private static final List<String> SAID = List.of("5:tnews", "1:*", "2:p*", "9:gpost:[1]", "7:kpost:1", "0:");

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Damage damage = new Damage(SEED);
    private final MemoryBackend memory = MemoryBackend.holding(10_000, 10_000_000);
    private final TagStore marks = memory.tags().orElseThrow();
    private final AtomicInteger loads = new AtomicInteger();
    private final List<String> wrong = new ArrayList<>();
    private final RedisFormats redis;
    private volatile @Nullable LinkListener listener;
    /** Whether what is read of marks is changed. */
    private volatile boolean damaging;

    ChangedMarksTest() throws ReflectiveOperationException {
        redis = new RedisFormats();
    }

    /** Has {@code own} answer for {@code target} where it answers something. */
    private static <T> T around(Class<T> type, T target, Answering own) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    Optional<Object> answer = own.answer(method, given);
                    try {
                        return answer.isPresent() ? answer.get() : method.invoke(target, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private interface Answering {
        Optional<Object> answer(Method method, @Nullable Object[] given) throws Throwable;
    }

    private CacheBackend backend() {
        BackendLink link = around(BackendLink.class, memory.link().orElseThrow(), (method, given) -> {
            if (method.getName().equals("open")) {
                listener = (LinkListener) given[0];
            }
            return Optional.empty();
        });
        TagStore tags = around(
                TagStore.class,
                marks,
                (method, given) ->
                        damaging && method.getName().equals("sync") ? Optional.of(changedState()) : Optional.empty());
        return around(CacheBackend.class, memory, (method, given) -> switch (method.getName()) {
            case "link" -> Optional.of(Optional.of(link));
            case "tags" -> Optional.of(Optional.of(tags));
            default -> Optional.empty();
        });
    }

    private TagState known() {
        return marks.peek(List.of(SPACE), CallBudget.of(Duration.ofSeconds(30))).get(0);
    }

    private static byte[] bytes(Object text) {
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What a sync answers of a set in which others have written. */
    private synchronized TagState changedState() throws Throwable {
        TagState state = known();
        if (random.nextBoolean()) {
            List<byte[]> pairs = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                pairs.add(damage.to(bytes(MEMBERS.get(random.nextInt(MEMBERS.size())))));
                pairs.add(random.nextBoolean() ? bytes(state.epoch()) : damage.to(bytes(state.epoch())));
            }
            byte[] epoch = bytes(state.epoch());
            return redis.synced(List.of(1L, 1L, bytes(state.incarnation()), epoch, epoch, bytes(state.floor()), pairs));
        }
        Map<String, Long> changed = new HashMap<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String text = new String(
                    damage.to(bytes(MEMBERS.get(random.nextInt(MEMBERS.size())).substring(1))),
                    StandardCharsets.UTF_16);
            changed.put(text, state.epoch() - random.nextInt(3));
        }
        return new TagState(state.incarnation(), state.epoch(), state.epoch(), state.floor(), changed);
    }

    private byte[] changedMessage() {
        TagState state = known();
        String text = random.nextInt(4) == 0
                ? "1ccachex:1:{default:post:1}"
                : "1m" + state.incarnation() + ' ' + state.epoch() + ' ' + (state.epoch() + 1) + ' ' + state.floor()
                        + ' ' + SAID.get(random.nextInt(SAID.size()));
        return damage.to(bytes(text));
    }

    @Test
    void changedMarksAndMessages_costNoCallerItsValueAndNoInvalidation() throws Throwable {
        int changes = Rounds.of(4_000, 500_000);
        int checks = 0;
        try (Said said = new Said()) {
            CacheEngine engine = CacheEngine.start(
                    Store.setup(Map.of("cachex.breaker.failures", "1000000")).backend(backend()));
            CacheHandler cache = engine.cache("default");
            fetch(cache);
            for (int i = 0; i < changes && wrong.size() < 10; i++) {
                int before = wrong.size();
                LinkListener heard = listener;
                assertThat(heard).isNotNull();
                damaging = i % 3 == 0;
                if (damaging) {
                    heard.unknown(SPACE);
                } else {
                    redis.tell(SPACE, changedMessage(), HIGHEST, heard);
                }
                call("get", () -> cache.get(KEY));
                call("fetch", () -> fetch(cache));
                if (i % BETWEEN_CHECKS == 0) {
                    checks++;
                    checkInvalidation(cache);
                }
                if (wrong.size() > before) {
                    wrong.add("with seed " + SEED + " at change " + i);
                }
            }
            engine.close();
            assertThat(said.twice()).isEmpty();
        }
        assertThat(wrong).isEmpty();
        Show.exactly(
                "fuzz",
                wrong.size(),
                0,
                "exceptions and errors to callers of " + changes + " changed marks and messages");
        Show.atLeast("fuzz", checks, changes / BETWEEN_CHECKS, "invalidations by tag after them that were heard");
    }

    private String fetch(CacheHandler cache) {
        return cache.fetch(KEY, NEWS, () -> "load " + loads.incrementAndGet());
    }

    private void call(String operation, Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            wrong.add(operation + ": " + e);
        }
    }

    /** What is fetched after an invalidation was loaded after it, and is kept from then on. */
    private void checkInvalidation(CacheHandler cache) {
        damaging = false;
        call("invalidateTags", () -> {
            fetch(cache);
            int before = loads.get();
            cache.invalidateTags("news");
            if (fetch(cache).equals("load " + before) || loads.get() == before) {
                wrong.add("an old value after an invalidation");
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        int loaded = loads.get();
                        fetch(cache);
                        return loads.get() == loaded;
                    });
        });
    }
}
