// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One line of the talk between a test and its worker: a verb and named values, parted by tabs. */
public record Order(String verb, Map<String, String> values) {
    public static Order of(String verb) {
        return new Order(verb, Map.of());
    }

    /** Returns this with {@code value} under {@code name}. */
    public Order with(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(
                name,
                String.valueOf(value).replace('\t', ' ').replace('\n', ' ').replace('\r', ' '));
        return new Order(verb, more);
    }

    public static Order parse(String line) {
        String[] parts = line.split("\t", -1);
        Order order = of(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            int at = parts[i].indexOf('=');
            order = order.with(parts[i].substring(0, at), parts[i].substring(at + 1));
        }
        return order;
    }

    public String line() {
        StringBuilder out = new StringBuilder(verb);
        values.forEach(
                (name, value) -> out.append('\t').append(name).append('=').append(value));
        return out.toString();
    }

    public String text(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException(verb + " lacks " + name));
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public int number(String name) {
        return Integer.parseInt(text(name));
    }

    public long large(String name) {
        return Long.parseLong(text(name));
    }
}
