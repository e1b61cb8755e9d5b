// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.tck.redis.OverRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes that serve tenants. */
class NamespacesTest extends OverRedis {
    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);
    private static final CacheOptions TAGGED = CacheOptions.ttl("1h").tags("news");
    private static final List<String> TENANTS = List.of("acme", "globex", "a/b", "{acme}", "Ü", "");
    private static final int CALLERS = 16;

    private final ThreadLocal<String> tenant = new ThreadLocal<>();
    private final Map<String, AtomicInteger> loads = new ConcurrentHashMap<>();

    @BeforeEach
    void forgetLoads() {
        loads.clear();
    }

    private CacheHandler forTenants() {
        return closing(builder(redis().uri()).namespaces(tenant::get).build());
    }

    private String fetch(CacheHandler node, String owner) {
        tenant.set(owner);
        return node.fetch(
                KEY,
                TAGGED,
                () -> owner
                        + ' '
                        + loads.computeIfAbsent(owner, name -> new AtomicInteger())
                                .incrementAndGet());
    }

    @Test
    void tenantsThatAskAtOnce_loadOnceEach() throws Exception {
        List<CacheHandler> nodes = List.of(forTenants(), forTenants());
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                CacheHandler node = nodes.get(i % nodes.size());
                TENANTS.forEach(owner -> calls.add(() -> fetch(node, owner).equals(owner + " 1")));
            }
            for (Future<Boolean> answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(loads).hasSize(TENANTS.size());
        assertThat(loads.values()).extracting(AtomicInteger::get).containsOnly(1);
    }

    @Test
    void whatOneTenantDrops_theOthersKeep() {
        List<Runnable> drops = new ArrayList<>();
        CacheHandler here = forTenants();
        CacheHandler there = forTenants();
        drops.add(() -> here.invalidate("key"));
        drops.add(() -> here.invalidateTags("news"));
        drops.add(() -> here.invalidateMatching("*"));
        drops.add(() -> here.invalidateMatching("k?y"));
        drops.add(here::clear);
        drops.add(() -> here.expire("key"));
        drops.add(() -> here.expireTags("news"));
        drops.add(() -> here.expireMatching("k*"));
        drops.add(here::expireAll);
        int round = 1;
        for (Runnable drop : drops) {
            for (String owner : TENANTS) {
                String before = fetch(here, owner);
                drop.run();
                assertThat(fetch(here, owner)).isNotEqualTo(before);
            }
            round++;
            for (String owner : TENANTS) {
                assertThat(fetch(here, owner)).isEqualTo(owner + ' ' + round);
                String now = owner + ' ' + round;
                // What this node keeps near is old until it hears of the drop.
                Awaitility.await().until(() -> fetch(there, owner).equals(now));
            }
        }
    }
}
