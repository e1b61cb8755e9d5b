// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.testkit.Elapsed;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What calls take over a store, and the same by its bare client with the same codec, in turns in one run. */
public final class BackendTimes {
    /** So many calls are measured at once, since one takes less than a clock tells apart. */
    public static final int AT_ONCE = 20;

    private static final String VALUE = "x".repeat(1_000);
    private static final byte[] LEASE = new byte[32];

    /** What is called. */
    public enum Call {
        /** A value that is there; of the bare client a read. */
        HIT,
        /** A value that is not there; of the bare client a read, and two conditional writes. */
        MISS,
        /** An invalidation; of the bare client a delete. */
        INVALIDATION
    }

    /**
     * Times of {@link #AT_ONCE} calls each.
     *
     * @param ours over Cachex
     * @param bare without it
     */
    public record Times(List<Elapsed> ours, List<Elapsed> bare) {
        Times() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    private interface Work {
        void on(String key) throws Exception;
    }

    private final Map<Call, Times> times = new EnumMap<>(Call.class);
    private final CacheHandler cache;
    private final BareClient bare;
    private final Jsonb jsonb;

    private BackendTimes(CacheHandler cache, BareClient bare, Jsonb jsonb) {
        this.cache = cache;
        this.bare = bare;
        this.jsonb = jsonb;
    }

    /** Returns the names of the stores. */
    public static List<String> stores() {
        return List.of(SharedStore.Kind.values()).stream()
                .map(SharedStore.Kind::toString)
                .toList();
    }

    /** Measures {@code rounds} over a store of its own, which is called {@code name}, after half as many that are not measured. */
    public static Map<Call, Times> measure(String name, int rounds) throws Exception {
        SharedStore.Kind kind = List.of(SharedStore.Kind.values()).stream()
                .filter(one -> one.toString().equals(name))
                .findFirst()
                .orElseThrow();
        try (SharedStore store = SharedStore.start(kind);
                CacheHandler cache = CacheHandler.builder()
                        .name("bench")
                        .prefix("tck")
                        .properties(store.settings())
                        .property("cachex.near.enabled", "false")
                        .property("cachex.backend-budget", "30s")
                        .property("cachex.breaker.slow", "30s")
                        .build();
                BareClient bare = BareClient.of(store);
                Jsonb jsonb = JsonbBuilder.create()) {
            BackendTimes bench = new BackendTimes(cache, bare, jsonb);
            for (int i = 0; i < rounds / 2; i++) {
                bench.round("warm-" + i + "-");
            }
            bench.times.clear();
            for (int i = 0; i < rounds; i++) {
                bench.round("key-" + i + "-");
            }
            return bench.times;
        }
    }

    private void round(String keys) throws Exception {
        measure(Call.MISS, keys, this::fetch, this::loadBare);
        measure(Call.HIT, keys, this::fetch, this::readBare);
        measure(Call.INVALIDATION, keys, key -> cache.invalidate(key), bare::delete);
    }

    private void measure(Call call, String keys, Work ours, Work theirs) throws Exception {
        Times measured = times.computeIfAbsent(call, same -> new Times());
        measured.ours().add(elapsed(keys, ours));
        measured.bare().add(elapsed(keys, theirs));
    }

    private static Elapsed elapsed(String keys, Work work) throws Exception {
        Elapsed elapsed = Elapsed.start();
        for (int i = 0; i < AT_ONCE; i++) {
            work.on(keys + i);
        }
        return elapsed.stop();
    }

    private void fetch(String key) {
        String value = cache.<String, RuntimeException>fetch(CacheKey.of(key, String.class), () -> VALUE);
        if (value.length() != VALUE.length()) {
            throw new IllegalStateException(value);
        }
    }

    private void loadBare(String key) throws Exception {
        if (bare.read(key).isPresent()) {
            throw new IllegalStateException(key + " is there");
        }
        bare.insert(key, LEASE);
        bare.replace(key, jsonb.toJson(VALUE).getBytes(StandardCharsets.UTF_8));
    }

    private void readBare(String key) throws Exception {
        byte[] read = bare.read(key).orElseThrow();
        String value = jsonb.fromJson(new String(read, StandardCharsets.UTF_8), String.class);
        if (value.length() != VALUE.length()) {
            throw new IllegalStateException(value);
        }
    }
}
