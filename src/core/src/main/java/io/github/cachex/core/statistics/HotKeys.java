// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.statistics;

import io.github.cachex.HotKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The keys of one cache that are asked for most: by Space-Saving (Metwally, Agrawal, El Abbadi: Efficient Computation of Frequent and
 * Top-k Elements in Data Streams, 2005) over {@value #MOST} keys. A key that is asked for more often than the total by {@value #MOST} is
 * in it. All counts are halved every {@value #HALF_LIFE_MINUTES} minutes, so that what was hot once gives way. Thread-safe; nobody waits
 * for it: what comes while another is being counted is left out.
 */
public final class HotKeys {
    static final int MOST = 128;
    static final int LONGEST = 128;
    private static final int HALF_LIFE_MINUTES = 5;
    private static final long HALF_LIFE_NANOS = TimeUnit.MINUTES.toNanos(HALF_LIFE_MINUTES);
    /** One of so many near hits is looked at: by chance, since every so many-th of a loop would always be the same key. */
    private static final int NEAR_BITS = 7;

    private final LongSupplier clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> places = new HashMap<>();
    private final String[] ids = new String[MOST];
    private final long[] asked = new long[MOST];
    private final long[] tooMany = new long[MOST];
    private long halvedAt;

    /** Creates an empty one. */
    public HotKeys() {
        this(System::nanoTime);
    }

    HotKeys(LongSupplier clock) {
        this.clock = clock;
        this.halvedAt = clock.getAsLong();
    }

    /** Looks at one of many near hits. One that is not looked at allocates nothing and shares nothing with other threads. */
    public void nearHit(String id) {
        if (ThreadLocalRandom.current().nextInt() >>> Integer.SIZE - NEAR_BITS == 0) {
            asked(id, 1 << NEAR_BITS);
        }
    }

    /** Counts a read of the backend, or a load. */
    public void asked(String id) {
        asked(id, 1);
    }

    private void asked(String id, int times) {
        if (!lock.tryLock()) {
            return;
        }
        try {
            age();
            String name = name(id);
            Integer known = places.get(name);
            asked[known == null ? place(name) : known] += times;
        } finally {
            lock.unlock();
        }
    }

    /** Gives {@code name} a place: that of the key that was asked for least, where all are taken. It may have been asked for as often. */
    private int place(String name) {
        int place = places.size() < MOST ? places.size() : least();
        if (places.size() == MOST) {
            places.remove(ids[place]);
        }
        ids[place] = name;
        tooMany[place] = asked[place];
        places.put(name, place);
        return place;
    }

    private int least() {
        int least = 0;
        for (int place = 1; place < MOST; place++) {
            if (asked[place] < asked[least]) {
                least = place;
            }
        }
        return least;
    }

    private void age() {
        long now = clock.getAsLong();
        long halves = (now - halvedAt) / HALF_LIFE_NANOS;
        if (halves > 0) {
            halvedAt += halves * HALF_LIFE_NANOS;
            int shift = (int) Math.min(halves, Long.SIZE - 1);
            for (int place = 0; place < MOST; place++) {
                asked[place] >>= shift;
                tooMany[place] >>= shift;
            }
        }
    }

    /** Returns {@code id}; of a long one the beginning, with what tells it from others that begin so. */
    private static String name(String id) {
        return id.length() <= LONGEST
                ? id
                : id.substring(0, LONGEST - 1 - Integer.BYTES * 2) + '…' + String.format("%08x", id.hashCode());
    }

    /** Returns them, hottest first. */
    public List<HotKey> hottest() {
        List<HotKey> hottest = new ArrayList<>();
        lock.lock();
        try {
            age();
            places.forEach((id, place) -> {
                if (asked[place] > 0) {
                    hottest.add(new HotKey(id, asked[place], tooMany[place]));
                }
            });
        } finally {
            lock.unlock();
        }
        hottest.sort(Comparator.comparingLong(HotKey::asked).reversed().thenComparing(HotKey::id));
        return hottest;
    }
}
