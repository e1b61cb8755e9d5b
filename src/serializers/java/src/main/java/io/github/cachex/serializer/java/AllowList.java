// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.java;

import io.github.cachex.error.MessageText;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may be read back: the classes that are listed, plain values and collections of the JDK, arrays of these, and all within
 * limits. Everything else is refused before it is made.
 */
final class AllowList {
    static final String NOT_LISTED = "is not among cachex.serializer.java.allow; add it there if it is yours";

    private static final int MOST_SHOWN = 200;
    private static final Pattern NAME = Pattern.compile(
            "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*+(?:\\.\\p{javaJavaIdentifierPart}++)*+(\\.\\*{1,2})?");
    /** Where java.time and the collections of List.of and Collections keep what they write in their place. */
    private static final Set<String> HIDDEN = Set.of(
            "java.time.Ser",
            "java.util.CollSer",
            "java.util.Arrays$ArrayList",
            "java.util.EnumSet$SerializationProxy",
            "java.util.Collections$EmptyList",
            "java.util.Collections$EmptyMap",
            "java.util.Collections$EmptySet",
            "java.util.Collections$SingletonList",
            "java.util.Collections$SingletonMap",
            "java.util.Collections$SingletonSet",
            "java.util.Collections$UnmodifiableCollection",
            "java.util.Collections$UnmodifiableList",
            "java.util.Collections$UnmodifiableRandomAccessList",
            "java.util.Collections$UnmodifiableMap",
            "java.util.Collections$UnmodifiableSet");

    /** Values and collections whose reading runs nothing but equals, hashCode and compareTo of what they hold. */
    private static final Set<String> JDK = names(
            String.class,
            Boolean.class,
            Character.class,
            Number.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Enum.class,
            BigDecimal.class,
            BigInteger.class,
            URI.class,
            java.util.UUID.class,
            java.util.Date.class,
            java.util.Locale.class,
            java.util.Currency.class,
            java.util.BitSet.class,
            java.util.ArrayList.class,
            java.util.LinkedList.class,
            java.util.ArrayDeque.class,
            java.util.Vector.class,
            java.util.HashMap.class,
            java.util.LinkedHashMap.class,
            java.util.TreeMap.class,
            java.util.EnumMap.class,
            java.util.HashSet.class,
            java.util.LinkedHashSet.class,
            java.util.TreeSet.class,
            java.util.AbstractMap.SimpleEntry.class,
            java.util.AbstractMap.SimpleImmutableEntry.class,
            java.util.concurrent.ConcurrentHashMap.class,
            java.util.concurrent.CopyOnWriteArrayList.class,
            java.sql.Timestamp.class,
            java.sql.Date.class,
            java.sql.Time.class,
            java.util.Map.Entry.class,
            Object.class);

    private static final Pattern MANY_OF_THE_JDK = Pattern.compile("(java|javax|jdk|sun|com\\.sun)(\\..*)?\\.\\*{1,2}");

    /** What a collection makes room for beside what it holds: a map four times as much, to a power of two. */
    private static final int ROOM = 8;

    private static final int LITTLE = 1_024;

    /** What List.of and its like make. */
    private static final String IMMUTABLE = "java.util.ImmutableCollections$";

    private final Set<String> classes = new HashSet<>();
    private final Set<String> packages = new HashSet<>();
    private final List<String> trees;
    private final long maxDepth;
    private final long maxReferences;
    private final long maxArray;

    AllowList(List<String> names, long maxDepth, long maxReferences, long maxArray) {
        this.maxDepth = maxDepth;
        this.maxReferences = maxReferences;
        this.maxArray = maxArray;
        this.trees = names.stream()
                .filter(name -> name.endsWith(".**"))
                .map(name -> name.substring(0, name.length() - 2))
                .toList();
        for (String name : names) {
            if (name.endsWith(".*")) {
                packages.add(name.substring(0, name.length() - 2));
            } else if (!name.endsWith(".**")) {
                classes.add(name);
            }
        }
    }

    /** Returns how many objects one value may hold. */
    long maxReferences() {
        return maxReferences;
    }

    private static Set<String> names(Class<?>... types) {
        Set<String> names = new HashSet<>(HIDDEN);
        Stream.of(types).map(Class::getName).forEach(names::add);
        return Set.copyOf(names);
    }

    /** Returns what is wrong with {@code names}; empty if nothing is. */
    static Optional<String> problem(List<String> names) {
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                return Optional.of("'" + MessageText.shown(name, MOST_SHOWN) + "' names no class and no package");
            }
            if (MANY_OF_THE_JDK.matcher(name).matches()) {
                return Optional.of("'" + name + "' lets in classes of the JDK that were never meant to be read");
            }
        }
        return Optional.empty();
    }

    private boolean allows(String name) {
        String inPackage = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        return JDK.contains(name)
                || name.startsWith(IMMUTABLE)
                || inPackage.equals("java.time")
                || classes.contains(name)
                || packages.contains(inPackage)
                || trees.stream().anyMatch(name::startsWith);
    }

    /** Returns {@code type}, or what it is an array of, if that may not be read back. */
    Optional<Class<?>> refused(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element.isPrimitive() || allows(element.getName()) ? Optional.empty() : Optional.of(element);
    }

    /** Returns the name of the class that {@code name} means in a stream: that of an array's elements; empty for a primitive type's. */
    private static String element(String name) {
        int dimensions = 0;
        while (dimensions < name.length() && name.charAt(dimensions) == '[') {
            dimensions++;
        }
        if (dimensions == 0) {
            return name;
        }
        return name.startsWith("L", dimensions) && name.endsWith(";")
                ? name.substring(dimensions + 1, name.length() - 1)
                : "";
    }

    /** Returns a filter for one read of {@code length} bytes. */
    Filter filter(int length) {
        return new Filter(length);
    }

    /** Refuses what is not allowed, and remembers why. For one thread. */
    final class Filter implements ObjectInputFilter {
        private final long room;
        private long roomTaken;
        private @Nullable String refusal;

        private Filter(int length) {
            // Each element takes a byte at least: arrays that hold more than that were not written by us.
            room = (long) ROOM * length + LITTLE;
        }

        /** Returns why something was refused, with the remedy; empty if nothing was. */
        Optional<String> refusal() {
            return Optional.ofNullable(refusal);
        }

        @Override
        public Status checkInput(FilterInfo info) {
            if (info.depth() > maxDepth) {
                return refuse("it is nested deeper than cachex.serializer.java.max-depth=" + maxDepth);
            }
            if (info.references() > maxReferences) {
                return refuse("it holds more objects than cachex.serializer.java.max-references=" + maxReferences);
            }
            if (info.arrayLength() > maxArray) {
                return refuse(
                        "an array or collection in it is longer than cachex.serializer.java.max-array=" + maxArray);
            }
            roomTaken += Math.max(0, info.arrayLength());
            if (roomTaken > room) {
                return refuse("arrays in it are longer than all its bytes; see who else writes to the backend");
            }
            ObjectInputFilter everywhere = ObjectInputFilter.Config.getSerialFilter();
            if (everywhere != null && everywhere.checkInput(info) == Status.REJECTED) {
                return refuse("the filter of this JVM, jdk.serialFilter, rejects it; allow it there too");
            }
            Class<?> type = info.serialClass();
            if (type == null) {
                return Status.UNDECIDED;
            }
            return refused(type)
                    .map(refused -> refuse(refused.getName() + " " + NOT_LISTED))
                    .orElse(Status.ALLOWED);
        }

        /** Throws if a class of this name may not be read: before it is looked for, since damaged bytes name what nobody has. */
        void checkName(String name) throws InvalidClassException {
            String element = element(name);
            if (!element.isEmpty() && !allows(element)) {
                refuse(MessageText.shown(element, MOST_SHOWN) + " " + NOT_LISTED);
                throw new InvalidClassException("not listed");
            }
        }

        private Status refuse(String reason) {
            refusal = refusal == null ? reason : refusal;
            return Status.REJECTED;
        }
    }
}
