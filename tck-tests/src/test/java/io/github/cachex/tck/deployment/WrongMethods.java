// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexWarm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import java.util.List;
import java.util.function.Supplier;

/** Beans whose annotations stand where no container sees them, or beside what they do not go with. */
final class WrongMethods {
    private WrongMethods() {}

    /** Supplies nothing. */
    @Named("mute")
    @Dependent
    static class Mute {}

    /** Supplies arguments. */
    @Named("supplied")
    @Dependent
    static class Supplied implements Supplier<List<String>> {
        @Override
        public List<String> get() {
            return List.of("a");
        }
    }

    @Refused("§.find: @CachexFetch on a private method, which the container cannot intercept; make it"
            + " package-private, protected or public")
    @ApplicationScoped
    static class Private {
        @CachexFetch
        private String find() {
            return "";
        }

        String calls() {
            return find();
        }
    }

    @Refused("§.put: @CachexPut on a private method, which the container cannot intercept; make it"
            + " package-private, protected or public")
    @ApplicationScoped
    static class PrivatePut {
        @CachexPut(cache = "a")
        private String put() {
            return "";
        }

        String calls() {
            return put();
        }
    }

    @Refused("§.drop: @CachexInvalidate on a private method, which the container cannot intercept; make it"
            + " package-private, protected or public")
    @ApplicationScoped
    static class PrivateInvalidate {
        @CachexInvalidate(cache = "a")
        private void drop() {}

        void calls() {
            drop();
        }
    }

    @Refused("§.find: @CachexFetch on a static method, which the container cannot intercept; make it an instance"
            + " method")
    @ApplicationScoped
    static class OnStatic {
        @CachexFetch
        static String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch on a final method, which the container cannot intercept; remove final")
    @ApplicationScoped
    static class OnFinal {
        @CachexFetch
        final String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch in a final class, which the container cannot intercept; remove final")
    @Dependent
    static final class FinalClass {
        @CachexFetch
        public String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch in a final class, which the container cannot intercept; remove final (a record"
            + " cannot be such a bean)")
    @Dependent
    record OfRecord() {
        @CachexFetch
        public String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch and @CachexInvalidate on one method: a hit would skip the method that is to"
            + " change the cache; split the method")
    @ApplicationScoped
    static class FetchAndInvalidate {
        @CachexFetch(cache = "a")
        @CachexInvalidate(cache = "a")
        String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch and @CachexPut on one method: a hit would skip the method that is to change the"
            + " cache; split the method")
    @ApplicationScoped
    static class FetchAndPut {
        @CachexFetch(cache = "a")
        @CachexPut(cache = "a")
        String find() {
            return "";
        }
    }

    @Refused("§.save: @CachexPut and @CachexInvalidate of the same key: what is stored takes the place of what was"
            + " there, so there is nothing to invalidate; remove one")
    @ApplicationScoped
    static class PutAndInvalidate {
        @CachexPut(cache = "a", key = "k")
        @CachexInvalidate(cache = "a", key = "k")
        String save() {
            return "";
        }
    }

    @Refused("§.find: @CachexWarm without @CachexFetch, so there is nothing to warm; add @CachexFetch")
    @ApplicationScoped
    static class WarmWithoutFetch {
        @CachexWarm
        String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexWarm on a method with parameters and no arguments for them; write @CachexWarm(from ="
            + " \"…\") with the name of a Supplier bean")
    @ApplicationScoped
    static class WarmWithoutArguments {
        @CachexWarm
        @CachexFetch
        String find(String id) {
            return id;
        }
    }

    @Refused("§.find: @CachexWarm from=nobody: there is no bean of that name; add @Named(\"nobody\") to a bean"
            + " that is a Supplier<? extends Iterable<?>>")
    @ApplicationScoped
    static class WarmFromNobody {
        @CachexWarm(from = "nobody")
        @CachexFetch
        String find(String id) {
            return id;
        }
    }

    @Refused(
            value = "§.find: @CachexWarm from=mute: the bean of that name is no Supplier; let it implement Supplier<?"
                    + " extends Iterable<?>>",
            beside = Mute.class)
    @ApplicationScoped
    static class WarmFromMute {
        @CachexWarm(from = "mute")
        @CachexFetch
        String find(String id) {
            return id;
        }
    }

    @Refused(
            value = "§.find: @CachexWarm from=supplied on a method without parameters; remove from",
            beside = Supplied.class)
    @ApplicationScoped
    static class WarmWithoutParameters {
        @CachexWarm(from = "supplied")
        @CachexFetch
        String find() {
            return "";
        }
    }
}
