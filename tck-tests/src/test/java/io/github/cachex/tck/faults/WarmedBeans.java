// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.faults;

import io.github.cachex.CacheKey;
import io.github.cachex.CacheWarmer;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexWarm;
import io.github.cachex.WarmEntry;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.tck.faults.Trap.Thrown;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Beans that warm and throw, each at another moment, and some that warm beside them. */
final class WarmedBeans {
    /** Those that throw, by the names that the log has for them. */
    static final List<Class<?>> THROWING = List.of(
            NoName.class,
            NoAnswer.class,
            NoEntries.class,
            NoEntry.class,
            NoLoad.class,
            NoEnd.class,
            NotMade.class,
            Methods.class);

    static final Class<?>[] ALL = {
        NoName.class,
        NoAnswer.class,
        NoEntries.class,
        NoEntry.class,
        NoLoad.class,
        NoEnd.class,
        NotMade.class,
        Methods.class,
        NoArguments.class,
        NoArgument.class,
        Listening.class,
        Requests.class,
        Sound.class,
        Ids.class
    };

    /** What is loaded by the sound ones, when all goes well. */
    static final Set<String> EXPECTED =
            Set.of("sound 1", "sound 2", "sound 3", "id 1", "id 2", "after", "method after");

    private static final Set<String> LOADED = new ConcurrentSkipListSet<>();
    private static volatile Thrown thrown = Thrown.EXCEPTION;
    private static volatile Thread starter = Thread.currentThread();

    private WarmedBeans() {}

    static void set(Thrown next) {
        thrown = next;
        starter = Thread.currentThread();
        LOADED.clear();
    }

    static Set<String> loaded() {
        return Set.copyOf(LOADED);
    }

    private static <T> T hurl() {
        thrown.<RuntimeException>hurl();
        throw new AssertionError("thrown before");
    }

    private static WarmEntry<String> entry(String text) {
        return WarmEntry.of("warm", CacheKey.of(text, String.class), () -> {
            if (Thread.interrupted()) {
                throw new InterruptedException("of the source");
            }
            LOADED.add(text);
            return text;
        });
    }

    /** Says entries that are never warmed. */
    abstract static class Warmer implements CacheWarmer {
        @Override
        public boolean async() {
            return false;
        }

        @Override
        public Stream<WarmEntry<String>> entries() {
            return Stream.of(entry("of " + getClass().getName()));
        }
    }

    /** Throws when it is asked for its name. */
    @ApplicationScoped
    public static class NoName extends Warmer {
        @Override
        public String name() {
            return hurl();
        }
    }

    /** Throws when it is asked who waits. */
    @ApplicationScoped
    public static class NoAnswer extends Warmer {
        @Override
        public boolean async() {
            return hurl();
        }
    }

    /** Throws when it is asked for entries. */
    @ApplicationScoped
    public static class NoEntries extends Warmer {
        @Override
        public Stream<WarmEntry<String>> entries() {
            return hurl();
        }
    }

    /** Throws in the midst of them. */
    @ApplicationScoped
    public static class NoEntry extends Warmer {
        @Override
        public Stream<WarmEntry<String>> entries() {
            return Stream.of(1, 2).map(i -> i == 1 ? hurl() : entry("never"));
        }
    }

    /** Throws in the first of two loads, or has no entry at all. */
    @ApplicationScoped
    public static class NoLoad extends Warmer {
        @Override
        public Stream<@Nullable WarmEntry<String>> entries() {
            WarmEntry<String> failing =
                    WarmEntry.of("warm", CacheKey.of("failing", String.class), WarmedBeans::<String>hurl);
            return Stream.of(failing, null, entry("after"));
        }
    }

    /** Throws when its entries are closed. */
    @ApplicationScoped
    public static class NoEnd extends Warmer {
        @Override
        public Stream<WarmEntry<String>> entries() {
            return Stream.<WarmEntry<String>>empty().onClose(WarmedBeans::hurl);
        }
    }

    /** Throws when it is made. */
    @Dependent
    public static class NotMade extends Warmer {
        /** Never ends well. */
        public NotMade() {
            thrown.<RuntimeException>hurl();
        }
    }

    /** Has methods to warm. */
    @ApplicationScoped
    public static class Methods {
        private static String load(String text) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("of the source");
            }
            LOADED.add(text);
            return text;
        }

        /** Throws the first time. */
        @CachexWarm(from = "ids", async = false)
        @CachexFetch(cache = "warm", key = "method:{id}")
        public String failing(@CachexKey("id") String id) throws InterruptedException {
            return id.equals("1") ? hurl() : load("method after");
        }

        /** Is without its arguments. */
        @CachexWarm(from = "noArguments", async = false)
        @CachexFetch(cache = "warm", key = "none:{id}")
        public String without(@CachexKey("id") String id) {
            return id;
        }

        /** Is without the first of its arguments. */
        @CachexWarm(from = "noArgument", async = false)
        @CachexFetch(cache = "warm", key = "first:{id}")
        public String withoutFirst(@CachexKey("id") String id) {
            return id;
        }

        /** Is sound. */
        @CachexWarm(from = "ids", async = false)
        @CachexFetch(cache = "warm", key = "id:{id}")
        public String sound(@CachexKey("id") String id) throws InterruptedException {
            return load("id " + id);
        }
    }

    /** Throws when it is asked. */
    @ApplicationScoped
    @Named("noArguments")
    public static class NoArguments implements Supplier<List<String>> {
        @Override
        public List<String> get() {
            return hurl();
        }
    }

    /** Throws when it goes on. */
    @ApplicationScoped
    @Named("noArgument")
    public static class NoArgument implements Supplier<Iterable<String>> {
        @Override
        public Iterable<String> get() {
            return () -> new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return true;
                }

                @Override
                public String next() {
                    return hurl();
                }
            };
        }
    }

    /** Hears of events. */
    @ApplicationScoped
    public static class Listening implements CacheListener {
        @Override
        public void on(CacheEvent event) {
            WarmedBeans.<String>hurl();
        }
    }

    /** Sees requests of the warm-up begin and end. */
    @ApplicationScoped
    public static class Requests {
        void begins(@Observes @Initialized(RequestScoped.class) Object event) {
            throwForWarmUps();
        }

        void ends(@Observes @Destroyed(RequestScoped.class) Object event) {
            throwForWarmUps();
        }

        private static void throwForWarmUps() {
            // The container itself has a request on the thread that starts it.
            if (Thread.currentThread() != starter) {
                WarmedBeans.<String>hurl();
            }
        }
    }

    /** Is sound. */
    @ApplicationScoped
    public static class Sound extends Warmer {
        @Override
        public Stream<WarmEntry<String>> entries() {
            return Stream.of(entry("sound 1"), entry("sound 2"), entry("sound 3"));
        }
    }

    /** Supplies arguments. */
    @ApplicationScoped
    @Named("ids")
    public static class Ids implements Supplier<List<String>> {
        @Override
        public List<String> get() {
            return List.of("1", "2");
        }
    }
}
