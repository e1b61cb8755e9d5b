// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.core.key.ParameterNames;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parameter as other libraries spell it, in a template that names none otherwise: here it is plain text.
 *
 * @param written the first of them, such as {@code #id}
 * @param template the template as it is spelled here
 */
record ForeignSpelling(String written, String template) {
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}]*}");

    /** {@code ${id}}: shells, property files and the expression language. */
    private static final Pattern DOLLAR = Pattern.compile("\\$\\{(\\w++(?:\\.\\w++)*+)}");
    /** {@code #id.name}, {@code #p0}, {@code #a0}: the expression language of Spring. */
    private static final Pattern HASH = Pattern.compile("#(" + NAME + "(?:\\." + NAME + ")*+)");
    /** {@code :id}: named parameters of SQL. */
    private static final Pattern COLON = Pattern.compile("(?<=:|^|/):(" + NAME + ")");
    /** The same right after a word, where the name alone shows that a parameter is meant. */
    private static final Pattern AFTER_WORD = Pattern.compile("(?<=\\w):(" + NAME + ")");
    /** {@code %s}, {@code %1$d}, {@code ?1}: formats and positions. */
    private static final Pattern FORMAT = Pattern.compile("%(?:(\\d)\\$)?[sd]");

    private static final Pattern NUMBERED = Pattern.compile("\\?(\\d)");

    private static final Pattern BY_NUMBER = Pattern.compile("[pa](\\d)");

    /** Returns what {@code template} spells so; empty where it names parameters as it should, or spells none. */
    static Optional<ForeignSpelling> in(String template, ParameterNames names) {
        long placeholders = PLACEHOLDER.matcher(template).results().count();
        if (placeholders > 0) {
            return DOLLAR.matcher(template).results().count() == placeholders
                    ? read(template, DOLLAR, found -> '{' + found.group(1) + '}')
                    : Optional.empty();
        }
        AtomicInteger next = new AtomicInteger();
        return read(template, HASH, found -> '{' + numbered(found.group(1)) + '}')
                .or(() -> read(template, COLON, found -> '{' + found.group(1) + '}'))
                .or(() -> read(
                        template,
                        AFTER_WORD,
                        found -> isKnown(names, found.group(1)) ? ":{" + found.group(1) + '}' : found.group()))
                .or(() -> read(
                        template,
                        FORMAT,
                        found -> found.group(1) == null ? "{" + next.getAndIncrement() + '}' : before(found.group(1))))
                .or(() -> read(template, NUMBERED, found -> before(found.group(1))));
    }

    private static Optional<ForeignSpelling> read(
            String template, Pattern pattern, Function<MatchResult, String> spelling) {
        Matcher found = pattern.matcher(template);
        if (!found.find()) {
            return Optional.empty();
        }
        String written = found.group();
        String right = found.replaceAll(each -> Matcher.quoteReplacement(spelling.apply(each)));
        return right.equals(template) ? Optional.empty() : Optional.of(new ForeignSpelling(written, right));
    }

    private static String numbered(String reference) {
        Matcher number = BY_NUMBER.matcher(reference);
        return number.matches() ? number.group(1) : reference;
    }

    /** Returns the placeholder of what others count from one. */
    private static String before(String number) {
        return "{" + Math.max(0, Integer.parseInt(number) - 1) + '}';
    }

    private static boolean isKnown(ParameterNames names, String name) {
        return names.all().contains(Optional.of(name));
    }
}
