// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CachexAllow;
import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.Application;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Declared types of which no value can be stored stop the deployment; those in doubt do not. */
class UnstorableTypesTest {
    /** Says nothing of its classes. */
    public interface Shape {}

    /** Says which they are. */
    @JsonbTypeInfo(@JsonbSubtype(alias = "cat", type = Cat.class))
    public interface Pet {}

    /** A pet. */
    public record Cat(String name) implements Pet {}

    /** Cannot be made from nothing. */
    public static class Unmakable {
        private final String text;

        public Unmakable(String text) {
            this.text = text;
        }

        public String getText() {
            return text;
        }
    }

    /** Holds what JSON-B does not know. */
    public record Price(long amount, @Nullable Currency currency) {}

    /** What can be stored, or may be. */
    public record Fine(
            Instant at, Optional<Pet> pet, List<Shape> shapes, Object anything, Map<String, Number> numbers) {}

    /** Returns what cannot be stored. */
    @ApplicationScoped
    public static class Wrong {
        @CachexFetch
        public @Nullable Shape shape(int id) {
            return null;
        }

        @CachexFetch
        public Optional<Unmakable> unmakable(int id) {
            return Optional.empty();
        }

        @CachexFetch
        public Price price(int id) {
            return new Price(1, null);
        }
    }

    /** The same, on purpose. */
    @ApplicationScoped
    @CachexAllow("unstorable")
    public static class Meant {
        @CachexFetch
        public Price price(int id) {
            return new Price(1, null);
        }
    }

    /** Returns what can be stored, or may be. */
    @ApplicationScoped
    public static class Right {
        @CachexFetch
        public @Nullable Fine fine(int id) {
            return null;
        }

        @CachexFetch
        public @Nullable Pet pet(int id) {
            return null;
        }

        @CachexFetch
        public List<Shape> shapes(int id) {
            return List.of();
        }

        @CachexFetch
        public @Nullable Object anything(int id) {
            return null;
        }

        @CachexFetch
        public @Nullable Comparable<String> comparable(int id) {
            return null;
        }
    }

    @Test
    void typesOfWhichNoValueCanBeStored_stopTheDeploymentAllAtOnce() {
        assertThatThrownBy(() -> Application.of(Map.of(), Wrong.class))
                .hasStackTraceContaining(
                        Wrong.class.getName() + ".shape: its values can never be stored, since "
                                + Shape.class.getName() + ": " + Shape.class.getName()
                                + " does not say which class to make when it is read back; mark the declared type @JsonbTypeInfo")
                .hasStackTraceContaining(Wrong.class.getName() + ".unmakable: its values can never be stored, since "
                        + Unmakable.class.getName())
                .hasStackTraceContaining(
                        Price.class.getName() + ".currency: JSON-B cannot read a java.util.Currency back; ")
                .hasStackTraceContaining("or allow it by @CachexAllow(\"unstorable\")");
    }

    @Test
    void typesThatAreMeant_areAllowed() {
        try (Application application = Application.of(Map.of(), Meant.class)) {
            assertThat(application.get(Meant.class).price(1).amount()).isEqualTo(1);
        }
    }

    @Test
    void typesInDoubt_areLeftToTheFirstValue() {
        try (Application application = Application.of(Map.of(), Right.class)) {
            assertThat(application.get(Right.class).shapes(1)).isEmpty();
        }
    }
}
