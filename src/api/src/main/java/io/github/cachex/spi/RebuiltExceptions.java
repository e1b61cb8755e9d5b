// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.io.InterruptedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Exceptions made again from their class and message. */
@Internal
public final class RebuiltExceptions {
    private static final List<Class<?>> PERSONAL = List.of(
            InterruptedException.class,
            InterruptedIOException.class,
            CancellationException.class,
            SecurityException.class);
    // By name, so that nobody needs these libraries.
    private static final Set<String> PERSONAL_NAMES = Set.of(
            "jakarta.ejb.EJBAccessException",
            "jakarta.ws.rs.ForbiddenException",
            "jakarta.ws.rs.NotAuthorizedException");

    private RebuiltExceptions() {}

    /** Returns why exceptions of {@code type} cannot be kept and made again, with the remedy; empty where they can. */
    public static Optional<String> objection(Class<?> type) {
        if (!Exception.class.isAssignableFrom(type)) {
            return Optional.of(type.getName()
                    + " is no exception that can be kept: what is wrong with the JVM is not what was asked"
                    + " for; name subclasses of java.lang.Exception");
        }
        if (PERSONAL.stream().anyMatch(personal -> personal.isAssignableFrom(type))
                || PERSONAL_NAMES.contains(type.getName())) {
            return Optional.of(type.getName()
                    + " says something of one caller alone, so others must not be given it; leave it out");
        }
        if (!Modifier.isPublic(type.getModifiers()) || Modifier.isAbstract(type.getModifiers())) {
            return Optional.of(type.getName() + " cannot be made again: it is "
                    + (Modifier.isAbstract(type.getModifiers()) ? "abstract" : "not public")
                    + "; name public classes of which there are exceptions");
        }
        return constructor(type).isPresent()
                ? Optional.empty()
                : Optional.of(type.getName()
                        + " cannot be made again: it has no public constructor that takes a String, or nothing;"
                        + " add one, or leave it out");
    }

    private static Optional<Constructor<?>> constructor(Class<?> type) {
        try {
            return Optional.of(type.getConstructor(String.class));
        } catch (NoSuchMethodException e) {
            // Perhaps it has the other one.
        }
        try {
            return Optional.of(type.getConstructor());
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }

    /** Returns a new exception of {@code type} that says {@code message}; empty where its constructor does not take part. */
    public static Optional<Exception> made(Class<? extends Exception> type, @Nullable String message) {
        try {
            Constructor<?> constructor = constructor(type).orElseThrow();
            return Optional.of((Exception)
                    (constructor.getParameterCount() == 0
                            ? constructor.newInstance()
                            : constructor.newInstance(message)));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }
}
