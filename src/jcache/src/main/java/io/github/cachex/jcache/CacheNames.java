// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Names of caches. Where nobody names one it is the method, as JSR-107 says: {@code com.acme.Posts.find(java.lang.String,int)}. What may
 * stand in no name of ours becomes a dash: a blank, a control character, a colon, a quote, a brace.
 */
final class CacheNames {
    private static final String ILLEGAL = "{}:\"";

    private CacheNames() {}

    /** Returns the name that JSR-107 gives to the cache of {@code method}. */
    static String of(Method method) {
        return method.getDeclaringClass().getName()
                + '.'
                + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getName)
                        .collect(Collectors.joining(",", "(", ")"));
    }

    /** Returns {@code name} as Cachex takes it. */
    static String legal(String name) {
        StringBuilder legal = new StringBuilder(name.length());
        name.codePoints().forEach(c -> legal.appendCodePoint(isLegal(c) ? c : '-'));
        return legal.toString();
    }

    private static boolean isLegal(int c) {
        return ILLEGAL.indexOf(c) < 0
                && !Character.isWhitespace(c)
                && !Character.isSpaceChar(c)
                && !Character.isISOControl(c)
                && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
    }
}
