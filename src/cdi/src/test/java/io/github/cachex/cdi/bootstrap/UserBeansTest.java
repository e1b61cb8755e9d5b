// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.event.CacheEvent.Hit;
import io.github.cachex.event.CacheEvent.Missed;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.KeyGenerator;
import io.github.cachex.spi.NamespaceResolver;
import io.github.cachex.spi.Serializer;
import io.github.cachex.testkit.redis.RedisServer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

class UserBeansTest {
    private static final List<CacheEvent> HEARD = new CopyOnWriteArrayList<>();
    private static final AtomicInteger DESTROYED = new AtomicInteger();
    private static final AtomicReference<String> TENANT = new AtomicReference<>("");
    private static String redisUri = "";

    /** Has a parameter that no built-in key can be made of. */
    @ApplicationScoped
    public static class Sums {
        private final AtomicInteger loads = new AtomicInteger();

        @Inject
        @Cachex("sums")
        CacheHandler sums;

        @CachexFetch(cache = "sums")
        public int sum(int[] numbers) {
            loads.incrementAndGet();
            return java.util.Arrays.stream(numbers).sum();
        }

        public int loads() {
            return loads.get();
        }

        public CacheHandler cache() {
            return sums;
        }
    }

    /** Makes keys of arrays. */
    @ApplicationScoped
    public static class ArrayKeys implements KeyGenerator {
        @Override
        public String generate(Method method, @Nullable Object[] arguments) {
            return method.getName() + java.util.Arrays.toString((int[]) arguments[0]);
        }
    }

    /** Another one. */
    @ApplicationScoped
    public static class OtherKeys implements KeyGenerator {
        @Override
        public String generate(Method method, @Nullable Object[] arguments) {
            return "always the same";
        }
    }

    /** Has each call made in the name that the test says. */
    @ApplicationScoped
    public static class Tenants implements NamespaceResolver {
        @Override
        public String namespace() {
            return TENANT.get();
        }
    }

    /** Hears, and lives for Cachex alone. */
    @Dependent
    public static class Ear implements CacheListener {
        @Override
        public void on(CacheEvent event) {
            HEARD.add(event);
        }

        @PreDestroy
        void end() {
            DESTROYED.incrementAndGet();
        }
    }

    /** Hears too. */
    @Cachex("qualified")
    @Singleton
    public static class OtherEar implements CacheListener {
        @Override
        public void on(CacheEvent event) {
            HEARD.add(event);
        }
    }

    /** Writes numbers plainly. */
    @ApplicationScoped
    public static class Plain implements Serializer {
        @Override
        public String name() {
            return "plain";
        }

        @Override
        public byte id() {
            return 64;
        }

        @Override
        public byte[] write(Object value, Type type) {
            return ("plain " + value).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Object read(byte[] bytes, Type type) {
            return Integer.valueOf(new String(bytes, StandardCharsets.UTF_8).substring("plain ".length()));
        }
    }

    /** Gives the application's own client. */
    @Dependent
    public static class Clients {
        @Produces
        @Singleton
        UnifiedJedis client() {
            return RedisClient.create(redisUri);
        }
    }

    @BeforeEach
    void forget() {
        HEARD.clear();
        DESTROYED.set(0);
    }

    @ParameterizedTest
    @EnumSource
    void keyGeneratorBean_makesTheKeysThatNoTemplateMakes(By extension) {
        try (Application application = Application.of(extension, Map.of(), Sums.class, ArrayKeys.class)) {
            Sums sums = application.get(Sums.class);

            assertThat(sums.sum(new int[] {1, 2})).isEqualTo(3);
            assertThat(sums.sum(new int[] {1, 2})).isEqualTo(3);
            assertThat(sums.sum(new int[] {2, 2})).isEqualTo(4);

            assertThat(sums.loads()).isEqualTo(2);
            assertThat(sums.cache().contains(CacheKey.of("sum[1, 2]", Integer.class)))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void namespaceResolverBean_keepsTenantsApart(By extension) {
        try (Application application =
                Application.of(extension, Map.of(), Sums.class, ArrayKeys.class, Tenants.class)) {
            Sums sums = application.get(Sums.class);
            for (String tenant : List.of("acme", "globex", "acme")) {
                TENANT.set(tenant);
                assertThat(sums.sum(new int[] {1, 2})).isEqualTo(3);
            }
            assertThat(sums.loads()).isEqualTo(2);
            sums.cache().clear();
            assertThat(sums.cache().get(CacheKey.of("sum[1, 2]", Integer.class)))
                    .isEmpty();
            TENANT.set("globex");
            assertThat(sums.cache().get(CacheKey.of("sum[1, 2]", Integer.class)))
                    .contains(3);
        }
    }

    @Test
    void severalKeyGenerators_areADeploymentError() {
        assertThatThrownBy(() -> Application.of(Map.of(), Sums.class, ArrayKeys.class, OtherKeys.class))
                .isInstanceOf(DeploymentException.class)
                .hasMessage("Cachex cannot start: KeyGenerator: 2 beans could be meant (" + ArrayKeys.class.getName()
                        + ", " + OtherKeys.class.getName()
                        + "); leave one, or mark one as @Alternative with a @Priority");
    }

    @Test
    void listenerBeans_hearWhateverTheirQualifiers_andThoseThatLiveForCachexEndWithIt() {
        try (Application application =
                Application.of(Map.of(), Sums.class, ArrayKeys.class, Ear.class, OtherEar.class)) {
            Sums sums = application.get(Sums.class);
            sums.sum(new int[] {1});
            sums.sum(new int[] {1});

            assertThat(HEARD).filteredOn(Missed.class::isInstance).hasSize(2);
            assertThat(HEARD)
                    .filteredOn(Hit.class::isInstance)
                    .hasSize(2)
                    .allMatch(
                            event -> event.cache().equals("sums") && event.id().equals("sum[1]"));
            assertThat(DESTROYED).hasValue(0);
        }
        assertThat(DESTROYED).hasValue(1);
    }

    @Test
    void serializerBean_writesTheValues_whateverIsConfigured() {
        try (Application application = Application.of(
                Map.of("cachex.serializer", "nobody has it"), Sums.class, ArrayKeys.class, Plain.class)) {
            Sums sums = application.get(Sums.class);

            assertThat(sums.sum(new int[] {1, 2})).isEqualTo(3);
            assertThat(sums.sum(new int[] {1, 2})).isEqualTo(3);
            assertThat(sums.loads()).isEqualTo(1);
        }
    }

    @Test
    void jedisClientBean_isUsedAndLeftOpen() {
        try (RedisServer redis = RedisServer.start()) {
            redisUri = redis.uri();
            try (Application application =
                    Application.of(Map.of("cachex.prefix", "mine"), Sums.class, ArrayKeys.class, Clients.class)) {
                UnifiedJedis client = application.get(UnifiedJedis.class);

                application.get(Sums.class).sum(new int[] {1, 2});

                assertThat(client.exists("mine:1:{sums:sum[1, 2]}")).isTrue();
                application.container().select(EngineOwner.class).get().close();
                assertThat(client.ping()).isEqualTo("PONG");
            }
        }
    }
}
