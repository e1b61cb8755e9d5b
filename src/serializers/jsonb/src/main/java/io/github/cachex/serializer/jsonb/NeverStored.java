// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import io.github.cachex.error.CacheSerializationException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.MonthDay;
import java.time.Year;
import java.time.YearMonth;
import java.util.Currency;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A dry run of declared types: finds those of which JSON-B, as Cachex configures it, cannot make an object whatever the JSON says. */
final class NeverStored {
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.US_ASCII);

    /** Types of the JDK that engines treat as beans, or do not know, each with a value to try. */
    private static final Map<Class<?>, Object> TRIED = Map.of(
            Currency.class, Currency.getInstance("EUR"),
            Locale.class, Locale.US,
            Year.class, Year.of(2020),
            YearMonth.class, YearMonth.of(2020, 2),
            MonthDay.class, MonthDay.of(2, 3),
            Pattern.class, Pattern.compile("a"));

    private final JsonbSerializer serializer;
    private final Set<Type> seen = new HashSet<>();

    NeverStored(JsonbSerializer serializer) {
        this.serializer = serializer;
    }

    /** Returns why, with the remedy; empty in doubt. */
    Optional<String> problem(Type type) {
        return problem(type, type.getTypeName());
    }

    private Optional<String> problem(Type declared, String where) {
        Type type = declared instanceof ParameterizedType generic ? generic.getRawType() : declared;
        if (!(type instanceof Class<?> plain) || plain.isPrimitive() || plain.isArray() || !seen.add(plain)) {
            return Optional.empty();
        }
        if (!Beans.isBean(plain)) {
            Object sample = TRIED.get(plain);
            return sample == null || comesBack(sample)
                    ? Optional.empty()
                    : Optional.of(where + ": JSON-B cannot read a " + plain.getTypeName()
                            + " back; use a type that it knows, a JsonbAdapter (JsonbSerializer.of(config)), or another"
                            + " serializer");
        }
        if (isSteered(plain)) {
            return Optional.empty();
        }
        if (plain.isInterface() || Modifier.isAbstract(plain.getModifiers())) {
            return canRead(plain)
                    ? Optional.empty()
                    : Optional.of(where + ": " + plain.getTypeName()
                            + " does not say which class to make when it is read back; " + Remedies.NAMED);
        }
        if (!Beans.canBeMade(plain)) {
            return canRead(plain)
                    ? Optional.empty()
                    : Optional.of(where + ": " + plain.getTypeName()
                            + " has no public or protected constructor without parameters; " + Remedies.WRITABLE);
        }
        return plain.isRecord() ? components(plain, where) : Optional.empty();
    }

    private Optional<String> components(Class<?> type, String where) {
        for (RecordComponent component : type.getRecordComponents()) {
            Optional<String> problem = problem(component.getGenericType(), where + "." + component.getName());
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    /** Adapters and types with subtypes are not guessed at: neither those of the type nor those of what it extends. */
    private static boolean isSteered(Class<?> type) {
        for (Class<?> owner = type; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
            if (Beans.isSteered(owner)
                    || java.util.stream.Stream.of(owner.getInterfaces()).anyMatch(NeverStored::isSteered)) {
                return true;
            }
        }
        return Beans.isAnnotated((AnnotatedElement) type);
    }

    private boolean canRead(Class<?> type) {
        try {
            serializer.read(NOTHING, type);
            return true;
        } catch (CacheSerializationException e) {
            return false;
        }
    }

    private boolean comesBack(Object sample) {
        try {
            return serializer
                    .read(serializer.write(sample, sample.getClass()), sample.getClass())
                    .equals(sample);
        } catch (CacheSerializationException e) {
            return false;
        }
    }
}
