// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.condition;

import io.github.cachex.error.MessageText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads conditions: {@code {id} > 0 && !{post.draft}}. By recursive descent, from the weakest operator to the strongest:
 * {@code ||}, {@code &&}, {@code !}, comparisons.
 */
final class ConditionParser {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<reference>\\{[^{}]*})|(?<text>'(?:[^']|'')*+')|(?<number>-?\\d++(?:\\.\\d++)?)|(?<word>[A-Za-z]+)"
                    + "|(?<sign>&&|\\|\\||[=!<>]=|[<>!()]))\\s*");

    /** As many as no number has that somebody writes; reading more takes time that grows with their square. */
    private static final int MOST_DIGITS = 100;

    private static final int DEEPEST = 100;
    private static final int SHOWN = 40;

    private static final String VALUES =
            "write {name} for a parameter, 'text' for a text, a number, true, false or null";

    private final String condition;
    private final Function<String, Operand> references;
    private final List<Matcher> tokens = new ArrayList<>();
    private int next;
    private int depth;

    private ConditionParser(String condition, Function<String, Operand> references) {
        this.condition = condition;
        this.references = references;
    }

    /**
     * Returns the condition that {@code text} is, with what {@code references} makes of the names between braces.
     *
     * @throws ConditionException when it is none
     */
    static Condition parse(String text, Function<String, Operand> references) {
        ConditionParser parser = new ConditionParser(text, references);
        parser.split();
        Condition whole = parser.either();
        if (parser.next < parser.tokens.size()) {
            throw parser.wrong("has " + parser.shownToken() + " too much; leave it out, or put && or || before it");
        }
        return whole;
    }

    private void split() {
        for (int from = 0; from < condition.length(); ) {
            Matcher token = TOKEN.matcher(condition).region(from, condition.length());
            if (!token.lookingAt()) {
                throw wrong("cannot be read from '" + MessageText.shown(condition.substring(from), SHOWN) + "' on, at "
                        + from + "; write for example {0} > 0 && !{1}");
            }
            tokens.add(token);
            from = token.end();
        }
    }

    private Condition either() {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(both());
        } while (taken("||"));
        return joined(parts, true);
    }

    private Condition both() {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(not());
        } while (taken("&&"));
        return joined(parts, false);
    }

    /** Returns what ends with the first of {@code parts} that comes to {@code ending}: a list, since a chain would call itself. */
    private static Condition joined(List<Condition> parts, boolean ending) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        Condition[] all = parts.toArray(Condition[]::new);
        return (arguments, result) -> {
            for (Condition part : all) {
                if (part.holds(arguments, result) == ending) {
                    return ending;
                }
            }
            return !ending;
        };
    }

    private Condition not() {
        if (taken("!")) {
            deeper();
            Condition inner = not();
            depth--;
            return (arguments, result) -> !inner.holds(arguments, result);
        }
        if (taken("(")) {
            deeper();
            Condition inner = either();
            depth--;
            if (!taken(")")) {
                throw wrong("lacks a closing parenthesis; add )");
            }
            return inner;
        }
        return comparison();
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw wrong("nests deeper than " + DEEPEST + " at "
                    + tokens.get(next - 1).start() + "; name a bean as @name, and write it in Java");
        }
    }

    private Condition comparison() {
        Operand left = operand();
        for (String operator : List.of("==", "!=", "<=", ">=", "<", ">")) {
            if (taken(operator)) {
                Comparison comparison = new Comparison(left, operator, operand());
                Optional<String> problem = comparison.problem();
                if (problem.isPresent()) {
                    throw wrong(problem.get());
                }
                return comparison;
            }
        }
        if (left.type() != Boolean.class && left.type() != Object.class) {
            throw wrong(left.text() + " alone is neither true nor false; compare it with something");
        }
        return (arguments, result) -> Boolean.TRUE.equals(left.value(arguments, result));
    }

    private Operand operand() {
        if (next == tokens.size()) {
            throw wrong("ends where a value should follow; " + VALUES);
        }
        Matcher token = tokens.get(next++);
        if (token.group("reference") != null) {
            String reference = token.group("reference");
            return references.apply(
                    reference.substring(1, reference.length() - 1).strip());
        } else if (token.group("text") != null) {
            String text = token.group("text");
            return new Operand.Literal(
                    text, text.substring(1, text.length() - 1).replace("''", "'"));
        } else if (token.group("number") != null) {
            if (token.group("number").length() > MOST_DIGITS) {
                throw wrong("has a number of more than " + MOST_DIGITS + " digits at " + token.start("number")
                        + "; compare with a shorter one");
            }
            return new Operand.Literal(token.group("number"), new BigDecimal(token.group("number")));
        }
        String word = token.group().strip();
        return switch (word) {
            case "true", "false" -> new Operand.Literal(word, Boolean.valueOf(word));
            case "null" -> new Operand.Literal(word, null);
            default -> throw wrong("has " + MessageText.shown(word, SHOWN) + " where a value should be; " + VALUES);
        };
    }

    private boolean taken(String sign) {
        boolean there = next < tokens.size() && sign.equals(tokens.get(next).group("sign"));
        next += there ? 1 : 0;
        return there;
    }

    private String shownToken() {
        return MessageText.shown(tokens.get(next).group().strip(), SHOWN);
    }

    private ConditionException wrong(String problem) {
        return new ConditionException(Conditions.quoted(condition) + " " + problem);
    }
}
