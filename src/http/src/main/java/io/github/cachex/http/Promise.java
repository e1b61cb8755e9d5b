// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.http;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What a resource says of its answers.
 *
 * @param isShared whether they are for everybody
 * @param version the version of what they look like
 * @param isNegotiated whether they may be of several media types
 */
record Promise(boolean isShared, String version, boolean isNegotiated) {
    private static final Promise PLAIN = new Promise(false, "", true);

    /** Returns what the method, else the class, of {@code resource} says. */
    static Promise of(@Nullable ResourceInfo resource) {
        Method method = resource == null ? null : resource.getResourceMethod();
        if (resource == null || method == null) {
            return PLAIN;
        }
        CachexHttp said = method.getAnnotation(CachexHttp.class);
        for (Class<?> type = resource.getResourceClass(); said == null && type != null; type = type.getSuperclass()) {
            said = type.getAnnotation(CachexHttp.class);
        }
        return said == null
                ? new Promise(false, "", isNegotiated(resource, method))
                : new Promise(said.shared(), said.version(), isNegotiated(resource, method));
    }

    private static boolean isNegotiated(ResourceInfo resource, Method method) {
        Produces types = method.getAnnotation(Produces.class);
        if (types == null) {
            types = resource.getResourceClass().getAnnotation(Produces.class);
        }
        return types == null
                || types.value().length != 1
                || types.value()[0].contains("*")
                || types.value()[0].contains(",");
    }
}
