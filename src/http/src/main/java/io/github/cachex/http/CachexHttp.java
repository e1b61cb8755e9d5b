// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.http;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tells browsers and web caches how long the answers of a resource hold, from the entries of the caches that they are made of:
 * {@code ETag} and 304, {@code Cache-Control}, {@code Surrogate-Control} and {@code Surrogate-Key}. On a resource class, or on a method
 * of one that answers GET or HEAD on its caller's thread; only answers with status 200 are touched.
 *
 * <p>It promises that an answer depends on its address, on the request headers that {@code Vary} names, and on the values of caches that
 * the request was given, and on nothing else that changes. What is read without a cache does not count, nor what is read on other
 * threads.
 */
@NameBinding
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface CachexHttp {
    /**
     * Whether the answers are for everybody, whoever asks. Otherwise an answer is private where the request has an {@code Authorization}
     * header, a principal or a session, where the answer sets a cookie, and where the application has namespaces.
     */
    boolean shared() default false;

    /** The version of what the answers look like, part of their {@code ETag}: to be changed where the same values are written otherwise. */
    String version() default "";
}
