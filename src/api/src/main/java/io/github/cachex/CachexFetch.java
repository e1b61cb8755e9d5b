// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Caches what the method returns: computed once for the whole cluster, then served until its ttl ends.
 *
 * <p>On a public, protected or package-private method of a CDI bean that is called from outside the bean and returns a
 * value that can be stored. A call of the method on {@code this} does not pass the cache. Everything can be set from outside; an empty
 * member means: as configured. On the method's thread {@link FetchContext#current()} steers how its value is stored.
 *
 * <p>On an annotation of one's own, an interceptor binding or a stereotype, it is meant for the methods that carry that one, or for those
 * with a result of the beans that do; an annotation nearer to the method goes before it.
 */
@InterceptorBinding
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface CachexFetch {
    /** The cache's name. If empty, that of {@link CachexDefaults}; if none, the cache belongs to this method alone. */
    @Nonbinding
    String cache() default "";

    /**
     * The key template, such as {@code post:{id}}, {@code post:{0}} or {@code user:{user.id}}. If empty, the
     * {@link io.github.cachex.spi.KeyGenerator} makes the key from the arguments.
     */
    @Nonbinding
    String key() default "";

    /**
     * In place of {@link #key()}, for a method that takes a collection or an array and returns a {@code Map} from its elements to
     * values, or a {@code List} in its order: the template of the key of each element, such as {@code post:{ids[]}},
     * {@code post:{lang}:{ids[]}} or {@code comments:{posts[].id}}. One placeholder names the elements.
     *
     * <p>What is cached is taken from the cache, and the method is called with the elements that are missing: with a new list, set or
     * array in the place of the argument, all else unchanged. Each value is stored under the key of its element, so that a method of
     * the same cache with {@code key = "post:{id}"} and the same type of value shares it. Elements of one key are asked for once; null
     * is an element as any other. An element that the map does not have, or whose place in the list is null, has no value. An empty
     * argument is answered without a call; where it is null the method runs as if it were not annotated. A list of another size than
     * what was asked for cannot be matched: {@link IllegalStateException}, and nothing is stored.
     *
     * <p>{@link #when()} is said of the call, all else of each value: {@link #unless()}, {@link #defaultValue()}, {@link #tags()}, which
     * may name the elements too.
     */
    @Nonbinding
    String keys() default "";

    /** How long a value stays fresh, such as {@code 5m}. */
    @Nonbinding
    String ttl() default "";

    /** How long after its ttl a value may stand in when the method fails, such as {@code 1h}. */
    @Nonbinding
    String staleTtl() default "";

    /**
     * The failures of the method, with their subclasses, for which a stale value may stand in; if empty, all exceptions but those
     * that say that the thing is not there ({@link io.github.cachex.CacheOptions#staleOn} names them). Said from outside as names
     * of classes with commas between them.
     */
    @Nonbinding
    Class<? extends Throwable>[] staleOn() default {};

    /**
     * The failures of the method, with their subclasses, that reach the caller whatever {@link #staleOn()} says: nothing stands in
     * for them.
     */
    @Nonbinding
    Class<? extends Throwable>[] skipOn() default {};

    /**
     * The failures of the method that are kept for {@link #exceptionTtl()} and thrown at later callers instead of running the method:
     * exactly these classes, made again with their message ({@link io.github.cachex.CacheOptions#cacheExceptions} says how). Each needs a
     * public constructor that takes a String, or nothing. Said from outside as names of classes with commas between them.
     */
    @Nonbinding
    Class<? extends Throwable>[] cacheExceptions() default {};

    /** How long a kept failure is thrown, such as {@code 10s}. */
    @Nonbinding
    String exceptionTtl() default "";

    /**
     * How long a caller waits for the method while a stale value could be served, such as {@code 100ms}; {@code 0} serves it at
     * once. The method goes on in the background.
     */
    @Nonbinding
    String softTimeout() default "";

    /** How long a caller waits for the method at all, such as {@code 2s}; it goes on in the background. */
    @Nonbinding
    String hardTimeout() default "";

    /** The share of the ttl after which a value that is asked for is refreshed in the background, such as {@code 0.8}. */
    @Nonbinding
    String refreshAhead() default "";

    /**
     * The name of the {@link java.util.function.Supplier} bean ({@code @Named}) that gives the answer where the method fails or
     * takes too long and nothing stale is there. It gives the value itself, for a method that returns a stage too, and may give
     * null; that is never stored. Where it throws, or gives what the method cannot return, the method's own failure arrives.
     */
    @Nonbinding
    String defaultValue() default "";

    /** What the value can be invalidated by; templates as in {@link #key()}, such as {@code author:{authorId}}. */
    @Nonbinding
    String[] tags() default {};

    /** Whether null is stored: {@code true} or {@code false}. */
    @Nonbinding
    String cacheNull() default "";

    /**
     * Which calls are cached, said of the arguments: {@code {page} < 10 && {user.role} != 'admin'}. Others run the method as if
     * it were not annotated.
     *
     * <p>A condition compares parameters as {@link #key()} names them, and properties of them, with each other or with numbers,
     * {@code 'texts'} (also for enum constants), {@code true}, {@code false} and {@code null}, by {@code == != < <= > >=};
     * {@code && || !} and parentheses combine them. Null is neither less nor more than anything; a property of null is null.
     * {@code @name} asks the {@link CacheCondition} bean of that name. {@code ${…}} is an expression in the Jakarta Expression
     * Language, where the application has it, with the parameters by name and as {@code args}.
     *
     * <p>Where the condition cannot be told, since a property or a bean throws, the call is not cached.
     */
    @Nonbinding
    String when() default "";

    /**
     * Which values are not stored, said of the arguments and of {@code {result}}: {@code {result.draft}}. As in {@link #when()};
     * the result is what is in the {@code Optional} or comes of the stage, and may be null.
     */
    @Nonbinding
    String unless() default "";
}
