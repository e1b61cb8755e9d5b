// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.java;

import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.ConfigReader;
import io.github.cachex.spi.RoundTripComparison;
import io.github.cachex.spi.RoundTripComparison.Kind;
import io.github.cachex.spi.Serializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.io.StreamCorruptedException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes values by Java serialization. What is read back passes an {@link java.io.ObjectInputFilter}: only classes of
 * {@code cachex.serializer.java.allow} and the JDK's own values and collections are made, and no more of them than the limits allow,
 * whatever the bytes say.
 */
public final class JavaSerializer implements Serializer {
    private static final String PREFIX = "cachex.serializer.java.";
    private static final String REMEDY = "write whole class names, com.acme.* or com.acme.**, with commas between";
    private static final ConfigKey ALLOW = ConfigKey.of(
            PREFIX + "allow",
            "",
            "Classes that may be read back: com.acme.Post, com.acme.* for a package, com.acme.** for those below it as well.");
    private static final ConfigKey MAX_DEPTH =
            ConfigKey.of(PREFIX + "max-depth", "20", "How deep values may be nested in each other.");
    private static final ConfigKey MAX_REFERENCES =
            ConfigKey.of(PREFIX + "max-references", "1000000", "How many objects one value may hold.");
    private static final ConfigKey MAX_ARRAY =
            ConfigKey.of(PREFIX + "max-array", "1000000", "How many elements one array or collection may have.");

    private static final RoundTripComparison COMPARISON = RoundTripComparison.by(new RoundTripComparison.Rules() {});
    private static final Set<String> HOOKS =
            Set.of("writeObject", "writeReplace", "readObject", "readResolve", "readObjectNoData");

    private volatile AllowList allowed = limited(List.of());

    /** Creates one that reads back values of the JDK alone, until it is configured. */
    public JavaSerializer() {}

    /**
     * Returns one that reads back what {@code classes} names as well, in the way of {@code cachex.serializer.java.allow}.
     *
     * @throws IllegalArgumentException when one of them names neither a class nor a package, or a whole package of the JDK
     */
    public static JavaSerializer allowing(String... classes) {
        AllowList.problem(List.of(classes)).ifPresent(problem -> {
            throw new IllegalArgumentException("serializer java: " + problem + "; " + REMEDY);
        });
        JavaSerializer serializer = new JavaSerializer();
        serializer.allowed = limited(List.of(classes));
        return serializer;
    }

    private static AllowList limited(List<String> classes) {
        return new AllowList(
                classes,
                Long.parseLong(MAX_DEPTH.defaultText()),
                Long.parseLong(MAX_REFERENCES.defaultText()),
                Long.parseLong(MAX_ARRAY.defaultText()));
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public byte id() {
        return 4;
    }

    @Override
    public List<ConfigKey> keys() {
        return List.of(ALLOW, MAX_DEPTH, MAX_REFERENCES, MAX_ARRAY);
    }

    @Override
    public void configure(ConfigReader settings) {
        List<String> classes = settings.text(ALLOW).stream()
                .flatMap(text -> List.of(text.split(",", -1)).stream())
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        AllowList.problem(classes).ifPresent(problem -> settings.problem(ALLOW, problem, REMEDY));
        allowed = new AllowList(
                classes,
                settings.number(MAX_DEPTH, 1, 10_000),
                settings.number(MAX_REFERENCES, 1, Integer.MAX_VALUE),
                settings.number(MAX_ARRAY, 1, Integer.MAX_VALUE));
    }

    /** They name classes, and whatever those do when they are read is done. */
    @Override
    public boolean needsTrustedBytes() {
        return true;
    }

    @Override
    public byte[] write(Object value, Type type) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ListedOutput out = new ListedOutput(bytes, allowed)) {
            out.write(value);
        } catch (InvalidClassException e) {
            throw new CacheSerializationException(
                    value.getClass().getTypeName() + ": " + e.classname + " " + AllowList.NOT_LISTED, null);
        } catch (NotSerializableException e) {
            throw new CacheSerializationException(
                    value.getClass().getTypeName() + ": java cannot write it, since " + e.getMessage()
                            + " does not implement Serializable; let it, or use another serializer",
                    null);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new CacheSerializationException(
                    value.getClass().getTypeName() + ": java cannot write it ("
                            + e.getClass().getSimpleName()
                            + "); let it and all that it holds implement Serializable, or use another serializer",
                    null);
        }
        return bytes.toByteArray();
    }

    @Override
    public Object read(byte[] bytes, Type type) {
        AllowList.Filter filter = allowed.filter(bytes.length);
        ByteArrayInputStream source = new ByteArrayInputStream(bytes);
        Object value;
        try (ObjectInputStream in = new ClassesOfTheApplication(source, type, filter, allowed.maxReferences())) {
            in.setObjectInputFilter(filter);
            value = in.readObject();
            // The readObject of a listed class may have caught the refusal of another.
            if (filter.refusal().isPresent() || in.read() != -1 || source.available() > 0) {
                throw new StreamCorruptedException("not one object and no more");
            }
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError | StackOverflowError e) {
            String message = type.getTypeName() + ": java cannot read it back ("
                    + e.getClass().getSimpleName() + "); "
                    + filter.refusal().orElse("the class may have changed, which is loaded anew");
            boolean changed = e instanceof InvalidClassException || e instanceof ClassNotFoundException;
            throw changed && filter.refusal().isEmpty()
                    ? CacheSerializationException.ofOtherForm(message, null)
                    : new CacheSerializationException(message, null);
        }
        if (value == null) {
            throw new CacheSerializationException(
                    type.getTypeName() + ": java reads null; null is no value of a serializer", null);
        }
        if (!Types.raw(type).isInstance(value)) {
            throw new CacheSerializationException(
                    type.getTypeName() + ": the bytes hold a "
                            + value.getClass().getTypeName(),
                    null);
        }
        return value;
    }

    @Override
    public Optional<String> flaw(Object value, Type type, byte[] written) {
        return flaw(COMPARISON, value, type, written);
    }

    @Override
    public Optional<String> flawBesidesLeftOut(Object value, Type type, byte[] written) {
        return flaw(COMPARISON.allowingLeftOut(), value, type, written);
    }

    private Optional<String> flaw(RoundTripComparison comparison, Object value, Type type, byte[] written) {
        try {
            return comparison
                    .difference(value, type, () -> read(written, type))
                    .map(difference -> difference.message(
                            value,
                            difference.kind() == Kind.LEFT_OUT
                                    ? RoundTripComparison.LEFT_OUT_REMEDY
                                    : "it may have transient fields; use another type or serializer"));
        } catch (CacheSerializationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Returns whether no code of the application has a hand in how objects of {@code type} are written and read. */
    @Override
    public boolean isUniform(Class<?> type) {
        return type.getName().startsWith("java.")
                || !Externalizable.class.isAssignableFrom(type)
                        && Stream.of(type.getDeclaredMethods())
                                .map(Method::getName)
                                .noneMatch(HOOKS::contains);
    }

    @Override
    public Optional<String> unstorable(Type type) {
        Class<?> raw = Types.raw(type);
        if (!Modifier.isFinal(raw.getModifiers()) || raw.isArray()) {
            // A subclass may be serializable, and listed.
            return Optional.empty();
        }
        if (!Serializable.class.isAssignableFrom(raw)) {
            return Optional.of(
                    raw.getTypeName() + " does not implement Serializable; let it, or use another serializer");
        }
        return allowed.refused(raw).map(refused -> refused.getName() + " " + AllowList.NOT_LISTED);
    }

    /** Finds classes where the application's are: by the thread's class loader, else by that of the wanted type. */
    private static final class ClassesOfTheApplication extends ObjectInputStream {
        private final Type type;
        private final AllowList.Filter filter;
        private final UnfoldedSize size;

        ClassesOfTheApplication(InputStream in, Type type, AllowList.Filter filter, long most) throws IOException {
            super(in);
            this.type = type;
            this.filter = filter;
            this.size = new UnfoldedSize(most);
            enableResolveObject(true);
        }

        @Override
        protected Object resolveObject(Object made) throws IOException {
            size.count(made);
            return made;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass described) throws IOException, ClassNotFoundException {
            filter.checkName(described.getName());
            Class<?> found = find(described);
            ObjectStreamClass here = ObjectStreamClass.lookup(found);
            if (here != null
                    && !found.getName().startsWith("java.")
                    && !fields(here).equals(fields(described))) {
                // With a serialVersionUID of its own, fields that the bytes lack would come back as null, and nobody
                // would know.
                throw new InvalidClassException(described.getName(), "other fields");
            }
            return found;
        }

        private static Set<String> fields(ObjectStreamClass type) {
            return Stream.of(type.getFields())
                    .map(field -> field.getName()
                            + ':'
                            + (field.isPrimitive() ? String.valueOf(field.getTypeCode()) : field.getTypeString()))
                    .collect(Collectors.toSet());
        }

        private Class<?> find(ObjectStreamClass described) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(
                        described.getName(), false, Thread.currentThread().getContextClassLoader());
            } catch (ClassNotFoundException e) {
                try {
                    return Class.forName(described.getName(), false, Types.loader(type));
                } catch (ClassNotFoundException missing) {
                    return super.resolveClass(described);
                }
            }
        }
    }
}
