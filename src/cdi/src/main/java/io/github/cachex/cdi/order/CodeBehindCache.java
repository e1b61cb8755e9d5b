// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.order;

import java.util.Set;

/**
 * Code that a container runs between the cache and a method, or may run there, so that a hit does not reach it.
 *
 * @param kind what it is, which decides what can be done about it
 * @param type the name of its class
 * @param member the name of its method; empty where the class says enough
 * @param bindings the names of the annotations that bind it; empty where nothing does
 */
public record CodeBehindCache(Kind kind, String type, String member, Set<String> bindings) {
    /** What a container can put there. */
    public enum Kind {
        /** An interceptor with a later priority. */
        INTERCEPTOR,
        /** An interceptor that beans.xml enables, which comes after all that have a priority. */
        INTERCEPTOR_WITHOUT_PRIORITY,
        /** An interceptor whose order to the cache is not defined. */
        INTERCEPTOR_OF_SAME_PRIORITY,
        /** A decorator of the bean. */
        DECORATOR,
        /** A method of the bean's class, or of a superclass, that intercepts the others. */
        AROUND_INVOKE
    }

    static CodeBehindCache decorator(String type) {
        return new CodeBehindCache(Kind.DECORATOR, type, "", Set.of());
    }

    static CodeBehindCache aroundInvoke(String type, String method) {
        return new CodeBehindCache(Kind.AROUND_INVOKE, type, method, Set.of());
    }
}
