// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.bootstrap.CachexExtension;
import io.github.cachex.tck.redis.Pause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** An application on Weld SE that asks for collections of slots whose elements are cached each. One per process. */
final class ElementNode implements AutoCloseable {
    private static final int LARGEST = 20;
    private static Source source;
    private static int process;
    private static int ofNull;

    private final SeContainer container;

    private ElementNode(SeContainer container) {
        this.container = container;
    }

    /** Starts the application; loads of null are counted on the slot {@code null} of {@code order}. */
    static ElementNode start(Source source, int process, Order order) {
        ElementNode.source = source;
        ElementNode.process = process;
        ofNull = order.number("null");
        order.values().forEach((name, value) -> {
            if (name.startsWith("set:")) {
                System.setProperty(name.substring("set:".length()), value);
            }
        });
        return new ElementNode(SeContainerInitializer.newInstance()
                .disableDiscovery() // the example's beans are on this class path too
                .addExtensions(new CachexExtension())
                .addBeanClasses(Versions.class)
                .initialize());
    }

    /**
     * Lets {@code threads} ask for {@code collections} of the {@code count} slots from {@code from} on, some of them null and some
     * twice, as lists and as maps; answers how many answers were wrong in any place.
     */
    Order ask(Order order) throws InterruptedException, ExecutionException {
        int threads = order.number("threads");
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> asked = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Random random = new Random(31L * process + i);
                asked.add(pool.submit(() -> wrong(order, random, order.number("collections") / threads)));
            }
            int wrong = 0;
            for (Future<Integer> one : asked) {
                wrong += one.get();
            }
            return Order.of("ok").with("wrong", wrong);
        } finally {
            pool.shutdown();
        }
    }

    private int wrong(Order order, Random random, int collections) {
        Versions versions = container.select(Versions.class).get();
        int wrong = 0;
        for (int i = 0; i < collections; i++) {
            List<Integer> slots = slots(order, random);
            List<String> expected = new ArrayList<>();
            Map<Integer, String> expectedBySlot = new LinkedHashMap<>();
            slots.forEach(slot -> {
                expected.add(version(slot));
                if (version(slot) != null) {
                    expectedBySlot.put(slot, version(slot));
                }
            });
            boolean isRight = switch (i % 3) {
                case 0 -> versions.inOrder(slots).equals(expected);
                case 1 -> isSame(versions.all(new LinkedHashSet<>(slots)), expectedBySlot);
                default -> isSame(versions.ofArray(slots.toArray(Integer[]::new)), expectedBySlot);
            };
            wrong += isRight ? 0 : 1;
        }
        return wrong;
    }

    private static List<Integer> slots(Order order, Random random) {
        List<Integer> slots = new ArrayList<>();
        int size = random.nextInt(LARGEST);
        for (int i = 0; i < size; i++) {
            int slot = order.number("from") + random.nextInt(order.number("count"));
            slots.add(random.nextInt(20) == 0 ? null : slot);
            if (random.nextInt(10) == 0) {
                slots.add(slots.get(random.nextInt(slots.size())));
            }
        }
        return slots;
    }

    private static boolean isSame(Map<Integer, String> map, Map<Integer, String> expected) {
        return map.equals(expected) && new ArrayList<>(map.keySet()).equals(new ArrayList<>(expected.keySet()));
    }

    /** Returns what a slot has; every seventh has nothing. */
    private static String version(Integer slot) {
        if (slot == null) {
            return "none";
        }
        return slot % 7 == 0 ? null : slot + " in version " + source.version(slot);
    }

    @Override
    public void close() {
        container.close();
    }

    /** The slow thing. */
    @ApplicationScoped
    @CachexDefaults(cache = "elements", cacheNull = "true", ttl = "1h")
    public static class Versions {
        /** Loads the versions of {@code slots} in their order. */
        @CachexFetch(keys = "slot:{0[]}")
        public List<String> inOrder(List<Integer> slots) {
            return loaded(slots);
        }

        /** Loads the versions of {@code slots}. */
        @CachexFetch(keys = "slot:{0[]}")
        public Map<Integer, String> all(Collection<Integer> slots) {
            Map<Integer, String> found = new LinkedHashMap<>();
            List<Integer> asked = new ArrayList<>(slots);
            Collections.reverse(asked);
            List<String> versions = loaded(asked);
            for (int i = 0; i < asked.size(); i++) {
                found.put(asked.get(i), versions.get(i));
            }
            return found;
        }

        /** Loads the versions of {@code slots}. */
        @CachexFetch(keys = "slot:{0[]}")
        public Map<Integer, String> ofArray(Integer... slots) {
            return all(Arrays.asList(slots));
        }

        private static List<String> loaded(Collection<Integer> slots) {
            List<String> versions = new ArrayList<>();
            slots.forEach(slot -> source.beginLoad(slot == null ? ofNull : slot, process));
            Pause.millis(2);
            slots.forEach(slot -> {
                versions.add(version(slot));
                source.endLoad(slot == null ? ofNull : slot, process);
            });
            return versions;
        }
    }
}
