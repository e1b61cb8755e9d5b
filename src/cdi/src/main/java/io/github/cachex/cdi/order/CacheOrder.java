// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.order;

import io.github.cachex.cdi.order.CodeBehindCache.Kind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rule that guards stay before the cache: behind it belong Fault Tolerance, Bean Validation and what the application
 * allows there.
 */
public final class CacheOrder {
    private static final String RULE = "; only Fault Tolerance and Bean Validation belong there: ";
    private static final String GIVE = "give it a @Priority below LIBRARY_AFTER (3000)";
    private static final String MAKE =
            "make it an interceptor with a binding and a @Priority below LIBRARY_AFTER (3000)";

    private final Set<String> allowed = new TreeSet<>();

    /** Creates it with the names of the classes and bindings that the application {@code allows} behind the cache. */
    public CacheOrder(Set<String> allows) {
        allows.forEach(name -> allowed.add(name.replace('$', '.')));
    }

    /**
     * Returns what is wrong with {@code code} that is behind the cache, each as "problem; remedy".
     *
     * @param answers whether it is a cache that answers calls, and not one that only stores or invalidates
     */
    public List<String> problems(List<CodeBehindCache> code, boolean answers) {
        return code.stream()
                .filter(one -> !belongsThere(one))
                .map(one -> problem(one, answers))
                .toList();
    }

    /** Returns the names of the classes among {@code code} that are behind the cache because the application allows it. */
    public List<String> allowed(List<CodeBehindCache> code) {
        return code.stream()
                .filter(this::isAllowed)
                .map(CodeBehindCache::type)
                .distinct()
                .toList();
    }

    private boolean belongsThere(CodeBehindCache code) {
        return isKnown(code) || isAllowed(code);
    }

    private static boolean isKnown(CodeBehindCache code) {
        return isInterceptor(code.kind()) && KnownInterceptors.belongInside(code.type(), code.bindings());
    }

    private boolean isAllowed(CodeBehindCache code) {
        return !isKnown(code)
                && Stream.concat(Stream.of(code.type()), code.bindings().stream())
                        .anyMatch(name -> allowed.contains(name.replace('$', '.')));
    }

    private static boolean isInterceptor(Kind kind) {
        return kind != Kind.DECORATOR && kind != Kind.AROUND_INVOKE;
    }

    private static String problem(CodeBehindCache code, boolean answers) {
        String type = code.type();
        String effect = answers ? ", so that a hit is answered without it" : ", which it cannot guard";
        String text = switch (code.kind()) {
            case INTERCEPTOR -> "the interceptor " + type + " comes after the cache" + effect + RULE + GIVE;
            case INTERCEPTOR_WITHOUT_PRIORITY ->
                "the interceptor " + type + " has no @Priority and comes after the cache" + effect + RULE + GIVE
                        + " instead of its line in beans.xml";
            case INTERCEPTOR_OF_SAME_PRIORITY ->
                "the interceptor " + type + " has the priority of the cache and may come after it" + effect + RULE
                        + GIVE;
            case DECORATOR ->
                "the decorator " + type + " comes after the cache, as every decorator does" + effect + RULE + MAKE;
            case AROUND_INVOKE ->
                "the @AroundInvoke method " + type + '.' + code.member()
                        + " comes after the cache, as every one of a bean does" + effect + RULE + MAKE;
        };
        return text + ", or set cachex.interceptors.inside=" + type + " if it belongs to the method's own work";
    }
}
