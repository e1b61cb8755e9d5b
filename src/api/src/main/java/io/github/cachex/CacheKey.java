// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import io.github.cachex.error.CacheKeyException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;

/**
 * Names a value in a cache and says its type. Immutable; equal where id and type are. Ordered by id alone, so that maps find keys
 * quickly whose hashes are all the same: users may make such ids.
 *
 * <p>The id is one string per cache: handlers see the same entry under the same id, whatever type they ask for; bytes of
 * another type count as a miss.
 *
 * @param <T> the value's type
 */
// Raw, since maps look for a class that is comparable to itself.
@SuppressWarnings("rawtypes")
public final class CacheKey<T> implements Comparable<CacheKey> {
    private final String id;
    private final Type type;
    private final int hash;

    private CacheKey(String id, Type type) {
        if (id == null || id.isEmpty()) {
            throw new CacheKeyException("key id=" + (id == null ? "null" : "''") + ": must not be "
                    + (id == null ? "null" : "empty") + "; name what is cached, for example post:42");
        }
        this.id = id;
        this.type = Objects.requireNonNull(type, "type");
        this.hash = 31 * id.hashCode() + type.hashCode();
    }

    /**
     * Returns the key of {@code id} for values of a class.
     *
     * @throws CacheKeyException when {@code id} is null or empty
     */
    public static <T> CacheKey<T> of(String id, Class<T> type) {
        return new CacheKey<>(id, type);
    }

    /**
     * Returns the key of {@code id} for values of a generic type.
     *
     * @throws CacheKeyException when {@code id} is null or empty
     */
    public static <T> CacheKey<T> of(String id, TypeRef<T> type) {
        return new CacheKey<>(id, type.type());
    }

    /**
     * Returns the key of {@code id} for values of a reflective type, such as a method's generic return type. The caller
     * vouches for {@code T}.
     *
     * @throws CacheKeyException when {@code id} is null or empty
     */
    public static <T> CacheKey<T> of(String id, Type type) {
        return new CacheKey<>(id, type);
    }

    /**
     * Returns a template whose {@code {}} stand for arguments: {@code post:{}}.
     *
     * @throws CacheKeyException when the pattern has no placeholder, or two that nothing keeps apart
     */
    public static <T> KeyTemplate<T> template(String pattern, Class<T> type) {
        return new KeyTemplate<>(pattern, type);
    }

    /**
     * Returns a template whose {@code {}} stand for arguments, for values of a generic type.
     *
     * @throws CacheKeyException when the pattern has no placeholder, or two that nothing keeps apart
     */
    public static <T> KeyTemplate<T> template(String pattern, TypeRef<T> type) {
        return new KeyTemplate<>(pattern, type.type());
    }

    /**
     * Returns a template for one argument of this class: {@code CacheKey.template("post:{}", Post.class, Long.class).of(42L)}.
     *
     * @throws CacheKeyException when the pattern has another number of placeholders, or two that nothing keeps apart, or when an
     *     argument of such a class gives no text for a key
     */
    public static <T, A> KeyTemplate.One<T, A> template(String pattern, Class<T> type, Class<A> first) {
        return new KeyTemplate.One<>(new KeyTemplate<>(pattern, type, List.of(first)));
    }

    /**
     * Returns a template for one argument of this class, for values of a generic type.
     *
     * @throws CacheKeyException when the pattern has another number of placeholders, or two that nothing keeps apart, or when an
     *     argument of such a class gives no text for a key
     */
    public static <T, A> KeyTemplate.One<T, A> template(String pattern, TypeRef<T> type, Class<A> first) {
        return new KeyTemplate.One<>(new KeyTemplate<>(pattern, type.type(), List.of(first)));
    }

    /**
     * Returns a template for two arguments of these classes, which the compiler checks.
     *
     * @throws CacheKeyException when the pattern has another number of placeholders, or two that nothing keeps apart, or when an
     *     argument of such a class gives no text for a key
     */
    public static <T, A, B> KeyTemplate.Two<T, A, B> template(
            String pattern, Class<T> type, Class<A> first, Class<B> second) {
        return new KeyTemplate.Two<>(new KeyTemplate<>(pattern, type, List.of(first, second)));
    }

    /**
     * Returns a template for two arguments of these classes, for values of a generic type.
     *
     * @throws CacheKeyException when the pattern has another number of placeholders, or two that nothing keeps apart, or when an
     *     argument of such a class gives no text for a key
     */
    public static <T, A, B> KeyTemplate.Two<T, A, B> template(
            String pattern, TypeRef<T> type, Class<A> first, Class<B> second) {
        return new KeyTemplate.Two<>(new KeyTemplate<>(pattern, type.type(), List.of(first, second)));
    }

    /**
     * Returns a template for three arguments of these classes, which the compiler checks.
     *
     * @throws CacheKeyException when the pattern has another number of placeholders, or two that nothing keeps apart, or when an
     *     argument of such a class gives no text for a key
     */
    public static <T, A, B, C> KeyTemplate.Three<T, A, B, C> template(
            String pattern, Class<T> type, Class<A> first, Class<B> second, Class<C> third) {
        return new KeyTemplate.Three<>(new KeyTemplate<>(pattern, type, List.of(first, second, third)));
    }

    /**
     * Returns a template for three arguments of these classes, for values of a generic type.
     *
     * @throws CacheKeyException when the pattern has another number of placeholders, or two that nothing keeps apart, or when an
     *     argument of such a class gives no text for a key
     */
    public static <T, A, B, C> KeyTemplate.Three<T, A, B, C> template(
            String pattern, TypeRef<T> type, Class<A> first, Class<B> second, Class<C> third) {
        return new KeyTemplate.Three<>(new KeyTemplate<>(pattern, type.type(), List.of(first, second, third)));
    }

    /**
     * Returns a template for four arguments of these classes, which the compiler checks.
     *
     * @throws CacheKeyException when the pattern has another number of placeholders, or two that nothing keeps apart, or when an
     *     argument of such a class gives no text for a key
     */
    public static <T, A, B, C, D> KeyTemplate.Four<T, A, B, C, D> template(
            String pattern, Class<T> type, Class<A> first, Class<B> second, Class<C> third, Class<D> fourth) {
        return new KeyTemplate.Four<>(new KeyTemplate<>(pattern, type, List.of(first, second, third, fourth)));
    }

    /**
     * Returns a template for four arguments of these classes, for values of a generic type.
     *
     * @throws CacheKeyException when the pattern has another number of placeholders, or two that nothing keeps apart, or when an
     *     argument of such a class gives no text for a key
     */
    public static <T, A, B, C, D> KeyTemplate.Four<T, A, B, C, D> template(
            String pattern, TypeRef<T> type, Class<A> first, Class<B> second, Class<C> third, Class<D> fourth) {
        return new KeyTemplate.Four<>(new KeyTemplate<>(pattern, type.type(), List.of(first, second, third, fourth)));
    }

    /** Returns the id, never empty. */
    public String id() {
        return id;
    }

    /** Returns the value's type. */
    public Type type() {
        return type;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof CacheKey<?> key && hash == key.hash && id.equals(key.id) && type.equals(key.type);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public int compareTo(CacheKey other) {
        return id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return id;
    }
}
