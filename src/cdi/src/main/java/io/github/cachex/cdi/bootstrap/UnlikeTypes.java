// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.plan.BeanMethod;
import io.github.cachex.cdi.plan.KeyForm;
import io.github.cachex.cdi.plan.KeyForm.Difference;
import io.github.cachex.core.key.TextMatch;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Two methods that have the same template and an argument of different types in it, so that one value has two texts there: a text
 * says of what type the value is where that is not declared.
 *
 * @param form the template of one
 * @param difference the types
 * @param other what has the other type
 */
record UnlikeTypes(KeyForm form, Difference difference, Known other) {
    /** A form of keys or tags, and the method whose values have them. */
    record Known(KeyForm form, BeanMethod method) {}

    /** Returns what {@code form} has the template of, and other types; empty if all is well, or nothing has its template. */
    static Optional<UnlikeTypes> among(List<Known> known, KeyForm form) {
        List<UnlikeTypes> all = known.stream()
                .flatMap(one -> form.difference(one.form()).stream().map(found -> new UnlikeTypes(form, found, one)))
                .toList();
        boolean isMet = known.stream().anyMatch(one -> form.meets(one.form()));
        return all.stream()
                .filter(one -> !isMet || one.difference().match() == TextMatch.OTHER)
                .findFirst();
    }

    /** Returns what comes after the template: the types, whose they are, and why that is wrong. */
    String text() {
        boolean isOther = difference.match() == TextMatch.OTHER;
        return (form.source() == KeyForm.Source.GENERATED ? ", with " : " with ")
                + difference.type().getTypeName() + " in it, and "
                + other.method().name() + " has it with "
                + difference.other().getTypeName()
                + (isOther
                        ? ", so that the same value may have another key there and "
                        : ", whose values have other keys, so that ");
    }

    /** Returns how the two could meet; where {@code severalKeys} may be named, one for each element as well. */
    String remedy(boolean severalKeys) {
        boolean holdsMany = isMany(difference.type()) && !isMany(difference.other());
        if (severalKeys && holdsMany) {
            return "name its elements, as in keys = \"post:{ids[]}\"";
        }
        return difference.type().isRecord() && !difference.other().isRecord() && difference.match() == TextMatch.NONE
                ? "name the part of it that is the key, as in {post.id}"
                : "declare one type in both";
    }

    private static boolean isMany(Class<?> type) {
        return type.isArray() || Collection.class.isAssignableFrom(type);
    }
}
