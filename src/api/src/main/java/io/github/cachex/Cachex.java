// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Objects;

/** Chooses the cache to inject: {@code @Inject @Cachex("posts") CacheHandler posts}. */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, METHOD, PARAMETER, TYPE})
public @interface Cachex {
    /** The name of the cache. */
    @Nonbinding
    String value();

    /** The qualifier for look-ups by code: {@code caches.select(Cachex.Literal.of("posts")).get()}. */
    final class Literal extends AnnotationLiteral<Cachex> implements Cachex {
        private static final long serialVersionUID = 1L;

        /** The name of the cache. */
        private final String value;

        private Literal(String value) {
            this.value = value;
        }

        /** Returns the qualifier that chooses the cache {@code name}. */
        public static Literal of(String name) {
            return new Literal(Objects.requireNonNull(name, "name"));
        }

        @Override
        public String value() {
            return value;
        }
    }
}
