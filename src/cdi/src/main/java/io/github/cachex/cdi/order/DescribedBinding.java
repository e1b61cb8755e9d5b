// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.order;

import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.AnnotationMember;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.types.Type;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An annotation that may bind interceptors, as a container describes it at build time.
 *
 * @param type the name of its type
 * @param members the texts of the members that two bindings must have in common
 */
record DescribedBinding(String type, Map<String, String> members) {
    static DescribedBinding of(AnnotationInfo annotation) {
        Set<String> ignored = annotation.declaration().methods().stream()
                .filter(member -> member.hasAnnotation(Nonbinding.class))
                .map(member -> member.name())
                .collect(Collectors.toSet());
        Map<String, String> members = new TreeMap<>();
        annotation.members().forEach((name, member) -> {
            if (!ignored.contains(name)) {
                members.put(name, text(member));
            }
        });
        return new DescribedBinding(annotation.name(), members);
    }

    /**
     * Returns {@code annotations} by type, each with the bindings that its type carries. Of two of one type, the first in the
     * order of {@code annotations} counts.
     */
    static Map<String, DescribedBinding> all(Collection<AnnotationInfo> annotations) {
        Map<String, DescribedBinding> found = new LinkedHashMap<>();
        add(annotations, found);
        return found;
    }

    private static void add(Collection<AnnotationInfo> annotations, Map<String, DescribedBinding> found) {
        for (AnnotationInfo annotation : annotations) {
            Optional<ClassInfo> type = declaration(annotation);
            if (type.isPresent() && found.putIfAbsent(annotation.name(), of(annotation)) == null && binds(type.get())) {
                add(
                        type.get().annotations().stream()
                                .filter(one -> declaration(one)
                                        .filter(DescribedBinding::binds)
                                        .isPresent())
                                .toList(),
                        found);
            }
        }
    }

    /** Returns whether {@code annotation} is of {@code type}, or carries one that is, be it through others that bind interceptors. */
    static boolean carries(AnnotationInfo annotation, String type) {
        return carries(annotation, type, new HashSet<>());
    }

    private static boolean carries(AnnotationInfo annotation, String type, Set<String> seen) {
        return annotation.name().equals(type)
                || seen.add(annotation.name())
                        && declaration(annotation).filter(DescribedBinding::binds).stream()
                                .flatMap(carrier -> carrier.annotations().stream())
                                .anyMatch(carried -> carries(carried, type, seen));
    }

    private static boolean binds(ClassInfo annotation) {
        return annotation.hasAnnotation(InterceptorBinding.class);
    }

    /** Returns the declaration; empty where the class is not there, so that it can bind nothing either. */
    private static Optional<ClassInfo> declaration(AnnotationInfo annotation) {
        try {
            return Optional.of(annotation.declaration());
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static String text(AnnotationMember member) {
        return switch (member.kind()) {
            case BOOLEAN -> String.valueOf(member.asBoolean());
            case BYTE -> String.valueOf(member.asByte());
            case SHORT -> String.valueOf(member.asShort());
            case INT -> String.valueOf(member.asInt());
            case LONG -> String.valueOf(member.asLong());
            case FLOAT -> String.valueOf(member.asFloat());
            case DOUBLE -> String.valueOf(member.asDouble());
            case CHAR -> String.valueOf(member.asChar());
            case STRING -> member.asString();
            case ENUM -> member.asEnumConstant();
            case CLASS -> text(member.asType());
            case NESTED_ANNOTATION -> of(member.asNestedAnnotation()).toString();
            case ARRAY ->
                member.asArray().stream().map(DescribedBinding::text).toList().toString();
        };
    }

    private static String text(Type type) {
        return type.isClass() ? type.asClass().declaration().name() : type.toString();
    }
}
