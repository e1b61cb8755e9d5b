// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.event.CacheEvent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where there is no Flight Recorder nothing is recorded, and nothing fails. */
class RecordingListenerTest {
    @Test
    void withFlightRecorder_thereIsOne() {
        assertThat(RecordingListener.of("app")).hasValueSatisfying(listener -> {
            assertThat(listener.wants(CacheEvent.Loaded.class)).isTrue();
            assertThat(listener.wants(CacheEvent.Hit.class)).isFalse();
            listener.on(new CacheEvent.Loaded("posts", "1", Duration.ofMillis(1)));
        });
    }

    /** As an application on WildFly whose deployment does not ask for the module. */
    @Test
    void belowAClassLoaderThatDoesNotSeeIt_thereIsNone() throws Exception {
        Class<?> type = new WithoutFlightRecorder().loadClass(RecordingListener.class.getName());
        assertThat(type).isNotEqualTo(RecordingListener.class);

        assertThat(type.getMethod("of", String.class).invoke(null, "app")).isEqualTo(Optional.empty());
    }

    /** Loads the classes of this package anew, and finds none of {@code jdk.jfr}. */
    private static final class WithoutFlightRecorder extends ClassLoader {
        WithoutFlightRecorder() {
            super(RecordingListenerTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("jdk.jfr.")) {
                throw new ClassNotFoundException(name);
            }
            return name.startsWith(RecordingListener.class.getPackageName())
                    ? own(name)
                    : super.loadClass(name, resolve);
        }

        private Class<?> own(String name) throws ClassNotFoundException {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
