// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheObserver;
import io.github.cachex.Cachex;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

/** The jar on the class path of an application with CDI. */
class MicrometerBeanTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);
    private static final MeterRegistry REGISTRY = new SimpleMeterRegistry();

    /** An application whose server has a registry. */
    @Dependent
    static class WithRegistry {
        @Produces
        @Singleton
        MeterRegistry registry() {
            return REGISTRY;
        }
    }

    private static void load(MeterRegistry registry, Class<?>... producers) {
        try (SeContainer container =
                SeContainerInitializer.newInstance().addBeanClasses(producers).initialize()) {
            CacheHandler cache = container
                    .select(CacheHandler.class, Cachex.Literal.of("posts"))
                    .get();
            cache.fetch(KEY, () -> "one");
            assertThat(registry.get("cache.gets")
                            .tag("result", "miss")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("cachex.load.duration").timer().count()).isEqualTo(1);
        }
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void beanOfTheRegistry_isReportedTo() {
        load(REGISTRY, WithRegistry.class);
    }

    @Test
    void withoutBean_theGlobalRegistryIs() {
        MeterRegistry own = new SimpleMeterRegistry();
        Metrics.addRegistry(own);
        try {
            load(own);
        } finally {
            Metrics.removeRegistry(own);
        }
    }

    @Test
    void withoutTheApi_nothingFails() throws Exception {
        Class<?> bean = new WithoutApi().loadClass(MicrometerBean.class.getName());
        Object made = bean.getConstructors()[0].newInstance((Object) null);
        CacheListener listener = (CacheListener) made;
        CacheObserver observer = (CacheObserver) made;
        assertThat(listener.wants(CacheEvent.Loaded.class)).isFalse();
        listener.on(new CacheEvent.Missed("posts", "1"));
        observer.opened("posts", () -> {
            throw new IllegalStateException("nobody asks");
        });
        observer.closed("posts");
        Method close = bean.getDeclaredMethod("close");
        close.setAccessible(true);
        close.invoke(made);
    }

    /** Loads the classes of this module anew, and none of Micrometer. */
    private static final class WithoutApi extends ClassLoader {
        WithoutApi() {
            super(MicrometerBean.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.micrometer.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith(MicrometerBean.class.getPackageName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (InputStream content = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = content.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
