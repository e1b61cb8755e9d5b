// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;

/** Makes of annotations of JSR-107 those of Cachex that ask for the same. */
final class Translation {
    private static final String CACHE = "cache";
    private static final String KEY = "key";

    private Translation() {}

    static Annotation of(Written written) {
        String cache = CacheNames.legal(written.cacheName());
        String key = written.keyGenerator().isPresent() ? "" : KeyParameters.template(written.method());
        if (written.annotation() instanceof CacheResult) {
            return annotation(CachexFetch.class, Map.of(CACHE, cache, KEY, key, "cacheNull", "false"));
        }
        if (written.annotation() instanceof CachePut) {
            return annotation(CachexPut.class, Map.of(CACHE, cache, KEY, key));
        }
        return annotation(
                CachexInvalidate.class,
                written.annotation() instanceof CacheRemoveAll
                        ? Map.of(CACHE, cache, "all", true)
                        : Map.of(CACHE, cache, KEY, key));
    }

    /** Returns one of {@code type} that says {@code members}, and nothing else. */
    private static <A extends Annotation> A annotation(Class<A> type, Map<String, Object> members) {
        InvocationHandler says = (proxy, member, arguments) -> switch (member.getName()) {
            case "annotationType" -> type;
            case "toString" -> "@" + type.getSimpleName() + members;
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> members.getOrDefault(member.getName(), member.getDefaultValue());
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, says));
    }
}
