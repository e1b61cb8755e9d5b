// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.LogLines;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SelfCallsTest {
    /** Calls its own methods, past the cache. */
    @ApplicationScoped
    @CachexDefaults(cache = "calls")
    public static class Past {
        private final AtomicInteger loads = new AtomicInteger();

        @CachexFetch(key = "{0}")
        public String find(long id) {
            loads.incrementAndGet();
            return "post " + id;
        }

        @CachexPut(key = "{0}")
        public String save(long id, double weight, String post) {
            return post;
        }

        @CachexInvalidate(all = true)
        public void clear() {}

        int loads() {
            return loads.get();
        }

        String plainly(long id) {
            return find(id) + find(id);
        }

        String whicheverWay(long id, boolean saved) {
            Past same = this;
            Object cast = same;
            Object result = saved ? same.save(id, 1.5, "post") : ((Past) cast).find(id);
            clear();
            return String.valueOf(result);
        }

        Supplier<String> inLambda(long id) {
            return () -> find(id);
        }

        Function<Long, String> byReference() {
            return this::find;
        }
    }

    /** Calls an inherited method. */
    @ApplicationScoped
    public static class Heir extends Past {
        @Override
        public String save(long id, double weight, String post) {
            return super.save(id, weight, post);
        }

        String inherited(long id) {
            return super.find(id);
        }

        @Override
        String plainly(long id) {
            return "";
        }

        @Override
        String whicheverWay(long id, boolean saved) {
            return "";
        }
    }

    /** Calls others of its kind. */
    @ApplicationScoped
    @CachexDefaults(cache = "calls")
    public static class Through {
        @Inject
        Through self;

        @CachexFetch(key = "{0}")
        public String find(long id) {
            return "post " + id;
        }

        @CachexFetch(key = "title:{0}")
        public String find(String title) {
            return title;
        }

        String byField(long id) {
            return self.find(id);
        }

        String bySomeone(Through other, long id) {
            Through someone = id > 0 ? this : other;
            return someone.find(id);
        }

        Supplier<String> byFieldInLambda(long id) {
            return () -> self.find(id);
        }

        Function<Long, String> byReferenceToField() {
            return self::find;
        }

        String find(int number) {
            return "number " + number;
        }

        String anotherOfThatName() {
            return find(1);
        }
    }

    private static String warning(Class<?> bean, String caller, String called, String missed) {
        return "WARNING " + bean.getName() + "." + caller + ": calls " + called
                + " on this, which no interceptor sees, so that nothing is " + missed
                + "; move one of them to another bean or, in a bean with a scope such as @ApplicationScoped, call it"
                + " through @Inject " + bean.getSimpleName() + " self";
    }

    @Test
    void callsOnThis_areWarnedOf() {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(Map.of(), Past.class)) {
            assertThat(log.warnings())
                    .containsExactlyInAnyOrder(
                            warning(Past.class, "plainly", "find", "cached"),
                            warning(Past.class, "whicheverWay", "find", "cached"),
                            warning(Past.class, "whicheverWay", "save", "stored"),
                            warning(Past.class, "whicheverWay", "clear", "invalidated"),
                            warning(Past.class, "inLambda", "find", "cached"),
                            warning(Past.class, "byReference", "find", "cached"));
            Past past = application.get(Past.class);
            assertThat(past.plainly(1)).isEqualTo("post 1post 1");
            assertThat(past.loads()).isEqualTo(2);
        }
    }

    @Test
    void callsOfInheritedMethods_areWarnedOfWhereTheyStand() {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(Map.of(), Heir.class)) {
            assertThat(application.get(Heir.class).inherited(1)).isEqualTo("post 1");
            assertThat(log.warnings())
                    .filteredOn(line -> line.contains(" on this"))
                    .containsExactlyInAnyOrder(
                            warning(Heir.class, "inherited", "find", "cached"),
                            warning(Past.class, "plainly", "find", "cached"),
                            warning(Past.class, "whicheverWay", "find", "cached"),
                            warning(Past.class, "whicheverWay", "clear", "invalidated"),
                            warning(Past.class, "inLambda", "find", "cached"),
                            warning(Past.class, "byReference", "find", "cached"));
        }
    }

    @Test
    void callsOnThis_areSeenWhenTheApplicationIsBuilt() {
        try (Application application =
                Application.of(Application.By.BUILD_COMPATIBLE_EXTENSION, Map.of(), Past.class)) {
            assertThat(application.get(Past.class).plainly(1)).isEqualTo("post 1post 1");
        }
    }

    /** As far as a test can make one: the version of the class file is unheard of. */
    @Test
    void classFileThatCannotBeRead_tellsNothing() throws Exception {
        String name = Past.class.getName();
        byte[] bytes;
        try (InputStream file = Past.class.getResourceAsStream("SelfCallsTest$Past.class")) {
            bytes = file.readAllBytes();
        }
        ByteBuffer.wrap(bytes).putShort(6, Short.MAX_VALUE);
        ClassLoader future = new ClassLoader(Past.class.getClassLoader()) {
            @Override
            public InputStream getResourceAsStream(String resource) {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
                return wanted.equals(name) ? define() : super.loadClass(wanted, resolve);
            }

            private Class<?> define() {
                try (InputStream file = Past.class.getResourceAsStream("SelfCallsTest$Past.class")) {
                    byte[] sound = file.readAllBytes();
                    return defineClass(name, sound, 0, sound.length);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        try (LogLines log = LogLines.listenToAll()) {
            Class<?> loaded = future.loadClass(name);
            assertThat(SelfCalls.warnings(loaded, AnnotatedMethods.of(loaded))).isEmpty();
            assertThat(log.lines())
                    .containsExactly("FINE " + name + ": its class file cannot be read for calls on this");
        }
    }

    @Test
    void callsThroughAReference_areNot() {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(Map.of(), Through.class)) {
            assertThat(application.get(Through.class).byField(1)).isEqualTo("post 1");
            assertThat(log.warnings()).isEmpty();
        }
    }
}
