// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the shop sells. */
enum Range {
    EARL_GREY("Earl Grey", "tea", 690),
    DARJEELING("Darjeeling", "tea", 1190),
    SENCHA("Sencha", "tea", 990),
    ROOIBOS("Rooibos", "tea", 590),
    SIDAMO("Sidamo", "coffee", 1490),
    ANTIGUA("Antigua", "coffee", 1390),
    MANDHELING("Mandheling", "coffee", 1590),
    HOUSE_BLEND("House blend", "coffee", 1090),
    MILK("Milk chocolate", "chocolate", 290),
    DARK("Dark chocolate", "chocolate", 350),
    NOUGAT("Nougat", "chocolate", 420),
    GINGER("Candied ginger", "chocolate", 510);

    private final String label;
    private final String category;
    private final long cents;

    Range(String label, String category, long cents) {
        this.label = label;
        this.category = category;
        this.cents = cents;
    }

    /** Returns the ids of all products. */
    static List<String> ids() {
        return Arrays.stream(values()).map(Range::id).toList();
    }

    /** Returns what is called {@code id}; throws where nothing is. */
    static Range of(String id) {
        return Arrays.stream(values())
                .filter(item -> item.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("id=" + id + ": no such product; ask for one of " + ids()));
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String label() {
        return label;
    }

    String category() {
        return category;
    }

    long cents() {
        return cents;
    }
}
