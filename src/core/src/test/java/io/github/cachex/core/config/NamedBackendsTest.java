// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.SettingInForce;
import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.LogLine;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedBackendsTest {
    private static final BackendName ORDERS = new BackendName("orders", "redis");

    private static Configuration read(String... keysAndValues) {
        return Configuration.read(
                MapSource.of(keysAndValues), List.of(new FakeFactory("redis"), new FakeFactory("memory")));
    }

    @Test
    void eachType_isTheNameOfABackend() {
        Configuration configuration = read("cachex.cache.posts.backend", "memory");

        assertThat(configuration.backends().own()).isEmpty();
        assertThat(configuration.backends().of("posts")).hasValue("memory");
        assertThat(configuration.backends().of("others")).isEmpty();
        assertThat(configuration.problems()).isEmpty();
    }

    @Test
    void backendWithAType_hasANameOfItsOwn() {
        Configuration configuration = read(
                "cachex.backend.orders.type", "Redis",
                "cachex.backend.orders.uri", "redis://orders",
                "cachex.backend.redis.uri", "redis://others",
                "cachex.group.shop.backend", "orders",
                "cachex.cache.carts.group", "shop");

        assertThat(configuration.backends().own()).containsExactly(ORDERS);
        assertThat(configuration.backends().of("carts")).as("by its group").hasValue("orders");
        assertThat(configuration.context(ORDERS, Optional.empty()).text(FakeFactory.URI))
                .hasValue("redis://orders");
        assertThat(configuration
                        .context(BackendName.ofType("redis"), Optional.empty())
                        .text(FakeFactory.URI))
                .hasValue("redis://others");
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.warnings()).extracting(LogLine::message).allMatch(line -> line.contains("prefix"));
    }

    @Test
    void environment_namesBackendsToo() {
        Configuration configuration = read(
                "CACHEX_BACKEND_MY_ORDERS_TYPE", "redis",
                "cachex.backend.my-orders.type", "redis",
                "CACHEX_BACKEND_MY_ORDERS_POOL_MAX", "7",
                "cachex.backend.my-orders.pool.max", "7");

        BackendName name = new BackendName("my-orders", "redis");
        assertThat(configuration.backends().own()).containsExactly(name);
        assertThat(configuration.context(name, Optional.empty()).number(FakeFactory.MAX, 1, 100))
                .isEqualTo(7);
        assertThat(configuration.problems()).isEmpty();
    }

    @Test
    void defaultBackend_mayHaveANameOfItsOwn() {
        Configuration configuration = read("cachex.backend.type", "orders", "cachex.backend.orders.type", "redis");

        assertThat(configuration.backends().chosen()).hasValue("orders");
        assertThat(configuration.problems()).isEmpty();
    }

    @Test
    void mistakesOfABackend_nameItsOwnKeys() {
        Configuration configuration =
                read("cachex.backend.orders.type", "redis", "cachex.backend.orders.pool.max", "many");
        BackendContext context = configuration.context(ORDERS, Optional.empty());

        assertThat(context.number(FakeFactory.MAX, 1, 100)).isEqualTo(32);
        context.problem(FakeFactory.URI, "is not set", "write cachex.backend.redis.uri, or leave it out");

        assertThat(configuration.problems())
                .anyMatch(problem -> problem.startsWith("cachex.backend.orders.pool.max=many: "))
                .contains("cachex.backend.orders.uri=: is not set; write cachex.backend.orders.uri, or leave it out");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    cachex.backend.redis.type    | memory  | redis is a type, and the name of its default backend
                    cachex.backend.type.type     | memory  | type is no name for a backend; choose another name
                    cachex.backend.Orders.type   | memory  | write small letters and digits with dashes between
                    cachex.backend.orders.type   | rediss  | which has memory, redis; did you mean redis?
                    cachex.backend.orders.type   | jdbc    | add the dependency io.github.cachex:cachex-backend-jdbc
                    cachex.backend.type          | orders  | with a name of its own is written to cachex.backend.orders.type
                    cachex.cache.posts.backend   | orders  | with a name of its own is written to cachex.backend.orders.type
                    cachex.group.shop.backend    | rediss  | did you mean redis?
                    cachex.backend.orders.uri    | here    | no backend is called orders; write its type to cachex.backend.orders.type
                    """)
    void mistake_isNamedWithItsRemedy(String key, String value, String problem) {
        Configuration configuration = read(key, value, "cachex.cache.carts.group", "shop");

        assertThat(configuration.problems())
                .singleElement()
                .asString()
                .startsWith(key)
                .contains(problem);
    }

    @Test
    void variableOfTwoBackends_isRefused() {
        Configuration configuration = read(
                "cachex.backend.redis-pool.type", "redis",
                "cachex.backend.redis-pool.max-bytes", "1MiB",
                "CACHEX_BACKEND_REDIS_POOL_MAX_WAIT", "2s");

        assertThat(configuration.problems()).isEmpty();

        configuration = read("cachex.backend.redis-tls.type", "redis", "CACHEX_BACKEND_REDIS_TLS_CA", "ca.pem");
        assertThat(configuration.problems()).isEmpty();

        configuration = Configuration.read(
                MapSource.of("cachex.backend.redis-pool.type", "odd", "CACHEX_BACKEND_REDIS_POOL_MAX", "7"),
                List.of(new FakeFactory("redis"), new OddFactory()));
        assertThat(configuration.problems())
                .singleElement()
                .asString()
                .isEqualTo("CACHEX_BACKEND_REDIS_POOL_MAX: stands for cachex.backend.redis-pool.max and"
                        + " cachex.backend.redis.pool.max; write the key that is meant in another source, or rename the"
                        + " backend");
    }

    @Test
    void misspeltTypeOrKey_isWarnedOfAsBefore() {
        assertThat(read("cachex.backend.rediss.uri", "here").warnings())
                .extracting(LogLine::message)
                .anyMatch(line -> line.endsWith("did you mean cachex.backend.redis.uri?"));
        assertThat(read("cachex.backend.orders.type", "redis", "cachex.backend.orders.poool.max", "3")
                        .warnings())
                .extracting(LogLine::message)
                .anyMatch(line -> line.endsWith("did you mean cachex.backend.orders.pool.max?"));
    }

    @Test
    void settingsInForce_listTheKeysOfEach() {
        Configuration configuration = read(
                "cachex.backend.orders.type", "redis",
                "cachex.backend.orders.uri", "redis://user:hunter2@orders",
                "cachex.cache.posts.backend", "orders");

        List<SettingInForce> settings = configuration.inForce(List.of(ORDERS), Set.of());
        assertThat(settings)
                .anySatisfy(setting -> {
                    assertThat(setting.key()).isEqualTo("cachex.backend.orders.uri");
                    assertThat(setting.value()).isEqualTo("***");
                })
                .anySatisfy(setting -> {
                    assertThat(setting.key()).isEqualTo("cachex.cache.posts.backend");
                    assertThat(setting.value()).isEqualTo("orders");
                })
                .anySatisfy(setting -> assertThat(setting.key()).isEqualTo("cachex.backend.orders.type"));
    }

    @Test
    void serializer_isChosenByCacheOrGroup() {
        Configuration configuration = read(
                "cachex.serializer", "jackson",
                "cachex.cache.posts.serializer", "msgpack",
                "cachex.group.shop.serializer", "java",
                "cachex.cache.carts.group", "shop");

        assertThat(configuration.serializerChoice("others")).isEmpty();
        assertThat(configuration.serializerChoice("posts"))
                .hasValue(new SerializerChoice("msgpack", "cachex.cache.posts.serializer=msgpack"));
        assertThat(configuration.serializerChoice("carts"))
                .hasValue(new SerializerChoice("java", "cachex.group.shop.serializer=java"));
    }

    /** Has a key that another's looks like in the environment. */
    private record OddFactory() implements BackendFactory {
        @Override
        public String type() {
            return "odd";
        }

        @Override
        public List<ConfigKey> keys() {
            return List.of(ConfigKey.of("cachex.backend.odd.max", "1", "How many."));
        }

        @Override
        public CacheBackend create(BackendContext context) {
            throw new UnsupportedOperationException("no test asks for it");
        }
    }
}
