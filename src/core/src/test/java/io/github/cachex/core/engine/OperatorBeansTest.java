// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.CacheStats;
import io.github.cachex.Caches;
import io.github.cachex.core.jmx.ApplicationMXBean;
import io.github.cachex.core.jmx.CacheMXBean;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.JMX;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the platform's MBeanServer, and so any console, sees of the caches. */
class OperatorBeansTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheKey<String> OTHER = CacheKey.of("post:2", String.class);
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private final FaultyBackend backend = FaultyBackend.over(FakeBackend.create());
    private final Caches caches = builder("beans-test").buildCaches();

    private CacheHandler.Builder builder(String application) {
        return CacheHandler.builder()
                .backend(backend)
                .serializer(new JavaSerializer())
                .prefix(application)
                .property("cachex.near.enabled", "false")
                .property("cachex.backend-budget", "200ms")
                .property("cachex.breaker.failures", "1");
    }

    @AfterEach
    void close() {
        backend.heal();
        caches.close();
    }

    private static Set<String> names(String pattern) throws Exception {
        return SERVER.queryNames(new ObjectName("io.github.cachex:" + pattern), null).stream()
                .map(ObjectName::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static CacheMXBean bean(String name) throws Exception {
        return JMX.newMXBeanProxy(
                SERVER,
                new ObjectName("io.github.cachex:type=Cache,application=beans-test,name=" + name),
                CacheMXBean.class);
    }

    private static ApplicationMXBean application() throws Exception {
        return JMX.newMXBeanProxy(
                SERVER,
                new ObjectName("io.github.cachex:type=Application,application=beans-test"),
                ApplicationMXBean.class);
    }

    @Test
    void eachCache_isABean_untilItIsClosed() throws Exception {
        assertThat(names("application=beans-test,*"))
                .containsExactly("io.github.cachex:type=Application,application=beans-test");
        caches.cache("posts");
        caches.cache("authors");
        caches.cache("posts");

        assertThat(names("type=Cache,application=beans-test,*"))
                .containsExactly(
                        "io.github.cachex:type=Cache,application=beans-test,name=authors",
                        "io.github.cachex:type=Cache,application=beans-test,name=posts");
        caches.close();
        assertThat(names("application=beans-test,*")).isEmpty();
    }

    @Test
    void figures_areThoseOfTheCache() throws Exception {
        CacheHandler posts = caches.cache("posts");
        CacheMXBean bean = bean("posts");
        assertThat(bean.getHitRate()).isNaN();
        posts.fetch(KEY, () -> "one");
        posts.fetch(KEY, () -> "one");
        assertThatThrownBy(() -> posts.fetch(OTHER, () -> {
                    throw new IllegalArgumentException("no such post");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        posts.invalidate("post:3");

        CacheStats stats = posts.stats();
        assertThat(bean.getCache()).isEqualTo("posts");
        assertThat(bean.getHits()).isEqualTo(stats.hits()).isEqualTo(1);
        assertThat(bean.getMisses()).isEqualTo(stats.misses()).isEqualTo(2);
        assertThat(bean.getHitRate()).isEqualTo(1 / 3.0);
        assertThat(bean.getLoads()).isEqualTo(1);
        assertThat(bean.getLoadFailures()).isEqualTo(1);
        assertThat(bean.getStored()).isEqualTo(1);
        assertThat(bean.getInvalidations()).isEqualTo(1);
        assertThat(bean.getBreaker()).isEqualTo("CLOSED");
        assertThat(bean.getLoadTime().getCount()).isEqualTo(stats.loadTime().count());
        // Marks are asked for in the background meanwhile.
        assertThat(bean.getBackendTime().getTotalSeconds())
                .isBetween(backendSeconds(stats), backendSeconds(posts.stats()));
        assertThat(bean.getMethods()).hasSameSizeAs(caches.methods());
    }

    private static double backendSeconds(CacheStats stats) {
        return stats.backendTime().total().toNanos() / 1e9;
    }

    /** One that is read by nobody would be forgotten here. */
    @Test
    void eachFigureOfTheStats_isAnAttribute() throws Exception {
        caches.cache("posts").get(KEY);
        MBeanInfo info =
                SERVER.getMBeanInfo(new ObjectName("io.github.cachex:type=Cache,application=beans-test,name=posts"));
        Set<String> attributes = Arrays.stream(info.getAttributes())
                .map(attribute -> attribute.getName().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());

        for (var figure : CacheStats.class.getRecordComponents()) {
            assertThat(attributes).contains(figure.getName().toLowerCase(Locale.ROOT));
        }
        for (Object value : SERVER.getAttributes(
                        new ObjectName("io.github.cachex:type=Cache,application=beans-test,name=posts"),
                        Arrays.stream(info.getAttributes())
                                .map(MBeanFeatureInfo::getName)
                                .toArray(String[]::new))
                .asList()) {
            assertThat(((Attribute) value).getValue()).as(value.toString()).isNotNull();
        }
        assertThat(info.getDescription()).startsWith("A cache");
        assertThat(info.getAttributes())
                .allSatisfy(told -> assertThat(told.getDescription()).isNotBlank());
        assertThat(info.getOperations()).allSatisfy(told -> {
            assertThat(told.getDescription()).isNotBlank();
            assertThat(told.getSignature())
                    .allSatisfy(parameter -> assertThat(parameter.getName()).isIn("id", "tag", "pattern"));
        });
    }

    @Test
    void operations_invalidate() throws Exception {
        CacheHandler posts = caches.cache("posts");
        CacheMXBean bean = bean("posts");

        posts.put(KEY, "one");
        assertThat(bean.invalidate("post:1")).isEqualTo("APPLIED");
        assertThat(posts.get(KEY)).isEmpty();
        posts.put(KEY, "one", CacheOptions.defaults().tags("blog"));
        posts.put(OTHER, "two");
        assertThat(bean.invalidateTag("blog")).isEqualTo("APPLIED");
        assertThat(posts.get(KEY)).isEmpty();
        assertThat(posts.get(OTHER)).contains("two");
        posts.put(KEY, "one");
        assertThat(bean.invalidateMatching("*:2")).isEqualTo("APPLIED");
        assertThat(posts.get(OTHER)).isEmpty();
        assertThat(posts.get(KEY)).contains("one");
        assertThat(bean.clear()).isEqualTo("APPLIED");
        assertThat(posts.get(KEY)).isEmpty();
    }

    @Test
    void operationThatCannotBeDone_saysWhyInAClassThatConsolesKnow() throws Exception {
        caches.cache("posts");
        CacheMXBean bean = bean("posts");

        assertThatThrownBy(() -> bean.invalidate(""))
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause();
        backend.fail();
        assertThat(bean.invalidate("post:1")).isEqualTo("QUEUED");
        assertThat(bean.getQueuedInvalidations()).isPositive();
    }

    @Test
    void application_saysHowItsBackendIs_andClearsAll() throws Exception {
        caches.cache("posts").put(KEY, "one");
        ApplicationMXBean bean = application();

        assertThat(bean.getCaches()).containsExactly("posts");
        assertThat(bean.isEnabled()).isTrue();
        assertThat(bean.isWell()).isEqualTo(caches.health().isWell());
        assertThat(bean.getBackend()).isEqualTo(backend.type());
        assertThat(bean.getSince().toInstant())
                .isBeforeOrEqualTo(caches.health().since());
        assertThat(bean.getQueuedInvalidations()).isZero();
        TabularData parts = (TabularData) SERVER.getAttribute(
                new ObjectName("io.github.cachex:type=Application,application=beans-test"), "Parts");
        CompositeData part = (CompositeData) parts.get(new Object[] {"*"}).get("value");
        assertThat(part.get("breaker")).isEqualTo("CLOSED");
        assertThat(part.getCompositeType().keySet())
                .containsExactlyInAnyOrder("breaker", "breakerSince", "link", "linkSince");
        assertThat(bean.getSettings())
                .containsEntry("cachex.prefix", "beans-test (builder)")
                .containsEntry("cachex.version", "1 (default)");
        assertThat(bean.clear()).containsExactly(Map.entry("posts", "APPLIED"));
        assertThat(caches.cache("posts").get(KEY)).isEmpty();
    }

    @Test
    void applicationsOfEqualNames_doNotCollide() throws Exception {
        caches.cache("posts").get(KEY);
        try (Caches second = builder("beans-test").buildCaches()) {
            second.cache("posts");
            assertThat(names("type=Cache,application=beans-test,*"))
                    .containsExactly(
                            "io.github.cachex:type=Cache,application=beans-test,instance=2,name=posts",
                            "io.github.cachex:type=Cache,application=beans-test,name=posts");
            assertThat(bean("posts").getMisses()).isEqualTo(1);
        }
        assertThat(names("type=Cache,application=beans-test,*"))
                .containsExactly("io.github.cachex:type=Cache,application=beans-test,name=posts");
    }

    @Test
    void namesWithSignsOfTheirOwn_areQuoted() throws Exception {
        try (Caches odd = builder("a,b=c").buildCaches()) {
            odd.cache("all*?");
            assertThat(names("type=Cache,application=\"a,b=c\",*"))
                    .containsExactly("io.github.cachex:type=Cache,application=\"a,b=c\",name=\"all\\*\\?\"");
        }
    }

    @Test
    void switchedOff_thereAreNone() throws Exception {
        try (Caches none =
                builder("no-beans").property("cachex.jmx.enabled", "false").buildCaches()) {
            none.cache("posts");
            assertThat(names("application=no-beans,*")).isEmpty();
        }
    }
}
