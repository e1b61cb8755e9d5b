// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.ConfigProvider;

/** Where all values come from; it counts its loads itself. */
@ApplicationScoped
public class Origin {
    private final String instance = Copy.ONE + UUID.randomUUID().toString();
    private final Map<String, Integer> loads = new ConcurrentHashMap<>();

    /** Loads, and takes {@code probe.delay.<bean>} milliseconds for it. */
    public Answer load(String bean, String key) {
        int load = loads.merge(bean + ' ' + key, 1, Integer::sum);
        pause(setting("probe.delay." + bean, Long.class, 0L));
        return new Answer(bean, key, load, setting("probe.node", String.class, "node"));
    }

    private static <T> T setting(String key, Class<T> type, T otherwise) {
        return ConfigProvider.getConfig().getOptionalValue(key, type).orElse(otherwise);
    }

    /** Is slow on purpose: this is the work that a cache saves, and nothing waits for anything by it. */
    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns which deployment this is. */
    public String instance() {
        return instance;
    }

    /** Has one instance in each copy of its class, so that a heap's histogram tells how many copies there are. */
    enum Copy {
        ONE
    }

    /** Returns how often {@code key} was loaded for {@code bean}. */
    public int loads(String bean, String key) {
        return loads.getOrDefault(bean + ' ' + key, 0);
    }

    /** Returns how often anything was loaded. */
    public int loads() {
        return loads.values().stream().mapToInt(Integer::intValue).sum();
    }
}
