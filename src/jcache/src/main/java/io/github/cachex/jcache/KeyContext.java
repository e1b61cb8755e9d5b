// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKeyInvocationContext;
import org.jspecify.annotations.Nullable;

/**
 * One call as a key generator sees it.
 *
 * @param written what the method carries
 * @param arguments those of the call
 * @param target the object whose method is called; null where that is over
 */
record KeyContext(
        Written written,
        @Nullable Object[] arguments,
        @Nullable Object target) implements CacheKeyInvocationContext<Annotation> {
    /** A parameter with its argument. */
    private record Argument(Class<?> type, @Nullable Object value, Set<Annotation> annotations, int position)
            implements CacheInvocationParameter {
        @Override
        public Class<?> getRawType() {
            return type;
        }

        @Override
        public @Nullable Object getValue() {
            return value;
        }

        @Override
        public Set<Annotation> getAnnotations() {
            return annotations;
        }

        @Override
        public int getParameterPosition() {
            return position;
        }
    }

    private CacheInvocationParameter argument(int position) {
        return new Argument(
                getMethod().getParameterTypes()[position],
                arguments[position],
                Set.of(getMethod().getParameterAnnotations()[position]),
                position);
    }

    @Override
    public CacheInvocationParameter[] getKeyParameters() {
        List<Integer> positions = KeyParameters.positions(getMethod());
        return positions.stream().map(this::argument).toArray(CacheInvocationParameter[]::new);
    }

    @Override
    public @Nullable CacheInvocationParameter getValueParameter() {
        OptionalInt position = KeyParameters.value(getMethod());
        return position.isPresent() ? argument(position.getAsInt()) : null;
    }

    @Override
    public @Nullable Object getTarget() {
        return target;
    }

    @Override
    public CacheInvocationParameter[] getAllParameters() {
        return IntStream.range(0, getMethod().getParameterCount())
                .mapToObj(this::argument)
                .toArray(CacheInvocationParameter[]::new);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("a call cannot be seen as " + type.getName());
    }

    @Override
    public Method getMethod() {
        return written.method();
    }

    @Override
    public Set<Annotation> getAnnotations() {
        return Set.of(getMethod().getAnnotations());
    }

    @Override
    public Annotation getCacheAnnotation() {
        return written.annotation();
    }

    @Override
    public String getCacheName() {
        return written.cacheName();
    }
}
