// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.Serializer;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What happens where JSON-B or its implementation is not on the class path. */
class MissingJsonbTest {
    /** Loads this serializer anew, and hides some packages from it. */
    private static final class Without extends URLClassLoader {
        private final String[] hidden;

        Without(String... hidden) {
            super(
                    new URL[] {
                        JsonbSerializer.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    MissingJsonbTest.class.getClassLoader());
            this.hidden = hidden;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            for (String prefix : hidden) {
                if (name.startsWith(prefix)) {
                    throw new ClassNotFoundException(name);
                }
            }
            if (name.startsWith("io.github.cachex.serializer.") || name.startsWith("jakarta.json.bind.")) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
            return super.loadClass(name, resolve);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (var in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = java.util.Objects.requireNonNull(in).readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (java.io.IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        @Override
        public java.util.Enumeration<URL> getResources(String name) throws java.io.IOException {
            return name.contains("jakarta.json.bind")
                    ? java.util.Collections.emptyEnumeration()
                    : super.getResources(name);
        }
    }

    private static Serializer serializer(ClassLoader loader) {
        return ServiceLoader.load(Serializer.class, loader).findFirst().orElseThrow();
    }

    private static void failsClearly(Without loader) throws Exception {
        try (loader) {
            Serializer serializer = serializer(loader);

            assertThat(serializer.name()).isEqualTo("jsonb");
            assertThat(serializer.getClass()).isNotEqualTo(JsonbSerializer.class);
            CompletableFuture<Void> attempt = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    serializer.write("x", String.class);
                    attempt.complete(null);
                } catch (Throwable e) {
                    attempt.completeExceptionally(e);
                }
            });
            thread.setContextClassLoader(loader);
            thread.start();

            assertThatThrownBy(attempt::join)
                    .cause()
                    .isInstanceOf(CacheSerializationException.class)
                    .hasMessageStartingWith("cachex.serializer=jsonb: no JSON-B implementation was found; ")
                    .hasMessageContaining("org.eclipse:yasson");
        }
    }

    @Test
    void withoutAnImplementation_theDependencyIsNamed() throws Exception {
        failsClearly(new Without("org.eclipse.yasson"));
    }

    @Test
    void withoutTheApi_theServiceIsFoundAndTheDependencyIsNamed() throws Exception {
        failsClearly(new Without("jakarta.json.bind", "org.eclipse.yasson"));
    }

    @Test
    void onAThreadThatSeesNothing_theImplementationIsFound() throws Exception {
        CompletableFuture<byte[]> written = new CompletableFuture<>();
        ClassLoader nothing = new ClassLoader(null) {};
        Thread thread = new Thread(() -> {
            try {
                written.complete(new JsonbSerializer().write("x", String.class));
                assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(nothing);
            } catch (Throwable e) {
                written.completeExceptionally(e);
            }
        });
        thread.setContextClassLoader(nothing);
        thread.start();

        assertThat(written.get()).isEqualTo(new byte[] {'"', 'x', '"'});
    }
}
