// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.FetchContext;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.tck.redis.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * All that callers of one process do to a cache, mixed, until the source says that it is enough. Each slot is changed by one process
 * alone, which then drops it, by its key, a tag or a pattern. What was dropped, or is queued to be, binds that process at once; what was
 * dropped for sure binds all others after what was promised for them.
 */
public final class Soak {
    /** Beside the slots: ids that are asked for once or twice, so that there are ever more of them. */
    private static final int PASSING = 1_000_000;

    /** Of as many, each changes slots of its own. */
    public static final int PROCESSES = 3;

    /** All that they do: the slot of the first counts the first, and so on. */
    private static final List<String> KINDS = List.of(
            "get",
            "getAll",
            "fetch",
            "fetchAsync",
            "fetchAll",
            "put",
            "putAll",
            "putIfAbsent",
            "getAndRemove",
            "touch",
            "contains",
            "increment",
            "invalidate",
            "invalidateTags",
            "invalidateMatching",
            "clear",
            "expire",
            "expireTags",
            "expireMatching",
            "expireAll",
            "unanswered");

    private static final int MARKERS = 20;
    private static final int READERS = 4;
    private static final int OPERATIONS = 5_000_000;
    private static final String PADDING = "x".repeat(200);

    private final Source source;
    private final int process;
    private final CacheHandler cache;
    private final SoakEvidence evidence;
    private final int from;
    private final int count;
    private final CacheOptions options =
            CacheOptions.ttl("2s").staleTtl("2s").refreshAhead(0.8).softTimeout("1s");
    private final long[] own;
    private final AtomicLong operations = new AtomicLong();
    private final AtomicLong drops = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong ownOld = new AtomicLong();
    private final AtomicLong oldest = new AtomicLong();
    private final AtomicLong judged = new AtomicLong();
    private final Queue<String> exceptions = new ConcurrentLinkedQueue<>();
    /** What this thread did last, and how often it has loaded. */
    private final ThreadLocal<String> last = ThreadLocal.withInitial(() -> "nothing");

    private final ThreadLocal<Integer> loads = ThreadLocal.withInitial(() -> 0);

    public Soak(Source source, int process, FencedCache cache, Order order) {
        this.source = source;
        this.process = process;
        this.cache = cache.handler();
        this.evidence = cache.evidence();
        evidence.begin();
        this.from = order.number("from");
        this.count = order.number("count");
        this.own = new long[count];
    }

    private static final class SourceFailure extends IOException {
        private static final long serialVersionUID = 1;

        SourceFailure() {
            super("source down");
        }
    }

    /** Returns the kinds of operations that nobody has done yet whose slots begin with {@code from}. */
    public static List<String> undone(Source source, int from) {
        return IntStream.range(0, KINDS.size())
                .filter(kind -> source.gatheredOn(from + kind) == 0)
                .mapToObj(KINDS::get)
                .toList();
    }

    /** Works until the source ends the first slot; answers what it did, and what went wrong. One of more processes only reads. */
    public Order run() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(READERS + 2);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            all.add(threads.submit(() -> until(this::read)));
        }
        all.add(threads.submit(() -> until(this::beside)));
        if (process < PROCESSES) {
            all.add(threads.submit(() -> until(this::write)));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();
        threads.awaitTermination(1, TimeUnit.MINUTES);
        return Order.of("ok")
                .with("operations", operations)
                .with("drops", drops)
                .with("failures", failures)
                .with("own-old", ownOld)
                .with("old", evidence.examples())
                .with("oldest", oldest)
                .with("judged", judged)
                .with("near-hits", cache.stats().nearHits())
                .with("shared-hits", cache.stats().hits() - cache.stats().nearHits())
                .with("exceptions", exceptions.size())
                .with("examples", exceptions.stream().limit(5).toList());
    }

    /** Waits until Redis is used again and each slot is what it is; answers what this process holds by then. */
    public Order settle() {
        Awaitility.await("a drop that is applied")
                .atMost(Duration.ofMinutes(1))
                .until(() -> cache.invalidate("none").isApplied());
        for (int i = 0; i < count; i++) {
            int slot = from + i;
            Awaitility.await("the newest of slot " + slot)
                    .atMost(Duration.ofMinutes(1))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .ignoreException(SourceFailure.class)
                    .until(() -> version(cache.fetch(key(slot), options(slot), () -> load(slot, process)))
                            >= source.version(slot));
        }
        return Holdings.now();
    }

    private void until(Callable<?> step) {
        for (int i = 0; i < OPERATIONS && !source.isEnded(from); i++) {
            try {
                step.call();
                operations.incrementAndGet();
            } catch (SourceFailure expected) {
                failures.incrementAndGet();
            } catch (Exception e) {
                exceptions.add(e.toString());
            }
            LockSupport.parkNanos(500_000);
        }
    }

    private Object read() throws Exception {
        if (random(4) == 0) {
            int id = from + PASSING + random(PASSING);
            return cache.<String, IOException>fetch(key(id), options, () -> "1|" + PADDING);
        }
        int slot = from + random(count);
        long asked = System.nanoTime();
        long binding = source.binding(slot);
        long ownBinding = ownBinding(slot);
        int before = loads.get();
        long version = ask(slot);
        if (version > 0) {
            judge(slot, version, binding, ownBinding, asked);
        }
        if (version > 0 && version < ownBinding) {
            ownOld.incrementAndGet();
            evidence.old(
                    key(slot).id(),
                    version,
                    ownBinding,
                    new SoakEvidence.Read(last.get(), asked, System.nanoTime(), loads.get() > before));
        }
        return version;
    }

    private long ask(int slot) throws Exception {
        return switch (random(8)) {
            case 0 -> did("get", cache.get(key(slot)).map(Soak::version).orElse(0L));
            case 1 -> did("fetchAsync", later(slot));
            case 2 -> did("fetchAll", together(slot));
            case 3 ->
                did(
                        "getAll",
                        version(cache.getAll(List.of(key(slot), key(from))).get(key(slot))));
            default ->
                did(
                        "fetch",
                        version(cache.<String, IOException>fetch(key(slot), options(slot), () -> load(slot, process))));
        };
    }

    private <T> T did(String operation, T answer) {
        source.gathered(from + KINDS.indexOf(operation));
        last.set(operation);
        return answer;
    }

    /** Does what has no version to judge by, to ids of its own; some of it throws while Redis cannot say. */
    private Object beside() {
        int id = random(MARKERS);
        CacheKey<String> marker = CacheKey.of("marker:" + id, String.class);
        CacheOptions tagged = CacheOptions.ttl("2s").staleTtl("2s").tags("markers-" + id);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        try {
            return switch (random(10)) {
                case 0 -> did("putIfAbsent", cache.putIfAbsent(marker, PADDING, tagged));
                case 1 -> did("getAndRemove", cache.getAndRemove(marker));
                case 2 -> did("touch", cache.touch(marker, Duration.ofSeconds(2)));
                case 3 -> did("contains", cache.contains(marker));
                case 4 -> did("increment", cache.increment("counter-" + id, 1, Duration.ofSeconds(2)));
                case 5 -> did("expire", cache.expire(marker.id()));
                case 6 -> did("expireTags", cache.expireTags("markers-" + id));
                case 7 -> did("expireMatching", cache.expireMatching("marker:" + id));
                case 8 -> did("expireAll", random(20) > 0 ? marker : cache.expireAll());
                default -> {
                    cache.putAll(Map.of(marker, PADDING), tagged);
                    yield did("putAll", marker);
                }
            };
        } catch (CacheBackendException e) {
            return did("unanswered", marker);
        }
    }

    private long later(int slot) throws Exception {
        try {
            return version(cache.fetchAsync(
                            key(slot),
                            options(slot),
                            () -> CompletableFuture.supplyAsync(() -> {
                                try {
                                    return load(slot, process);
                                } catch (IOException e) {
                                    throw new CompletionException(e);
                                }
                            }))
                    .toCompletableFuture()
                    .get(1, TimeUnit.MINUTES));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private long together(int slot) throws IOException {
        int other = from + (slot - from + 1) % count;
        Map<CacheKey<String>, Integer> slots = new LinkedHashMap<>();
        slots.put(key(slot), slot);
        slots.put(key(other), other);
        return version(cache.<String, IOException>fetchAll(slots.keySet(), options, missing -> {
                    Map<CacheKey<String>, String> loaded = new LinkedHashMap<>();
                    for (CacheKey<String> key : missing) {
                        loaded.put(key, load(slots.get(key), process));
                        FetchContext.current().tags(tag(slots.get(key)));
                    }
                    return loaded;
                })
                .get(key(slot)));
    }

    private void judge(int slot, long version, long binding, long ownBinding, long asked) {
        if (binding > 0) {
            judged.incrementAndGet();
        }
        if (version >= ownBinding && version < binding) {
            oldest.accumulateAndGet(source.age(slot, version, asked), Math::max);
        }
    }

    private String load(int slot, int by) throws IOException {
        long version = source.beginLoad(slot, by);
        loads.set(loads.get() + 1);
        try {
            Pause.millis(random(10) == 0 ? random(20) : 0);
            if (random(50) == 0) {
                throw new SourceFailure();
            }
            return version + "|" + PADDING;
        } finally {
            source.endLoad(slot, by);
        }
    }

    private Object write() {
        int slot = from + random(count / PROCESSES) * PROCESSES + process;
        long version = source.change(slot);
        long began = System.nanoTime();
        boolean applied = drop(slot, version);
        // What is queued binds this process at once as well.
        evidence.dropped(key(slot).id(), last.get(), applied ? "APPLIED" : "QUEUED", version, began);
        own(slot, version);
        if (applied) {
            drops.incrementAndGet();
            source.bind(slot, version, System.nanoTime());
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        return slot;
    }

    /** Returns whether it was applied, and does not wait for Redis to recover. */
    private boolean drop(int slot, long version) {
        return switch (random(100) == 0 ? 5 : random(5)) {
            case 0 -> did("invalidateTags", cache.invalidateTags(tag(slot))).isApplied();
            case 1 ->
                did("invalidateMatching", cache.invalidateMatching("soak:" + slot + "*"))
                        .isApplied();
            case 2 -> did("put", put(slot, version));
            case 5 -> did("clear", cache.clear()).isApplied();
            default -> did("invalidate", cache.invalidate(key(slot).id())).isApplied();
        };
    }

    private boolean put(int slot, long version) {
        try {
            cache.put(key(slot), version + "|" + PADDING, options(slot).backendErrors(ErrorPolicy.THROW));
            return true;
        } catch (CacheBackendException e) {
            return false;
        }
    }

    private synchronized long ownBinding(int slot) {
        return own[slot - from];
    }

    private synchronized void own(int slot, long version) {
        own[slot - from] = version;
    }

    /** Returns whether {@code id} is that of a slot, and not of what is asked for once or twice. */
    static boolean isOfASlot(String id) {
        return id.startsWith("soak:") && id.length() < ("soak:" + PASSING).length();
    }

    private static CacheKey<String> key(int slot) {
        return CacheKey.of("soak:" + slot + ":", String.class);
    }

    private static String tag(int slot) {
        return "slot-" + slot;
    }

    private CacheOptions options(int slot) {
        return options.tags(tag(slot));
    }

    private static long version(String value) {
        return value == null ? 0 : Long.parseLong(value.substring(0, value.indexOf('|')));
    }

    private static int random(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }
}
