// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.crossed;

import io.github.cachex.CacheHandler;
import io.github.cachex.cdi.bootstrap.EngineOwner;
import io.github.cachex.tck.crossed.Combination.Tags;
import io.github.cachex.tck.crossed.Combination.Way;
import io.github.cachex.tck.deployment.Deployment;
import io.github.cachex.tck.transactions.Jta;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An application on Weld SE with a cache for each of some combinations, and transactions. */
final class Application implements AutoCloseable {
    /** Of a busy machine nothing is asked that is not looked at here. */
    private static final Map<String, String> PATIENT = Map.of(
            "cachex.backend-budget", "30s",
            "cachex.breaker.slow", "30s",
            "cachex.link.dead", "60s",
            "cachex.lease.ttl", "60s",
            "cachex.lease.renew", "20s",
            "cachex.wait-timeout", "3m");

    private final SeContainer container;

    private Application(SeContainer container) {
        this.container = container;
    }

    /** Returns {@code combinations} in parts for which there are beans enough. */
    static List<List<Combination>> parts(List<Combination> combinations) {
        List<List<Combination>> parts = new ArrayList<>();
        List<Combination> part = new ArrayList<>();
        for (Combination combination : combinations) {
            part.add(combination);
            if (part.stream().filter(Application::callsMethods).count() == Methods.BEANS.size()) {
                parts.add(part);
                part = new ArrayList<>();
            }
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }

    private static boolean callsMethods(Combination combination) {
        return combination.is(Way.METHOD, Way.METHOD_STAGE);
    }

    /** Starts one for {@code part} with what {@code backend} says of it. */
    static Application start(List<Combination> part, Map<String, String> backend) {
        Map<String, String> settings = new HashMap<>(PATIENT);
        settings.putAll(backend);
        List<Class<?>> beans = new ArrayList<>(List.of(Transactions.class));
        for (int i = 0; i < part.size(); i++) {
            Combination combination = part.get(i);
            String cache = "cachex.cache." + name(i) + '.';
            combination.settings().forEach((key, value) -> settings.put(cache + key, value));
            if (callsMethods(combination)) {
                Class<?> bean = Methods.BEANS.get(beans.size() - 1);
                beans.add(bean);
                settings.putAll(ofMethods(bean.getName(), name(i), combination));
            }
        }
        return new Application(Deployment.start(settings, beans.toArray(Class<?>[]::new)));
    }

    private static Map<String, String> ofMethods(String bean, String cache, Combination combination) {
        Map<String, String> settings = new HashMap<>();
        settings.put(bean + "/CachexFetch/cache", cache);
        if (combination.is(Tags.ONE)) {
            settings.put(bean + "/CachexFetch/tags", Calls.tag("{0}"));
        }
        for (Kind kind : Kind.values()) {
            for (String method : List.of(kind.method(), kind.method() + "Later")) {
                String own = bean + '/' + method + "/CachexFetch/";
                switch (kind) {
                    case PLAIN -> {}
                    case AHEAD -> settings.put(own + "refreshAhead", "0.000000001");
                    case HASTY -> settings.put(own + "hardTimeout", Kind.SOON);
                    case BRIEF -> {
                        settings.put(own + "ttl", Kind.MOMENT);
                        settings.put(own + "nullTtl", Kind.MOMENT);
                    }
                }
            }
        }
        return settings;
    }

    private static String name(int index) {
        return "c" + index;
    }

    /** Returns what asks in the way of the combination {@code index} of {@code part}. */
    Calls calls(List<Combination> part, int index) {
        Combination combination = part.get(index);
        CacheHandler cache = container.select(EngineOwner.class).get().cache(name(index));
        long before = part.subList(0, index).stream()
                .filter(Application::callsMethods)
                .count();
        Methods methods = callsMethods(combination)
                ? container.select(Methods.BEANS.get((int) before)).get()
                : null;
        return new Calls(combination, cache, methods);
    }

    @Override
    public void close() {
        container.close();
    }

    /** Where Cachex finds transactions. */
    @ApplicationScoped
    public static class Transactions {
        /** Returns what knows the calling thread's. */
        @Produces
        public TransactionSynchronizationRegistry registry() {
            return Jta.registry();
        }
    }
}
