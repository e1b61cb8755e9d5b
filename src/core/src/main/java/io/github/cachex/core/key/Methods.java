// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Names methods and parameters in messages. */
final class Methods {
    private Methods() {}

    /** Returns {@code com.acme.Posts.find(long, String)}. */
    static String text(Method method) {
        return method.getDeclaringClass().getName()
                + '.'
                + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Returns {@code parameter 1 'lang'}. */
    static String parameter(Method method, int position) {
        Parameter parameter = method.getParameters()[position];
        return "parameter " + position + (parameter.isNamePresent() ? " '" + parameter.getName() + "'" : "");
    }
}
