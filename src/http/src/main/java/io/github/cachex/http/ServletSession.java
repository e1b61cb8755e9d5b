// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.http;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import java.lang.reflect.InvocationTargetException;

/** The session of the servlet request on this thread, where there are servlets and CDI knows them. */
final class ServletSession {
    private static final String REQUEST = "jakarta.servlet.http.HttpServletRequest";

    private ServletSession() {}

    /** Returns whether the request on this thread has a session; false where nobody can tell. */
    static boolean isThere() {
        try {
            Class<?> type = Class.forName(REQUEST, false, Thread.currentThread().getContextClassLoader());
            Instance<?> request = CDI.current().select(type);
            return request.isResolvable()
                    && type.getMethod("getSession", boolean.class).invoke(request.get(), false) != null;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return isOfServlet(e);
        }
    }

    /** A request that fails when it is asked may have one. */
    private static boolean isOfServlet(Throwable failure) {
        return failure instanceof InvocationTargetException;
    }
}
