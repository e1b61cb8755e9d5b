// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.Application;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that has threads to lend. */
class ManagedThreadsTest {
    private static final ExecutorService MANAGED = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "managed");
        thread.setDaemon(true);
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        return thread;
    });

    /** Knows the one name of the platform. */
    public static class Naming implements InitialContextFactory {
        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) {
            return (Context) Proxy.newProxyInstance(
                    Naming.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("lookup")
                                && "java:comp/DefaultManagedExecutorService".equals(arguments[0])) {
                            return MANAGED;
                        }
                        throw new NameNotFoundException();
                    });
        }
    }

    /** Loads in the background. */
    @ApplicationScoped
    public static class Slow {
        @CachexFetch(hardTimeout = "60s")
        public String load(String id) {
            Thread thread = Thread.currentThread();
            return thread.getName() + (thread.getContextClassLoader() == Slow.class.getClassLoader());
        }
    }

    @BeforeEach
    void serve() {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Naming.class.getName());
    }

    @AfterEach
    void stop() {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
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
