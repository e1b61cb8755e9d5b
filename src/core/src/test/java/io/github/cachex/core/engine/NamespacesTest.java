// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.FetchContext;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.FakeBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes whose calls are made in the name of tenants. */
class NamespacesTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);

    private final ThreadLocal<String> tenant = new ThreadLocal<>();
    private final FakeBackend fake = FakeBackend.create();
    private final CacheHandler here = open(fake);
    private final CacheHandler there = open(fake.sibling());
    private final AtomicInteger loads = new AtomicInteger();

    private CacheHandler open(CacheBackend backend, String... properties) {
        CacheHandler.Builder builder = CacheHandler.builder()
                .name("posts")
                .backend(backend)
                .serializer(new JavaSerializer())
                .namespaces(tenant::get)
                .property("cachex.jitter", "0");
        for (int i = 0; i < properties.length; i += 2) {
            builder.property(properties[i], properties[i + 1]);
        }
        return builder.build();
    }

    @AfterEach
    void close() throws Exception {
        there.close();
        here.close();
    }

    private String load() {
        return tenant.get() + ' ' + loads.incrementAndGet();
    }

    private Map<CacheKey<String>, String> loadAll(Collection<CacheKey<String>> missing) {
        return missing.stream().collect(Collectors.toMap(key -> key, key -> load()));
    }

    private String fetch(CacheHandler node, String owner, CacheOptions options) {
        tenant.set(owner);
        return node.fetch(KEY, options, this::load);
    }

    private String fetch(CacheHandler node, String owner) {
        return fetch(node, owner, CacheOptions.defaults());
    }

    /** The first tenant has what it got before, on both nodes, the second nothing. */
    private void onlyTheSecondLost(CacheOptions options, String first, Runnable invalidate) {
        String second = fetch(here, "globex", options);
        invalidate.run();
        assertThat(fetch(here, "acme", options)).isEqualTo(first);
        assertThat(fetch(there, "acme", options)).isEqualTo(first);
        assertThat(fetch(here, "globex", options)).isNotEqualTo(second);
    }

    @Test
    void eachTenant_hasItsOwnValues() {
        assertThat(fetch(here, "acme")).isEqualTo("acme 1");
        assertThat(fetch(here, "globex")).isEqualTo("globex 2");
        assertThat(fetch(here, null)).isEqualTo("null 3");
        for (CacheHandler node : List.of(here, there)) {
            assertThat(fetch(node, "acme")).isEqualTo("acme 1");
            assertThat(fetch(node, "globex")).isEqualTo("globex 2");
            assertThat(fetch(node, null)).isEqualTo("null 3");
            assertThat(fetch(node, "")).isEqualTo("null 3");
        }
        assertThat(loads).hasValue(3);
    }

    /** Names and ids that run into each other unless the names are escaped. */
    @Test
    void namesThatLookLikeIds_shareNothing() {
        tenant.set("a");
        here.put(CacheKey.of("b/c", String.class), "a's");
        tenant.set("a/b");
        assertThat(here.get(CacheKey.of("c", String.class))).isEmpty();
        tenant.set(null);
        assertThat(here.get(CacheKey.of("a/b/c", String.class))).isEmpty();
        tenant.set("a");
        assertThat(there.get(CacheKey.of("b/c", String.class))).contains("a's");
    }

    @Test
    void key_isDroppedOfOneTenant() {
        onlyTheSecondLost(CacheOptions.defaults(), fetch(here, "acme"), () -> here.invalidate("post:1"));
    }

    @Test
    void tag_isDroppedOfOneTenant() {
        CacheOptions news = CacheOptions.defaults().tags("news");
        onlyTheSecondLost(news, fetch(here, "acme", news), () -> here.invalidateTags("news"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "post:?", "*:1"})
    void pattern_isDroppedOfOneTenant(String glob) {
        onlyTheSecondLost(CacheOptions.defaults(), fetch(here, "acme"), () -> here.invalidateMatching(glob));
    }

    @Test
    void clear_dropsOneTenant() {
        onlyTheSecondLost(CacheOptions.defaults(), fetch(here, "acme"), here::clear);
        tenant.set("globex");
        here.put(KEY, "put");
        tenant.set("acme");
        here.clear();
        assertThat(here.get(KEY)).isEmpty();
        tenant.set("globex");
        assertThat(here.get(KEY)).contains("put");
        here.expireAll();
        assertThat(here.get(KEY)).isEmpty();
    }

    @Test
    void tagsThatALoadLearns_areTheTenantsOwn() {
        for (String owner : List.of("acme", "globex")) {
            tenant.set(owner);
            here.fetchWith(KEY, CacheOptions.defaults(), context -> {
                context.tags("news");
                return load();
            });
        }
        tenant.set("acme");
        here.invalidateTags("news");
        assertThat(here.get(KEY)).isEmpty();
        tenant.set("globex");
        assertThat(here.get(KEY)).isPresent();
    }

    @Test
    void manyKeysAndCounters_areTheTenantsOwn() {
        List<CacheKey<String>> keys = List.of(KEY, CacheKey.of("post:2", String.class));
        List<Map<CacheKey<String>, String>> answers = new ArrayList<>();
        for (String owner : List.of("acme", "globex", "acme")) {
            tenant.set(owner);
            answers.add(here.fetchAll(keys, CacheOptions.defaults(), this::loadAll));
            here.increment("visits", 1, Duration.ofHours(1));
        }
        assertThat(answers.get(1)).isNotEqualTo(answers.get(0));
        assertThat(answers.get(2)).isEqualTo(answers.get(0));
        assertThat(here.getAll(keys)).isEqualTo(answers.get(0));
        assertThat(there.increment("visits", 0, Duration.ofHours(1))).isEqualTo(2);
        tenant.set("globex");
        assertThat(there.getAll(keys)).isEqualTo(answers.get(1));
        assertThat(there.increment("visits", 0, Duration.ofHours(1))).isEqualTo(1);
    }

    @Test
    void loaderIsToldItsTenant_andCallsWithinStayThere() {
        tenant.set("acme");
        here.fetchWith(KEY, CacheOptions.defaults(), context -> {
            tenant.set("globex");
            here.put(CacheKey.of("inner", String.class), "put within");
            return context.namespace().orElseThrow();
        });
        assertThat(FetchContext.current().namespace()).isEmpty();
        tenant.set("acme");
        assertThat(here.get(KEY)).contains("acme");
        assertThat(here.get(CacheKey.of("inner", String.class))).contains("put within");
    }

    /** There is no tenant on the thread of a refresh. */
    @Test
    void loadInTheBackground_staysWithItsTenant() throws Exception {
        CacheOptions options = CacheOptions.ttl("1h").hardTimeout("1m");
        tenant.set("acme");
        String seen = here.fetchWith(KEY, options, context -> {
            String inner = here.fetch(CacheKey.of("inner", String.class), () -> "inner of " + tenant.get());
            return context.namespace().orElseThrow() + ", " + inner + ", " + tenant.get();
        });
        assertThat(seen).isEqualTo("acme, inner of null, null");
        assertThat(here.get(CacheKey.of("inner", String.class))).contains("inner of null");
        String later = here.fetchAsync(
                        CacheKey.of("later", String.class),
                        CacheOptions.defaults(),
                        () -> CompletableFuture.completedFuture(
                                FetchContext.current().namespace().orElseThrow()))
                .toCompletableFuture()
                .get();
        assertThat(later).isEqualTo("acme");
    }

    @Test
    void refreshAhead_refreshesTheTenantsValue() throws Exception {
        try (CacheHandler node = open(FakeBackend.create(), "cachex.ttl", "500ms", "cachex.refresh-ahead", "0.1")) {
            tenant.set("acme");
            node.fetchWith(KEY, CacheOptions.defaults(), context -> context.namespace() + " 1");
            Awaitility.await().until(() -> {
                tenant.set("acme");
                return node.fetchWith(KEY, CacheOptions.defaults(), context -> context.namespace() + " 2")
                        .equals(Optional.of("acme") + " 2");
            });
        }
    }

    @Test
    void resolverThatFails_fetchesUncachedAndFailsWhatWrites() throws Exception {
        try (CacheHandler node = CacheHandler.builder()
                .backend(FakeBackend.create())
                .serializer(new JavaSerializer())
                .namespaces(() -> {
                    throw new IllegalStateException("no request");
                })
                .build()) {
            assertThat(node.fetch(KEY, this::load)).isNotEqualTo(node.fetch(KEY, this::load));
            assertThatThrownBy(() -> node.put(KEY, "any"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no request");
            assertThatThrownBy(() -> node.invalidate(KEY.id())).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void nameThatIsTooLong_isRefused() {
        tenant.set("x".repeat(65));
        assertThatThrownBy(() -> here.fetch(KEY, this::load))
                .isInstanceOf(CacheKeyException.class)
                .hasMessage("namespace=" + "x".repeat(64)
                        + "…: has 65 characters, more than 64; let the NamespaceResolver return a shorter name");
        assertThat(loads).hasValue(0);
    }

    @Test
    void withoutResolver_keysAreAsTheyAre() throws Exception {
        FakeBackend backend = FakeBackend.create();
        try (CacheHandler plain = CacheHandler.builder()
                .name("posts")
                .backend(backend)
                .serializer(new JavaSerializer())
                .build()) {
            plain.put(KEY, "put");
            assertThat(backend.read(Fixture.entryKey("post:1"), CallBudget.of(Duration.ofSeconds(1))))
                    .isPresent();
        }
    }
}
