// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import io.github.cachex.cdi.Application;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys of methods that see an argument through a type variable, and of those that see it plainly, meet. */
class GenericKeysTest {
    /** A text that reads like a number: where nothing is known of its type it is marked. */
    private static final String NUMBER = "42";

    /** Has one property of a type that its user chooses. */
    public record Ref<T>(T id) {}

    /** The same by a getter, inherited. */
    public abstract static class Holder<T> {
        private final T id;

        Holder(T id) {
            this.id = id;
        }

        public T getId() {
            return id;
        }
    }

    /** Chooses. */
    public static class Held extends Holder<String> {
        Held(String id) {
            super(id);
        }
    }

    /** Knows no types yet. */
    public abstract static class Repository<T, K> {
        abstract T load(K id);

        @CachexFetch(cache = "users", key = "user:{0}")
        public T find(K id) {
            return load(id);
        }

        @CachexFetch(cache = "generated")
        public T generated(K id) {
            return load(id);
        }

        @CachexInvalidate(cache = "users", keys = "user:{0[]}")
        public void dropAll(List<K> ids) {}

        @CachexInvalidate(cache = "users", keys = "user:{0[].id}")
        public void dropRefs(List<Ref<K>> ids) {}
    }

    /** Chooses texts. */
    @ApplicationScoped
    public static class Users extends Repository<String, String> {
        private String stored = "old";

        @Override
        String load(String id) {
            return stored;
        }

        void change() {
            stored = "new";
        }

        @CachexInvalidate(cache = "users", key = "user:{0}")
        public void drop(String id) {}

        @CachexInvalidate(cache = "users", key = "user:{0.id}")
        public void dropRef(Ref<String> ref) {}

        @CachexInvalidate(cache = "users", key = "user:{0.id}")
        public void dropWild(Ref<? extends String> ref) {}

        @CachexInvalidate(cache = "users", key = "user:{0.id.id}")
        public void dropNested(Ref<Ref<String>> ref) {}

        @CachexInvalidate(cache = "users", key = "user:{0.id}")
        public void dropHeld(Held held) {}

        @CachexInvalidate(cache = "generated")
        public void dropGenerated(String id) {}

        @CachexPut(cache = "users", key = "user:{ref.id}")
        public void put(@CachexKey("ref") Ref<String> ref, @CachexValue String value) {}
    }

    /** Sees dates through the variable of its parent. */
    public abstract static class ByDay<K> {
        private String stored = "old";

        @CachexFetch(cache = "by-day")
        public String find(K day) {
            return stored;
        }

        void store(String text) {
            stored = text;
        }
    }

    /** Sees them plainly. */
    @ApplicationScoped
    public static class PlainDays extends ByDay<LocalDate> {
        @CachexInvalidate(cache = "by-day")
        public void change(LocalDate day) {
            store("new");
        }
    }

    private interface MethodInvalidation {
        void on(Users users);
    }

    private static String afterwards(MethodInvalidation drop) {
        try (Application application = Application.of(Map.of(), Users.class)) {
            Users users = application.get(Users.class);
            assertThat(users.find(NUMBER)).isEqualTo("old");
            assertThat(users.generated(NUMBER)).isEqualTo("old");
            users.change();
            assertThat(users.find(NUMBER)).isEqualTo("old");
            drop.on(users);
            return users.find(NUMBER) + ", " + users.generated(NUMBER);
        }
    }

    @Test
    void parameters_meet() {
        assertThat(afterwards(users -> users.drop(NUMBER))).isEqualTo("new, old");
        assertThat(afterwards(users -> users.dropGenerated(NUMBER))).isEqualTo("old, new");
    }

    @Test
    void componentsAndGetters_meet() {
        assertThat(afterwards(users -> users.dropRef(new Ref<>(NUMBER)))).isEqualTo("new, old");
        assertThat(afterwards(users -> users.dropWild(new Ref<>(NUMBER)))).isEqualTo("new, old");
        assertThat(afterwards(users -> users.dropNested(new Ref<>(new Ref<>(NUMBER)))))
                .isEqualTo("new, old");
        assertThat(afterwards(users -> users.dropHeld(new Held(NUMBER)))).isEqualTo("new, old");
        assertThat(afterwards(users -> users.put(new Ref<>(NUMBER), "put"))).isEqualTo("put, old");
    }

    @Test
    void elements_meet() {
        assertThat(afterwards(users -> users.dropAll(List.of(NUMBER)))).isEqualTo("new, old");
        assertThat(afterwards(users -> users.dropRefs(List.of(new Ref<>(NUMBER)))))
                .isEqualTo("new, old");
    }

    @Test
    void datesThroughAVariable_meet() {
        try (Application application = Application.of(Map.of(), PlainDays.class)) {
            PlainDays days = application.get(PlainDays.class);
            assertThat(days.find(LocalDate.EPOCH)).isEqualTo("old");
            days.change(LocalDate.EPOCH);
            assertThat(days.find(LocalDate.EPOCH)).isEqualTo("new");
        }
    }
}
