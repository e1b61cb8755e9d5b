// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.lang.annotation.Annotation;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What decides how a serializer writes the objects of a class, beside the fields, supertypes and permitted subclasses, which Cachex
 * looks at by itself. Another release whose class has another form finds no value where this one's lies, instead of a half-empty one.
 * The text must be the same in every JVM, on every JDK and in every server that runs the same release: names, sorted; no
 * {@code toString} of objects, no hash codes, no order of reflection.
 *
 * @param text the names of properties, formats and the like; may be empty
 * @param parts classes that the form names and whose own form counts, such as the subtypes that an annotation lists
 */
public record SerializedForm(String text, Set<Class<?>> parts) {
    /** Nothing beside the fields. */
    public static final SerializedForm NONE = new SerializedForm("", Set.of());

    /** Creates one; {@code parts} are copied. */
    public SerializedForm {
        parts = Set.copyOf(parts);
    }

    /** Returns this with {@code more} text at its end. */
    public SerializedForm plus(String more) {
        return new SerializedForm(text + more, parts);
    }

    /**
     * Returns what the annotations say that {@code counted} accepts: those of {@code type}, of its fields, methods, constructors and
     * their parameters, each with its members by name. Classes that members name are its parts.
     */
    public static SerializedForm annotated(Class<?> type, Predicate<Class<? extends Annotation>> counted) {
        Set<Class<?>> parts = new LinkedHashSet<>();
        String text = new AnnotationText(counted, parts).of(type);
        return new SerializedForm(text, parts);
    }
}
