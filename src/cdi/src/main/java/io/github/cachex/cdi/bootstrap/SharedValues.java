// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.core.config.NearSettings;
import io.github.cachex.core.config.NearStore;
import io.github.cachex.core.sharing.DeclaredSharing;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a method's callers are given of one value: the same object or copies; and the rules for handing out the same object. */
final class SharedValues {
    private static final String ENTITY = "jakarta.persistence.Entity";
    private static final Pattern SETTER = Pattern.compile("set\\p{Lu}.*");

    private SharedValues() {}

    /** Returns why the values of {@code plan} must not be shared, with the remedies. */
    static Optional<String> problem(MethodPlan plan) {
        return shared(plan, SharedValues::isEntity)
                .map(type -> type.getName() + " is an entity, and near.store=reference would hand the same one to all"
                        + " callers, detached or of another persistence context; return a record made of it, or set "
                        + key(plan, "near.store") + "=auto");
    }

    /** Returns why the values of {@code plan} had better not be shared, with the remedies. */
    static Optional<String> warning(MethodPlan plan) {
        return !plan.settings().near().enabled()
                ? Optional.empty()
                : shared(plan, SharedValues::isMutable)
                        .map(type -> type.getTypeName() + " can be changed, and near.store=reference hands the same"
                                + " object to all callers; return a record or an unmodifiable copy, or set "
                                + key(plan, "near.store") + "=auto");
    }

    /** Returns what each caller of one value of {@code plan} is given, and how to get what is faster. */
    static String choice(MethodPlan plan) {
        String set = "near.store=" + plan.settings().near().store().name().toLowerCase(Locale.ROOT) + ": ";
        return set
                + switch (plan.settings().near().store()) {
                    case REFERENCE -> "all callers are given the same object";
                    case BYTES ->
                        "each caller is given a decoded copy; with auto, what nobody can change is shared, which is"
                                + " faster";
                    case AUTO -> chosen(DeclaredSharing.of(plan.valueType()));
                };
    }

    private static String chosen(DeclaredSharing declared) {
        String type = declared.because().getTypeName();
        return switch (declared.kind()) {
            case REFERENCE -> "all callers are given the same object, which nobody can change";
            case SHALLOW_COPY ->
                "each caller is given a shallow copy, since a " + type
                        + " can be modified; what cannot be, such as List.copyOf gives, is shared, which is faster";
            case DECODED_COPY ->
                "each caller is given a decoded copy, since a " + type
                        + " can be changed; a record of immutable values is shared, which is faster";
            case BY_VALUE ->
                "decided for each value, since a " + type
                        + " can be anything; what nobody can change is shared, collections of it are copied, all else"
                        + " is decoded for each caller; a record or a final class as the declared type tells more";
        };
    }

    private static Optional<Class<?>> shared(MethodPlan plan, Predicate<Class<?>> bad) {
        NearSettings near = plan.settings().near();
        if (near.store() != NearStore.REFERENCE) {
            return Optional.empty();
        }
        Set<Class<?>> classes = new LinkedHashSet<>();
        collect(plan.valueType(), classes);
        return classes.stream().filter(bad).findFirst();
    }

    /** Collects what {@code type} consists of: itself, its arguments and members, and those of records among them. */
    private static void collect(Type type, Set<Class<?>> classes) {
        if (type instanceof Class<?> plain) {
            if (classes.add(plain)) {
                if (plain.isArray()) {
                    collect(plain.getComponentType(), classes);
                } else if (plain.isRecord()) {
                    Arrays.stream(plain.getRecordComponents())
                            .map(RecordComponent::getGenericType)
                            .forEach(component -> collect(component, classes));
                }
            }
        } else if (type instanceof ParameterizedType generic) {
            collect(generic.getRawType(), classes);
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> collect(argument, classes));
        } else if (type instanceof WildcardType wildcard) {
            collect(wildcard.getUpperBounds()[0], classes);
        } else if (type instanceof GenericArrayType array) {
            classes.add(Object[].class);
            collect(array.getGenericComponentType(), classes);
        }
    }

    private static boolean isEntity(Class<?> type) {
        return type != Object.class
                && (Arrays.stream(type.getAnnotations())
                                .anyMatch(annotation ->
                                        annotation.annotationType().getName().equals(ENTITY))
                        || type.getSuperclass() != null && isEntity(type.getSuperclass()));
    }

    private static boolean isMutable(Class<?> type) {
        if (type.isArray()) {
            return true;
        }
        if (type.isRecord() || type.isEnum() || type.isInterface() || type.isPrimitive() || isOfPlatform(type)) {
            return false;
        }
        try {
            return Arrays.stream(type.getMethods())
                            .anyMatch(method -> method.getParameterCount() == 1
                                    && !Modifier.isStatic(method.getModifiers())
                                    && SETTER.matcher(method.getName()).matches())
                    || Arrays.stream(type.getFields())
                            .anyMatch(field -> !Modifier.isFinal(field.getModifiers())
                                    && !Modifier.isStatic(field.getModifiers()));
        } catch (LinkageError e) {
            return false; // A class whose optional library is not there says nothing.
        }
    }

    private static boolean isOfPlatform(Class<?> type) {
        return type.getName().startsWith("java.")
                || type.getName().startsWith("javax.")
                || type.getName().startsWith("jakarta.");
    }

    private static String key(MethodPlan plan, String setting) {
        String name = plan.cache().indexOf('.') < 0 ? plan.cache() : '"' + plan.cache() + '"';
        return "cachex.cache." + name + "." + setting;
    }
}
