// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.condition;

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
            "\\s*(?:(?<reference>\\{[^{}]*})|(?<text>'(?:[^']|'')*')|(?<number>-?\\d+(?:\\.\\d+)?)|(?<word>[A-Za-z]+)"
                    + "|(?<sign>&&|\\|\\||[=!<>]=|[<>!()]))\\s*");

    private static final String VALUES =
            "write {name} for a parameter, 'text' for a text, a number, true, false or null";

    private final String condition;
    private final Function<String, Operand> references;
    private final List<Matcher> tokens = new ArrayList<>();
    private int next;

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
            throw parser.wrong("has " + parser.tokens.get(parser.next).group().strip()
                    + " too much; leave it out, or put && or || before it");
        }
        return whole;
    }

    private void split() {
        for (int from = 0; from < condition.length(); ) {
            Matcher token = TOKEN.matcher(condition).region(from, condition.length());
            if (!token.lookingAt()) {
                throw wrong("cannot be read from '" + condition.substring(from)
                        + "' on; write for example {0} > 0 && !{1}");
            }
            tokens.add(token);
            from = token.end();
        }
    }

    private Condition either() {
        Condition first = both();
        while (taken("||")) {
            Condition one = first;
            Condition other = both();
            first = (arguments, result) -> one.holds(arguments, result) || other.holds(arguments, result);
        }
        return first;
    }

    private Condition both() {
        Condition first = not();
        while (taken("&&")) {
            Condition one = first;
            Condition other = not();
            first = (arguments, result) -> one.holds(arguments, result) && other.holds(arguments, result);
        }
        return first;
    }

    private Condition not() {
        if (taken("!")) {
            Condition inner = not();
            return (arguments, result) -> !inner.holds(arguments, result);
        }
        if (taken("(")) {
            Condition inner = either();
            if (!taken(")")) {
                throw wrong("lacks a closing parenthesis; add )");
            }
            return inner;
        }
        return comparison();
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
            return new Operand.Literal(token.group("number"), new BigDecimal(token.group("number")));
        }
        String word = token.group().strip();
        return switch (word) {
            case "true", "false" -> new Operand.Literal(word, Boolean.valueOf(word));
            case "null" -> new Operand.Literal(word, null);
            default -> throw wrong("has " + word + " where a value should be; " + VALUES);
        };
    }

    private boolean taken(String sign) {
        boolean there = next < tokens.size() && sign.equals(tokens.get(next).group("sign"));
        next += there ? 1 : 0;
        return there;
    }

    private ConditionException wrong(String problem) {
        return new ConditionException("'" + condition + "' " + problem);
    }
}
