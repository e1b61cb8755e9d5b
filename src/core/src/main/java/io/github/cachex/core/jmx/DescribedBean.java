// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.jmx;

import io.github.cachex.error.CachexException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;

/** An MXBean whose interface says by {@link Described} what consoles show. */
abstract class DescribedBean extends StandardMBean {
    private final Class<?> type;

    /** @param type the interface, which this implements */
    DescribedBean(Class<?> type) {
        super(type, true);
        this.type = type;
    }

    /**
     * Returns what {@code operation} does.
     *
     * @throws IllegalStateException when it fails; of a class that every console knows
     */
    static <T> T run(Supplier<T> operation) {
        try {
            return operation.get();
        } catch (CachexException | UnsupportedOperationException e) {
            throw new IllegalStateException(e.getMessage());
        }
    }

    @Override
    protected final String getDescription(MBeanInfo info) {
        return type.getAnnotation(Described.class).value();
    }

    @Override
    protected final String getDescription(MBeanAttributeInfo info) {
        return described((info.isIs() ? "is" : "get") + info.getName()).value();
    }

    @Override
    protected final String getDescription(MBeanOperationInfo info) {
        return described(info.getName()).value();
    }

    @Override
    protected final String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return described(operation.getName()).parameter();
    }

    private Described described(String name) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name))
                .map((Method method) -> method.getAnnotation(Described.class))
                .flatMap(found -> Optional.ofNullable(found).stream())
                .findFirst()
                .orElseThrow();
    }
}
