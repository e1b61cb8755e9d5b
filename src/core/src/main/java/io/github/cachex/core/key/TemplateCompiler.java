// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import io.github.cachex.core.key.MethodTemplate.Placeholder;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.error.MessageText;
import io.github.cachex.spi.KeyText;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads one template for one method, and collects all that is wrong with it. */
final class TemplateCompiler {
    private static final String EACH = "[]";
    private static final int MOST = 4_000;
    private static final int SHOWN = 200;

    private final String template;
    private final TemplateScope scope;
    private final Elements.Holders holders;
    private final List<String> literals = new ArrayList<>();
    private final List<Placeholder> placeholders = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    TemplateCompiler(String template, TemplateScope scope, Elements.Holders holders) {
        this.template = template;
        this.scope = scope;
        this.holders = holders;
    }

    MethodTemplate compile() {
        if (template.isBlank()) {
            problems.add("is empty; write for example post:{0}");
        }
        scope.ambiguous()
                .ifPresent(
                        name -> problems.add("two parameters are named '" + name + "'; give @CachexKey another name"));
        if (template.length() > MOST) {
            throw new CacheKeyException(quoted() + ": has " + template.length() + " characters, more than the " + MOST
                    + " of a template; shorten it, or give a key generator");
        }
        List<String> references = split();
        references.forEach(this::bind);
        for (int i = 1; i < references.size(); i++) {
            if (!KeyText.separates(literals.get(i))) {
                problems.add("nothing keeps {" + references.get(i - 1) + "} and {" + references.get(i)
                        + "} apart, so distinct arguments would share a key; put a colon or a slash between them");
            }
        }
        if (!problems.isEmpty()) {
            throw new CacheKeyException(quoted() + ": " + String.join("; also: ", problems));
        }
        return new MethodTemplate(literals, placeholders);
    }

    private String quoted() {
        return "key template '" + MessageText.shown(template, SHOWN) + "'";
    }

    /** Fills the literals, and returns what stands between braces. */
    private List<String> split() {
        List<String> references = new ArrayList<>();
        int from = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
            int close = template.indexOf('}', open);
            if (close < 0 || template.substring(open + 1, close).indexOf('{') >= 0) {
                problems.add("the brace at " + open + " is not closed; write {0} or {name}");
                return references;
            }
            literal(template.substring(from, open));
            references.add(template.substring(open + 1, close).strip());
            from = close + 1;
        }
        literal(template.substring(from));
        return references;
    }

    private void literal(String text) {
        if (text.indexOf('}') >= 0) {
            problems.add("has a closing brace without an opening one; write {0} or {name}");
        }
        if (text.codePoints()
                .anyMatch(c ->
                        Character.isISOControl(c) || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            problems.add("has a control character or half of a surrogate pair; leave it out");
        }
        literals.add(text);
    }

    private void bind(String reference) {
        if (reference.isEmpty()) {
            problems.add("{} names no parameter; write {0} or {name}");
            return;
        }
        List<String> path = Arrays.asList(reference.split("\\.", -1));
        if (path.subList(1, path.size()).stream().anyMatch(name -> name.endsWith(EACH))) {
            problems.add("{" + reference
                    + "} names the elements of a property; let the collection be a parameter of its own");
            return;
        }
        boolean each = path.get(0).endsWith(EACH);
        Optional<Integer> position = scope.position(reference.replace(EACH, ""), problems::add);
        if (position.isEmpty()) {
            return;
        }
        Type declared = scope.type(position.get());
        Optional<Type> type = each ? elements(reference, declared) : Optional.of(declared);
        if (type.isEmpty()) {
            return;
        }
        Class<?> raw = each ? Elements.raw(type.get()).orElse(Object.class) : scope.raw(position.get());
        try {
            placeholders.add(new Placeholder(
                    reference, position.get(), new PropertyPath(type.get(), raw, path.subList(1, path.size())), each));
        } catch (CacheKeyException e) {
            problems.add("{" + reference + "} " + e.getMessage());
        }
    }

    /** Returns the type of the elements of {@code holder}; empty, and told, where {@code reference} may not name them. */
    private Optional<Type> elements(String reference, Type holder) {
        Optional<Type> type = holders.type(holder);
        if (holders == Elements.Holders.NONE) {
            problems.add("{" + reference + "} stands for several keys; only the member keys may name them");
        } else if (placeholders.stream().anyMatch(Placeholder::each)) {
            problems.add("{" + reference + "} is the second list in one key; "
                    + (holders == Elements.Holders.COLLECTIONS
                            ? "write a method, or loop over CacheHandler.invalidate"
                            : "name the elements of one"));
        } else if (type.isEmpty()) {
            problems.add(
                    "{" + reference + "}: " + holder.getTypeName() + " is no array, nor a collection that says of what;"
                            + " declare for example List<Long>, or leave out []");
        } else {
            return type;
        }
        return Optional.empty();
    }
}
