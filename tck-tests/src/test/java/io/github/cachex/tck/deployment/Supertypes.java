// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Annotations in supertypes and in what producers hand out; answers what of them is cached, and what the start warns of. */
public class Supertypes implements Callable<List<String>> {
    /** Its default method is inherited. */
    public interface Greeting {
        /** Counts its calls. */
        AtomicInteger CALLS = new AtomicInteger();

        /** Greets. */
        @CachexFetch(cache = "greetings", key = "{0}")
        default String greet(String name) {
            return name + CALLS.incrementAndGet();
        }
    }

    /** Inherits it. */
    @ApplicationScoped
    public static class Greeter implements Greeting {}

    /** Its methods are overridden and implemented. */
    public abstract static class Base {
        /** Drops. */
        @CachexInvalidate(cache = "greetings", key = "{0}")
        public void drop(String name) {}

        /** Finds. */
        @CachexFetch(cache = "found", key = "{0}")
        public abstract String find(String name);
    }

    /** Loses both annotations. */
    @ApplicationScoped
    public static class Losing extends Base {
        @Override
        public void drop(String name) {}

        @Override
        public String find(String name) {
            return name;
        }
    }

    /** Handed out by a producer. */
    public static class Made {
        /** For proxies. */
        protected Made() {}

        static Made create() {
            return new Made();
        }

        /** Finds. */
        @CachexFetch(cache = "made", key = "{0}")
        public String find(String name) {
            return name + Greeting.CALLS.incrementAndGet();
        }
    }

    /** Hands it out. */
    @ApplicationScoped
    public static class Maker {
        @Produces
        @Dependent
        Made made() {
            return Made.create();
        }
    }

    /** One for each request, with one key for all. */
    @RequestScoped
    public static class Preferences {
        /** Finds. */
        @CachexFetch(cache = "preferences")
        public String find() {
            return "";
        }
    }

    @Override
    public List<String> call() {
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                    said.add(entry.getMessage()
                            .replaceFirst("^CACHEX-\\d{4} ", "")
                            .replace(Supertypes.class.getName() + "$", ""));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.github.cachex");
        logger.addHandler(handler);
        try (SeContainer application =
                Deployment.start(Map.of(), Greeter.class, Losing.class, Maker.class, Preferences.class)) {
            Greeter greeter = application.select(Greeter.class).get();
            said.add("default method cached: " + greeter.greet("a").equals(greeter.greet("a")));
            Made made = application.select(Made.class).get();
            said.add("produced object cached: " + made.find("a").equals(made.find("a")));
            return List.copyOf(said);
        } finally {
            logger.removeHandler(handler);
        }
    }
}
