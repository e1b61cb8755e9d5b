// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import io.github.cachex.error.CacheKeyException;
import io.github.cachex.error.MessageText;
import io.github.cachex.spi.KeyText;
import io.github.cachex.spi.ValueTypes;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pattern that makes keys from arguments; see {@link CacheKey#template}. Immutable. Arguments are escaped, so that
 * distinct arguments never share a key, and null differs from the text "null"; {@link KeyText} says how.
 *
 * <p>Whole numbers, booleans, UUIDs and texts give the same key as the template of an annotated method does. Two kinds of
 * arguments do not, since only the annotated method declares their type: a text that reads like a number, a boolean or a
 * UUID ({@code "42"} is marked here, so that it differs from {@code 42}), and other types, such as enums and dates. To
 * name the entries of an annotated method by those, invalidate with an annotated method too, or use {@link CacheKey#of}
 * with the whole id.
 *
 * @param <T> the type of the values
 */
public final class KeyTemplate<T> {
    private static final String PLACEHOLDER = "{}";
    private static final int MOST_SHOWN = 200;

    private final String pattern;
    private final Type type;
    private final List<String> literals = new ArrayList<>();

    KeyTemplate(String pattern, Type type) {
        this.pattern = pattern;
        this.type = type;
        int from = 0;
        for (int at = pattern.indexOf(PLACEHOLDER); at >= 0; at = pattern.indexOf(PLACEHOLDER, from)) {
            literals.add(pattern.substring(from, at));
            from = at + PLACEHOLDER.length();
        }
        literals.add(pattern.substring(from));
        if (literals.size() == 1) {
            throw new CacheKeyException("key template '" + MessageText.shown(pattern, MOST_SHOWN)
                    + "': has no {}; use CacheKey.of for a fixed id");
        }
        for (String between : literals.subList(1, literals.size() - 1)) {
            if (!KeyText.separates(between)) {
                throw new CacheKeyException("key template '" + MessageText.shown(pattern, MOST_SHOWN) + "': '"
                        + MessageText.shown(between, MOST_SHOWN)
                        + "' does not keep two arguments apart; put a colon or a slash between them");
            }
        }
    }

    /**
     * Creates one whose arguments are of {@code arguments}, one per placeholder.
     *
     * @throws CacheKeyException also when their number is not that of the placeholders, or one gives no text for a key
     */
    KeyTemplate(String pattern, Type type, List<Class<?>> arguments) {
        this(pattern, type);
        if (arguments.size() != literals.size() - 1) {
            throw new CacheKeyException("key template '" + MessageText.shown(pattern, MOST_SHOWN) + "': has "
                    + counted(literals.size() - 1, "placeholder") + ", but "
                    + counted(arguments.size(), "type of argument", "types of arguments") + " ("
                    + arguments.stream().map(Class::getTypeName).collect(Collectors.joining(", "))
                    + "); name one type for each {}");
        }
        for (Class<?> argument : arguments) {
            ValueTypes.offender(argument).ifPresent(offender -> {
                throw new CacheKeyException("key template '" + MessageText.shown(pattern, MOST_SHOWN)
                        + "': an argument of type " + argument.getTypeName() + " cannot take part in a key"
                        + (offender.equals(argument.getTypeName()) ? "" : ", since it holds a " + offender)
                        + ": its text does not say what it is; use a record, a string, a number, an enum, a java.time type, a UUID"
                        + " or a collection of them");
            });
        }
    }

    private static String counted(int count, String noun) {
        return counted(count, noun, noun + "s");
    }

    private static String counted(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    /**
     * Returns the key for {@code arguments}, one per placeholder.
     *
     * @throws CacheKeyException when their number is wrong, or one cannot take part in a key
     */
    public CacheKey<T> of(@Nullable Object... arguments) {
        if (arguments == null || arguments.length != literals.size() - 1) {
            throw new CacheKeyException("key template '" + MessageText.shown(pattern, MOST_SHOWN) + "': wants "
                    + (literals.size() - 1) + " arguments, not "
                    + (arguments == null ? "a bare null; cast it to Object" : arguments.length));
        }
        StringBuilder id = new StringBuilder(pattern.length() + 16 * arguments.length).append(literals.get(0));
        for (int i = 0; i < arguments.length; i++) {
            KeyText.append(id, arguments[i]);
            id.append(literals.get(i + 1));
        }
        return CacheKey.of(id.toString(), type);
    }

    /**
     * A template of one argument, typed. Immutable.
     *
     * @param <T> the type of the values
     * @param <A> the type of the first argument
     */
    public static final class One<T, A> {
        private final KeyTemplate<T> template;

        One(KeyTemplate<T> template) {
            this.template = template;
        }

        /** Returns the key for the argument; null is one too. */
        public CacheKey<T> of(@Nullable A first) {
            return template.of((Object) first);
        }
    }

    /**
     * A template of two arguments, typed. Immutable.
     *
     * @param <T> the type of the values
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     */
    public static final class Two<T, A, B> {
        private final KeyTemplate<T> template;

        Two(KeyTemplate<T> template) {
            this.template = template;
        }

        /** Returns the key for the arguments, in the order of the placeholders; null is an argument too. */
        public CacheKey<T> of(@Nullable A first, @Nullable B second) {
            return template.of(first, second);
        }
    }

    /**
     * A template of three arguments, typed. Immutable.
     *
     * @param <T> the type of the values
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     */
    public static final class Three<T, A, B, C> {
        private final KeyTemplate<T> template;

        Three(KeyTemplate<T> template) {
            this.template = template;
        }

        /** Returns the key for the arguments, in the order of the placeholders; null is an argument too. */
        public CacheKey<T> of(@Nullable A first, @Nullable B second, @Nullable C third) {
            return template.of(first, second, third);
        }
    }

    /**
     * A template of four arguments, typed. Immutable.
     *
     * @param <T> the type of the values
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @param <D> the type of the fourth argument
     */
    public static final class Four<T, A, B, C, D> {
        private final KeyTemplate<T> template;

        Four(KeyTemplate<T> template) {
            this.template = template;
        }

        /** Returns the key for the arguments, in the order of the placeholders; null is an argument too. */
        public CacheKey<T> of(@Nullable A first, @Nullable B second, @Nullable C third, @Nullable D fourth) {
            return template.of(first, second, third, fourth);
        }
    }
}
