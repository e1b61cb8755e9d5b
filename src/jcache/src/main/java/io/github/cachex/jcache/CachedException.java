// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A failure as it is cached: its class and its message, not the stack trace of another JVM.
 *
 * @param type the name of its class
 * @param message its message; null where it has none
 */
record CachedException(String type, @Nullable String message) {
    private static final char SEPARATOR = '\n';

    /** Returns {@code failure} as it is cached; empty where it cannot be made again with its class and message. */
    static Optional<CachedException> of(Throwable failure) {
        CachedException cached = new CachedException(failure.getClass().getName(), failure.getMessage());
        return make(failure.getClass(), failure.getMessage()).isPresent() ? Optional.of(cached) : Optional.empty();
    }

    /** Returns what {@link #text} wrote. */
    static CachedException parse(String text) {
        int end = text.indexOf(SEPARATOR);
        return end < 0
                ? new CachedException(text, null)
                : new CachedException(text.substring(0, end), text.substring(end + 1));
    }

    /** Returns it as one text. */
    String text() {
        return message == null ? type : type + SEPARATOR + message;
    }

    /** Returns a failure of its class, found by {@code loader}; empty where there is none, or {@code filter} leaves it out. */
    Optional<Throwable> rebuilt(ClassLoader loader, Filter filter) {
        try {
            // Bytes of the backend name the class: none but a throwable that the method says it may cache is made.
            Class<?> found = Class.forName(type, false, loader);
            return Throwable.class.isAssignableFrom(found) && filter.isFor(found)
                    ? make(found, message)
                    : Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** Returns whether throwables of {@code type} can be made of a message: so it is where a class derived from it may be. */
    static boolean isRebuildable(Class<?> type) {
        return Modifier.isAbstract(type.getModifiers())
                || constructors(type).findAny().isPresent();
    }

    private static Stream<Constructor<?>> constructors(Class<?> type) {
        return Stream.of(
                        new Class<?>[] {String.class},
                        new Class<?>[] {String.class, Throwable.class},
                        new Class<?>[] {Object.class},
                        new Class<?>[0])
                .flatMap(parameters -> {
                    try {
                        return Stream.of(type.getConstructor(parameters));
                    } catch (NoSuchMethodException e) {
                        return Stream.empty();
                    }
                });
    }

    private static Optional<Throwable> make(Class<?> type, @Nullable String message) {
        return constructors(type)
                .flatMap(constructor -> make(constructor, message).stream())
                .filter(made -> message == null ? made.getMessage() == null : message.equals(made.getMessage()))
                .findFirst();
    }

    private static Optional<Throwable> make(Constructor<?> constructor, @Nullable String message) {
        @Nullable Object[] arguments = new @Nullable Object[constructor.getParameterCount()];
        if (arguments.length > 0) {
            arguments[0] = message;
        }
        try {
            return constructor.trySetAccessible()
                    ? Optional.of((Throwable) constructor.newInstance(arguments))
                    : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
