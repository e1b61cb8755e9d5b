// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.Application;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that has threads to lend. */
class ManagedThreadsTest {
    private static final Map<Object, Object> NAMES = new ConcurrentHashMap<>();
    private static final ThreadLocal<String> CALLER = new ThreadLocal<>();
    private static final ExecutorService MANAGED = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "managed");
        thread.setDaemon(true);
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        return thread;
    });

    /** Knows the names of the platform. */
    public static class Naming implements InitialContextFactory {
        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) {
            return (Context) Proxy.newProxyInstance(
                    Naming.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                        Object found = method.getName().equals("lookup") ? NAMES.get(arguments[0]) : null;
                        if (found == null) {
                            throw new NameNotFoundException();
                        }
                        return found;
                    });
        }
    }

    /** Has tasks know who handed them over. */
    private static Object contexts(UnaryOperator<Runnable> capture) {
        return Proxy.newProxyInstance(
                ContextService.class.getClassLoader(),
                new Class<?>[] {ContextService.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("contextualRunnable");
                    return capture.apply((Runnable) arguments[0]);
                });
    }

    private static Runnable ofTheCaller(Runnable task) {
        String caller = CALLER.get();
        return () -> {
            CALLER.set(caller);
            try {
                task.run();
            } finally {
                CALLER.remove();
            }
        };
    }

    /** Loads in the background. */
    @ApplicationScoped
    public static class Slow {
        @CachexFetch(hardTimeout = "60s")
        public String caller(String id) {
            return "for " + CALLER.get();
        }

        @CachexFetch(hardTimeout = "60s")
        public String load(String id) {
            Thread thread = Thread.currentThread();
            return thread.getName() + (thread.getContextClassLoader() == Slow.class.getClassLoader());
        }
    }

    @BeforeEach
    void serve() {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Naming.class.getName());
        NAMES.put("java:comp/DefaultManagedExecutorService", MANAGED);
    }

    @AfterEach
    void stop() {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        NAMES.clear();
        CALLER.remove();
    }

    /** They run on one thread that is handed over once, and each is its own caller's. */
    @Test
    void backgroundLoads_haveTheContextsOfTheirCallers() {
        NAMES.put("java:comp/DefaultContextService", contexts(ManagedThreadsTest::ofTheCaller));
        try (Application application = Application.of(Map.of(), Slow.class)) {
            for (String caller : List.of("Ann", "Bob")) {
                CALLER.set(caller);
                assertThat(application.get(Slow.class).caller(caller)).isEqualTo("for " + caller);
            }
        }
    }

    @Test
    void contextsThatFail_costNoLoad() {
        NAMES.put("java:comp/DefaultContextService", contexts(task -> () -> {
            throw new IllegalStateException("the component is gone");
        }));
        try (Application application = Application.of(Map.of(), Slow.class)) {
            assertThat(application.get(Slow.class).caller("a")).isEqualTo("for null");
        }
        NAMES.put("java:comp/DefaultContextService", contexts(task -> {
            throw new IllegalStateException("there is no component");
        }));
        try (Application application = Application.of(Map.of(), Slow.class)) {
            assertThat(application.get(Slow.class).caller("b")).isEqualTo("for null");
        }
    }

    @Test
    void backgroundLoads_runOnThemWithTheApplicationsClassLoader() throws Exception {
        try (Application application = Application.of(Map.of(), Slow.class)) {
            assertThat(application.get(Slow.class).load("a")).isEqualTo("managedtrue");
        }

        assertThat(MANAGED.isShutdown()).isFalse();
        assertThat(MANAGED.submit(() -> Thread.currentThread().getContextClassLoader())
                        .get())
                .isSameAs(ClassLoader.getPlatformClassLoader());
    }
}
