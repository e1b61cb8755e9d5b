// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.faults;

import io.github.cachex.CacheCondition;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.KeyGenerator;
import io.github.cachex.spi.NamespaceResolver;
import io.github.cachex.spi.Serializer;
import io.github.cachex.tck.faults.Trap.Code;
import io.github.cachex.tck.faults.TrappedMethods.Order;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The beans that an application hands in, all of them around one trap. */
final class TrappedBeans {
    /** Code that an application hands in by its beans alone. */
    enum Place {
        KEY_PROPERTY,
        TAG_PROPERTY,
        WHEN,
        UNLESS,
        GENERATOR,
        CONFIGURATION,
        REQUEST_BEGINS,
        REQUEST_ENDS
    }

    static final Class<?>[] ALL = {
        Listening.class,
        Writing.class,
        Tenants.class,
        Keys.class,
        Wanted.class,
        Unwanted.class,
        Instead.class,
        Requests.class
    };

    /** The container makes the beans, so it is here that they find the trap. */
    private static volatile Trap trap = new Trap(Code.EXECUTOR, Trap.Thrown.EXCEPTION);

    private TrappedBeans() {}

    static void set(Trap next) {
        trap = next;
    }

    static void spring(Enum<?> here) {
        trap.spring(here);
    }

    /** Hears of events. */
    @ApplicationScoped
    public static class Listening implements CacheListener {
        @Override
        public void on(CacheEvent event) {
            spring(Code.LISTENER);
        }
    }

    /** Writes texts and orders. */
    @ApplicationScoped
    public static class Writing implements Serializer {
        @Override
        public String name() {
            return "trapped";
        }

        @Override
        public byte id() {
            return 100;
        }

        @Override
        public byte[] write(Object value, Type type) {
            spring(Code.SERIALIZER_WRITE);
            String text = value instanceof Order order ? order.text() : (String) value;
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Object read(byte[] bytes, Type type) {
            spring(Code.SERIALIZER_READ);
            String text = new String(bytes, StandardCharsets.UTF_8);
            return type == Order.class ? new Order(text) : text;
        }
    }

    /** Tells tenants apart. */
    @ApplicationScoped
    public static class Tenants implements NamespaceResolver {
        @Override
        public String namespace() {
            spring(Code.NAMESPACE);
            return "tenant";
        }
    }

    /** Makes keys. */
    @ApplicationScoped
    public static class Keys implements KeyGenerator {
        @Override
        public String generate(Method method, @Nullable Object[] arguments) {
            spring(Place.GENERATOR);
            return "g:" + Arrays.toString(arguments);
        }
    }

    /** Wants each call. */
    @ApplicationScoped
    @Named("wanted")
    public static class Wanted implements CacheCondition {
        @Override
        public boolean holds(Method method, @Nullable Object[] arguments, @Nullable Object result) {
            spring(Place.WHEN);
            return true;
        }
    }

    /** Wants each value. */
    @ApplicationScoped
    @Named("unwanted")
    public static class Unwanted implements CacheCondition {
        @Override
        public boolean holds(Method method, @Nullable Object[] arguments, @Nullable Object result) {
            spring(Place.UNLESS);
            return false;
        }
    }

    /** Stands in. */
    @ApplicationScoped
    @Named("instead")
    public static class Instead implements Supplier<String> {
        @Override
        public String get() {
            spring(Code.DEFAULT_VALUE);
            return "instead";
        }
    }

    /** Sees requests begin and end, those of loads in the background too. */
    @ApplicationScoped
    public static class Requests {
        void begins(@Observes @Initialized(RequestScoped.class) Object event) {
            spring(Place.REQUEST_BEGINS);
        }

        void ends(@Observes @Destroyed(RequestScoped.class) Object event) {
            spring(Place.REQUEST_ENDS);
        }
    }
}
