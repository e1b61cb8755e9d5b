// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;

/** Handlers and annotated beans as an application's own tests would have them injected, by weld-junit. */
@EnableWeld
class InjectedHandlersTest {
    /** Loads titles, and counts how often. */
    @ApplicationScoped
    public static class Titles {
        private final AtomicInteger loads = new AtomicInteger();

        /** Returns a title and the number of its load. */
        @CachexFetch(cache = "titles", key = "title:{id}")
        public String title(@CachexKey("id") long id) {
            return "title " + id + ", load " + loads.incrementAndGet();
        }

        /** Drops a title. */
        @CachexInvalidate(cache = "titles", key = "title:{id}")
        public void rename(@CachexKey("id") long id) {}
    }

    @WeldSetup
    WeldInitiator weld = WeldInitiator.of(
            new Weld().disableDiscovery().addExtensions(CachexExtension.class).addBeanClasses(Titles.class));

    @Inject
    Titles titles;

    @Inject
    @Cachex("titles")
    CacheHandler named;

    @Inject
    CacheHandler unnamed;

    @Test
    void namedHandler_isTheCacheOfTheAnnotatedMethods() {
        assertThat(titles.title(7)).isEqualTo("title 7, load 1");
        assertThat(titles.title(7)).isEqualTo("title 7, load 1");
        assertThat(named.get(CacheKey.of("title:7", String.class))).contains("title 7, load 1");
        assertThat(unnamed.get(CacheKey.of("title:7", String.class))).isEmpty();
        titles.rename(7);
        assertThat(titles.title(7)).isEqualTo("title 7, load 2");
    }

    @Test
    void injectedHandler_refusesToBeClosed() {
        assertThatThrownBy(named::close).isInstanceOf(UnsupportedOperationException.class);
        assertThat(named.name()).isEqualTo("titles");
        assertThat(unnamed.name()).isEqualTo("default");
    }
}
