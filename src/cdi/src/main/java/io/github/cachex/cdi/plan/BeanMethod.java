// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import java.lang.reflect.Method;

/**
 * A method of a bean: an inherited one means another thing in each bean.
 *
 * @param bean the bean's class
 * @param method the method, perhaps of a superclass
 */
public record BeanMethod(Class<?> bean, Method method) {
    /** Returns its name for messages, such as {@code com.acme.Posts.find}. */
    public String name() {
        return MethodNames.of(bean, method);
    }
}
