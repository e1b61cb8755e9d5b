// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.releases;

import io.github.cachex.tck.values.Compiled;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The classes of all changes as they are in one of two releases, in a class loader of their own. */
final class Release implements AutoCloseable {
    private final URLClassLoader loader;

    private Release(URLClassLoader loader) {
        this.loader = loader;
    }

    static Release compiled(Path folder, boolean isNew) throws IOException {
        Path out = Files.createTempDirectory(folder, isNew ? "new" : "old");
        Map<String, String> sources = new TreeMap<>();
        Change.all().forEach(change -> sources.putAll(change.sources(isNew)));
        Compiled.into(out, sources);
        return new Release(new URLClassLoader(new URL[] {out.toUri().toURL()}, Release.class.getClassLoader()));
    }

    private Method maker(Change change) throws ReflectiveOperationException {
        Method maker = loader.loadClass(change.className()).getMethod("of");
        maker.setAccessible(true);
        return maker;
    }

    /** Returns the type of the value. */
    Type type(Change change) throws ReflectiveOperationException {
        return maker(change).getGenericReturnType();
    }

    /** Returns what a load of this release makes. */
    Object load(Change change) throws ReflectiveOperationException {
        return maker(change).invoke(null);
    }

    /** Does something where the classes of this release are those of the thread. */
    <R> R with(Function<Release, R> step) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return step.apply(this);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Returns what {@code value} holds, down to the classes of the JDK, as a text in which equal values are equal. */
    static String state(@Nullable Object value) {
        if (value == null
                || value.getClass().getClassLoader() == null
                        && !(value instanceof Iterable<?>)
                        && !(value instanceof Map<?, ?>)
                        && !value.getClass().isArray()
                        && !(value instanceof java.util.Optional<?>)) {
            return Objects.toString(value);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof java.util.Optional<?> optional) {
            return "optional " + state(optional.orElse(null));
        }
        if (value instanceof Object[] array) {
            return state(java.util.List.of(array));
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream().map(Release::state).toList().toString();
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> state(entry.getKey()) + '=' + state(entry.getValue()))
                    .sorted()
                    .toList()
                    .toString();
        }
        Map<String, String> fields = new TreeMap<>();
        for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    fields.put(type.getSimpleName() + '.' + field.getName(), state(get(field, value)));
                }
            }
        }
        return value.getClass().getSimpleName() + fields;
    }

    private static @Nullable Object get(Field field, Object value) {
        try {
            field.setAccessible(true);
            return field.get(value);
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
