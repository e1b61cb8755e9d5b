// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import io.github.cachex.CachexKey;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What templates may call the parameters of a method: as {@link CachexKey} says, else as the class file says. */
public final class ParameterNames {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final List<Optional<String>> names = new ArrayList<>();
    private final Optional<String> ambiguous;

    /** Creates the names of the parameters of {@code method}. */
    public ParameterNames(Method method) {
        Optional<String> twice = Optional.empty();
        for (Parameter parameter : method.getParameters()) {
            Optional<String> name = Optional.ofNullable(parameter.getAnnotation(CachexKey.class))
                    .map(CachexKey::value)
                    .filter(given -> !given.isEmpty())
                    .or(() -> Optional.of(parameter)
                            .filter(Parameter::isNamePresent)
                            .map(Parameter::getName));
            twice = name.isPresent() && names.contains(name) ? name : twice;
            names.add(name);
        }
        ambiguous = twice;
    }

    /**
     * Returns the position of the parameter that {@code reference} begins with, by number or by name; empty, and told to
     * {@code problems} with its remedy, where there is none.
     */
    public Optional<Integer> position(String reference, Consumer<String> problems) {
        String name = reference.split("\\.", -1)[0];
        if (NUMBER.matcher(name).matches()) {
            int position = Integer.parseInt(name);
            if (position < names.size()) {
                return Optional.of(position);
            }
            problems.accept("{" + reference + "} does not exist"
                    + (names.isEmpty()
                            ? ", since the method has no parameters; leave the placeholder out"
                            : "; positions go from {0} to {" + (names.size() - 1) + "}"));
            return Optional.empty();
        }
        Optional<Integer> position = position(name);
        if (position.isEmpty()) {
            problems.accept("{" + reference + "}: " + unknown(name));
        }
        return position;
    }

    /** Returns the names in order, each empty where its parameter has none. */
    public List<Optional<String>> all() {
        return List.copyOf(names);
    }

    private Optional<Integer> position(String name) {
        int position = names.indexOf(Optional.of(name));
        return position < 0 ? Optional.empty() : Optional.of(position);
    }

    /** Returns a name that more than one parameter has, because {@link CachexKey} gave it. */
    Optional<String> ambiguous() {
        return ambiguous;
    }

    /** Returns what is wrong with {@code name}, which no parameter has, and the remedies. */
    private String unknown(String name) {
        if (names.isEmpty()) {
            return "the method has no parameters; leave the placeholder out";
        }
        List<String> known = names.stream().flatMap(Optional::stream).toList();
        if (known.size() == names.size()) {
            return "no parameter is named '" + name + "'; known are " + String.join(", ", known);
        }
        return "no parameter is known as '" + name + "', since the class file holds no parameter names; compile with"
                + " -parameters, or write {0}, or mark the parameter @CachexKey(\"" + name + "\")"
                + (known.isEmpty() ? "" : "; known are " + String.join(", ", known));
    }
}
