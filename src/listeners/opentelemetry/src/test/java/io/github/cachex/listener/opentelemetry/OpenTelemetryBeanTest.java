// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheObserver;
import io.github.cachex.Cachex;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The jar on the class path of an application with CDI. */
class OpenTelemetryBeanTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);
    private static final Collected COLLECTED = new Collected();

    @AfterEach
    void forget() {
        COLLECTED.forget();
    }

    /** An application whose server has telemetry. */
    @Dependent
    static class WholeTelemetry {
        @Produces
        @ApplicationScoped
        OpenTelemetry telemetry() {
            return COLLECTED.sdk;
        }
    }

    /** An application that has a meter and a tracer alone. */
    @Dependent
    static class ItsParts {
        @Produces
        Meter meter() {
            return COLLECTED.sdk.getMeter("parts");
        }

        @Produces
        Tracer tracer() {
            return COLLECTED.sdk.getTracer("parts");
        }
    }

    private static void load(Class<?>... producers) {
        try (SeContainer container =
                SeContainerInitializer.newInstance().addBeanClasses(producers).initialize()) {
            CacheHandler cache = container
                    .select(CacheHandler.class, Cachex.Literal.of("posts"))
                    .get();
            cache.fetch(KEY, () -> "one");
            if (producers.length > 0) {
                assertThat(COLLECTED.figures())
                        .containsEntry("cachex.load.runs{cachex.cache.name=posts, cachex.cache.result=success}", 1.0);
                assertThat(COLLECTED.spans()).isNotEmpty();
            }
        }
        assertThat(COLLECTED.figures())
                .doesNotContainKey("cachex.load.runs{cachex.cache.name=posts, cachex.cache.result=success}");
    }

    @Test
    void beanOfOpenTelemetry_isReportedTo() {
        load(WholeTelemetry.class);
    }

    @Test
    void beansOfItsParts_areReportedTo() {
        load(ItsParts.class);
    }

    @Test
    void withoutBeans_nothingFails() {
        load();
    }

    @Test
    void withoutTheApi_nothingFails() throws Exception {
        Class<?> bean = new WithoutApi().loadClass(OpenTelemetryBean.class.getName());
        Object made = bean.getConstructors()[0].newInstance((Object) null);
        CacheListener listener = (CacheListener) made;
        CacheObserver observer = (CacheObserver) made;
        assertThat(listener.wants(CacheEvent.Loaded.class)).isFalse();
        assertThat(listener.loadTracer()).isEqualTo(Optional.empty());
        listener.on(new CacheEvent.Missed("posts", "1"));
        observer.opened("posts", () -> {
            throw new IllegalStateException("nobody asks");
        });
        observer.closed("posts");
    }

    /** Loads the classes of this module anew, and none of OpenTelemetry. */
    private static final class WithoutApi extends ClassLoader {
        WithoutApi() {
            super(OpenTelemetryBean.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.opentelemetry.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith(OpenTelemetryBean.class.getPackageName())) {
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
