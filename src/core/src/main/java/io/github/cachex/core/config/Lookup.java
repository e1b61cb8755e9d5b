// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.core.config.Found.State;
import io.github.cachex.error.MessageText;
import io.github.cachex.spi.LogLine;
import io.github.cachex.spi.LogMessage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads texts from the source and keeps every problem it meets. Thread-safe. */
final class Lookup {
    private static final int MOST_SHOWN = 200;
    private static final int MOST_OF_A_LINE = 4_000;
    /** Stands for what is never shown. */
    static final String HIDDEN = "***";

    private final ConfigSource source;
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();

    Lookup(ConfigSource source) {
        this.source = source;
    }

    ConfigSource source() {
        return source;
    }

    /** One place where a setting may be written: a key, or an annotation's member with the text it has. */
    record Place(String key, Optional<String> written) {
        static Place of(String key) {
            return new Place(key, Optional.empty());
        }
    }

    /** Returns what the first of {@code places} that is configured says about {@code setting}; checks the others as well. */
    <T> Found<T> find(Setting<T> setting, List<Place> places) {
        Optional<Found<T>> first = Optional.empty();
        for (Place place : places) {
            Optional<Found<T>> found =
                    place.written().or(() -> text(place.key())).map(text -> read(place.key(), text, setting));
            first = first.or(() -> found);
        }
        return first.orElseGet(
                () -> new Found<>(setting.defaultValue(), setting.key(), setting.defaultText(), State.DEFAULT));
    }

    private <T> Found<T> read(String key, String text, Setting<T> setting) {
        String shown = setting.secret() ? HIDDEN : text;
        return parsed(key, text, shown, setting.parser())
                .map(value -> new Found<>(value, key, shown, State.SET))
                .orElseGet(() -> new Found<>(setting.defaultValue(), key, shown, State.BAD));
    }

    /** Returns what {@code parser} makes of {@code text} under {@code key}; empty, and a problem, where that is nothing. */
    <T> Optional<T> parsed(String key, String text, Function<String, T> parser) {
        return parsed(key, text, text, parser);
    }

    private <T> Optional<T> parsed(String key, String text, String shown, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException e) {
            problem(carrier(key, text) + "=" + MessageText.shown(shown, MOST_SHOWN) + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Returns the text under {@code key}, stripped; empty where nothing but blanks is there. */
    Optional<String> text(String key) {
        return source.get(key).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Returns {@code key=text} for a message: under the name by which the text came, and of a long one the begin. */
    String said(String key, String text) {
        return carrier(key, text) + "=" + MessageText.shown(text, MOST_SHOWN);
    }

    /** Has it be a problem that {@code key}, or its environment variable, is there with nothing but blanks. */
    void refuseBlank(String key, String problem) {
        if (text(key).isEmpty()) {
            Stream.of(key, Node.environment(key))
                    .filter(source.names()::contains)
                    .findFirst()
                    .ifPresent(name -> problem(name + "=: " + problem));
        }
    }

    /** Returns {@code key}, or the environment variable of that key where it is what said {@code text}. */
    String carrier(String key, String text) {
        String variable = Node.environment(key);
        return source.names().contains(variable)
                        && text(variable).filter(text::equals).isPresent()
                ? variable
                : key;
    }

    void problem(String problem) {
        synchronized (problems) {
            problems.add(MessageText.shown(problem, MOST_OF_A_LINE));
        }
    }

    List<String> problems() {
        synchronized (problems) {
            return new ArrayList<>(problems);
        }
    }

    void warning(String warning) {
        synchronized (warnings) {
            warnings.add(MessageText.shown(warning, MOST_OF_A_LINE));
        }
    }

    List<LogLine> warnings() {
        synchronized (warnings) {
            return warnings.stream()
                    .map(LogMessage.SETTING_WITHOUT_EFFECT::saying)
                    .toList();
        }
    }
}
