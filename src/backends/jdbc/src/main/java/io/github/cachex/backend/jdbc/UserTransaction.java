// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The application's transactions, where it has them; by reflection, since whoever has none has no API of them either.
 *
 * @param object what the server hands out
 * @param type the interface
 */
record UserTransaction(Object object, Class<?> type) {
    private static final String NAME = "java:comp/UserTransaction";
    private static final int NONE = 6;

    /** Returns it where this thread may begin a transaction. */
    @SuppressWarnings("BanJNDI") // the name is the platform's own, nobody's input
    static Optional<UserTransaction> find() {
        try {
            Object object = InitialContext.doLookup(NAME);
            Class<?> type = Class.forName(
                    "jakarta.transaction.UserTransaction",
                    false,
                    Thread.currentThread().getContextClassLoader());
            UserTransaction found = new UserTransaction(object, type);
            return type.isInstance(object) && Integer.valueOf(NONE).equals(found.call("getStatus"))
                    ? Optional.of(found)
                    : Optional.empty();
        } catch (NamingException | ReflectiveOperationException | RuntimeException | LinkageError e) {
            // Nobody starts transactions here.
            return Optional.empty();
        }
    }

    void begin() throws InvocationTargetException, IllegalAccessException {
        var unused = call("begin");
    }

    void rollback() throws InvocationTargetException, IllegalAccessException {
        var unused = call("rollback");
    }

    private Object call(String method) throws InvocationTargetException, IllegalAccessException {
        try {
            Method called = type.getMethod(method);
            Object answer = called.invoke(object);
            return answer == null ? this : answer;
        } catch (NoSuchMethodException e) {
            throw new IllegalAccessException(e.getMessage());
        }
    }
}
