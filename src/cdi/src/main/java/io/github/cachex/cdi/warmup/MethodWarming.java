// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import io.github.cachex.CachexWarm;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Warms a method marked {@link CachexWarm}: calls it on its bean, and so through the cache, with each list of arguments. */
record MethodWarming(WarmMethod method, Supplier<Object> bean, Supplier<? extends Iterable<?>> arguments, WarmHost host)
        implements Warming {
    /** A method and the class of the bean that it was found on. */
    record WarmMethod(Class<?> bean, Method method, CachexWarm annotation) {
        String name() {
            return bean.getName()
                    + '.'
                    + method.getName()
                    + Arrays.stream(method.getParameterTypes())
                            .map(Class::getName)
                            .collect(Collectors.joining(",", "(", ")"));
        }
    }

    @Override
    public String name() {
        return method.name();
    }

    @Override
    public boolean isAsync() {
        return method.annotation().async();
    }

    @Override
    public Stream<? extends Step> steps() {
        Object target = bean.get();
        return StreamSupport.stream(arguments.get().spliterator(), false)
                .map(element -> new CallStep(method, target, spread(element), host));
    }

    /** Each element is the one argument, or all of them. */
    private @Nullable Object[] spread(@Nullable Object element) {
        Class<?>[] types = method.method().getParameterTypes();
        if (element instanceof Object[] all) {
            return types.length == 1 && types[0].isInstance(element) ? new Object[] {element} : all;
        }
        if (element instanceof List<?> all && !(types.length == 1 && types[0].isInstance(element))) {
            return all.toArray();
        }
        return new @Nullable Object[] {element};
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record CallStep(
            WarmMethod method, Object target, @Nullable Object[] arguments, WarmHost host) implements Step {
        @Override
        public boolean run() throws Exception {
            try {
                method.method().invoke(target, arguments);
                host.warmed(method.bean(), method.method());
                return false;
            } catch (InvocationTargetException e) {
                throw CallStep.<Exception>asItIs(Objects.requireNonNullElse(e.getCause(), e));
            }
        }

        /** Throws {@code failure}, whatever it is. */
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <E extends Exception> E asItIs(Throwable failure) throws E {
            throw (E) failure;
        }

        @Override
        public boolean isOff() {
            return host.isOff(method.bean(), method.method());
        }

        @Override
        public String what() {
            return method.name();
        }
    }
}
