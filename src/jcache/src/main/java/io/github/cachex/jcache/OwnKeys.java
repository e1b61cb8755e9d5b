// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import io.github.cachex.error.CacheKeyException;
import io.github.cachex.spi.KeyGenerator;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * Makes ids by a {@link CacheKeyGenerator} of the application: what the key that it makes writes of itself. The generator is the bean of
 * its class, or else made by its constructor without parameters, at the first call. Thread-safe.
 */
final class OwnKeys implements KeyGenerator {
    private final Written written;
    private final Class<? extends CacheKeyGenerator> type;
    private volatile @Nullable CacheKeyGenerator generator;

    OwnKeys(Written written, Class<? extends CacheKeyGenerator> type) {
        this.written = written;
        this.type = type;
    }

    @Override
    public String generate(Method method, @Nullable Object[] arguments) {
        GeneratedCacheKey key = generator().generateCacheKey(new KeyContext(written, arguments, CallTarget.current()));
        if (key == null) {
            throw new CacheKeyException(type.getName() + " made no key; return one");
        }
        if (!writesItself(key.getClass())) {
            throw new CacheKeyException(
                    type.getName() + " made a key of " + key.getClass().getName()
                            + ", which does not write what it is made of; override toString so that equal keys have equal texts and"
                            + " others have others, as a record does");
        }
        return key.toString();
    }

    /** Returns whether objects of {@code type} have a text of their own. */
    static boolean writesItself(Class<?> type) {
        try {
            return type.getMethod("toString").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private CacheKeyGenerator generator() {
        CacheKeyGenerator known = generator;
        if (known == null) {
            known = find();
            generator = known;
        }
        return known;
    }

    private CacheKeyGenerator find() {
        Instance<? extends CacheKeyGenerator> beans = CDI.current().select(type, Any.Literal.INSTANCE);
        if (beans.isResolvable()) {
            return beans.get();
        }
        try {
            Constructor<? extends CacheKeyGenerator> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    type.getName() + " is no bean and cannot be made; give it a scope, or a constructor without"
                            + " parameters",
                    e);
        }
    }
}
