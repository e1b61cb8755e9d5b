// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.Application;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** OpenWebBeans refused to start: it looks into every jar, and found our beans besides those that are registered. */
class ScannedJarTest {
    /** Counts its loads. */
    @ApplicationScoped
    public static class Titles {
        private final AtomicInteger loads = new AtomicInteger();

        /** Returns the number of its load. */
        @CachexFetch(cache = "titles", key = "{0}")
        public int title(String id) {
            return loads.incrementAndGet();
        }
    }

    @Test
    void ourBeansFoundByAScanToo_areThereOnce() {
        Class<?>[] beans =
                Stream.concat(Stream.of(Titles.class), OwnBeans.ALL.stream()).toArray(Class<?>[]::new);
        try (Application application = Application.of(Map.of(), beans)) {
            assertThat(application.get(Titles.class).title("a")).isEqualTo(1);
            assertThat(application.get(Titles.class).title("a")).isEqualTo(1);
        }
    }
}
