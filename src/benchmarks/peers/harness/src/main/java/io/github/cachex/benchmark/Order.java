// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** An entry of 1 KB as JSON, or of any number of lines, nested and with dates. */
public record Order(String id, LocalDate day, Instant placed, Customer customer, List<Item> items)
        implements Serializable {
    /** Who ordered. */
    public record Customer(long id, String name, String city, LocalDate since) implements Serializable {}

    /** What was ordered. */
    public record Item(String article, int count, double price, LocalDate delivery) implements Serializable {}

    /** Returns one of about 1 KB. */
    public static Order ofKilobyte() {
        return withItems(9);
    }

    /** Returns one of about 100 KB. */
    public static Order ofHundredKilobytes() {
        return withItems(1_050);
    }

    private static Order withItems(int count) {
        return new Order(
                "order-4711",
                LocalDate.of(2026, 1, 1),
                Instant.parse("2026-01-01T10:15:30.123Z"),
                new Customer(4_711, "Ada Lovelace", "London", LocalDate.of(1999, 12, 31)),
                new ArrayList<>(IntStream.range(0, count)
                        .mapToObj(i -> new Item("article number " + i, 1 + i, 1.25 * i, LocalDate.of(2026, 2, 1)))
                        .toList()));
    }
}
