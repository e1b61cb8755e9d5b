// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import io.github.cachex.cdi.LogLines;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.spi.InterceptionFactory;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Annotated methods of what producers hand out. */
class ProducedObjectsTest {
    /** No bean. */
    public static class Client {
        private static final AtomicInteger ASKED = new AtomicInteger();

        /** For proxies and producers. */
        protected Client() {}

        static Client create() {
            return new Client();
        }

        /** Asks. */
        @CachexFetch(cache = "client", key = "{0}")
        public String get(String path) {
            return path + ASKED.incrementAndGet();
        }
    }

    /** A more special one, which inherits the annotated method. */
    public static class SpecialClient extends Client {}

    /** Makes clients by itself. */
    @ApplicationScoped
    public static class ByMethod {
        @Produces
        @Dependent
        Client client() {
            return Client.create();
        }
    }

    /** Holds one. */
    @ApplicationScoped
    public static class ByField {
        @Produces
        private final SpecialClient special = new SpecialClient();
    }

    /** Lets the container put interceptors before one. */
    @ApplicationScoped
    public static class ByFactory {
        @Produces
        @Dependent
        Client client(InterceptionFactory<Client> factory) {
            return factory.createInterceptedInstance(Client.create());
        }
    }

    /** A bean. */
    @ApplicationScoped
    @Typed(Remote.class)
    public static class Remote extends Client {
        /** For the container. */
        public Remote() {}
    }

    /** Hands out a bean by another name. */
    @ApplicationScoped
    public static class ByBean {
        @Inject
        Instance<Remote> remotes;

        @Produces
        @Named("chosen")
        @Dependent
        Client chosen() {
            return remotes.get();
        }
    }

    private static String warning(Class<?> producer, String name, Class<?> type) {
        return producer.getName() + "." + name + ": hands out " + type.getName()
                + ", which no interceptor is put before, so that @CachexFetch of " + type.getName()
                + ".get does nothing; let the container make the object, or give the producer an InterceptionFactory<"
                + type.getSimpleName() + "> to create it with";
    }

    @ParameterizedTest
    @EnumSource
    void objectsThatProducersMake_areWarnedOf(By extension) {
        assertThat(Warned.of(extension, Map.of(), ByMethod.class, ByField.class))
                .containsExactly(
                        warning(ByField.class, "special", SpecialClient.class),
                        warning(ByMethod.class, "client", Client.class));
    }

    @ParameterizedTest
    @EnumSource
    void objectThatIsABeanOfTheContainer_isNot(By extension) {
        assertThat(Warned.of(extension, Map.of(), ByBean.class, Remote.class)).isEmpty();
    }

    @Test
    void objectOfAnInterceptionFactory_isCachedWithoutAWarning() {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(Map.of(), ByFactory.class)) {
            Client client = application.get(Client.class);
            assertThat(client.get("a")).isEqualTo(client.get("a"));
            assertThat(log.warnings()).isEmpty();
        }
    }

    /** Another that does. */
    @ApplicationScoped
    public static class AnotherFactory {
        @Produces
        @Named("other")
        @Dependent
        Client other(InterceptionFactory<Client> factory) {
            return factory.createInterceptedInstance(Client.create());
        }
    }

    @Test
    void objectsOfTwoFactories_wouldShareKeys() {
        Throwable refused = catchThrowable(() -> Application.of(Map.of(), ByFactory.class, AnotherFactory.class));

        assertThat(refused)
                .hasMessageContaining(Client.class.getName() + ".get: @CachexFetch on objects that "
                        + AnotherFactory.class.getName() + ".other and " + ByFactory.class.getName()
                        + ".client hand out, which would share keys, so that one object would answer with the other's"
                        + " value; produce a class of its own for each, or fetch in the beans that call them, or allow"
                        + " it by @CachexAllow(\"shared-keys\")");
        try (Application application = Application.of(
                Map.of(Client.class.getName() + "/CachexAllow", "shared-keys"),
                ByFactory.class,
                AnotherFactory.class)) {
            assertThat(application.container().isRunning()).isTrue();
        }
    }
}
