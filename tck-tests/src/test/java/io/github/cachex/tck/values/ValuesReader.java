// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import io.github.cachex.CacheHandler;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The JVM that reads what another wrote: says of each value whether it is there, and the same. */
final class ValuesReader {
    static final String SAME = "same";
    static final String ABSENT = "absent";

    private ValuesReader() {}

    /** Takes the address of Redis and the names of the runs; prints a line per value. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        List<Kind> kinds = Kinds.all();
        for (String serializer : StoredValues.SERIALIZERS) {
            for (int run = 1; run < arguments.length; run++) {
                try (CacheHandler cache = StoredValues.open(arguments[0], serializer, arguments[run])) {
                    for (int kind = 0; kind < kinds.size(); kind++) {
                        for (int value = 0; value < kinds.get(kind).values().size(); value++) {
                            out.println(serializer + "|" + arguments[run] + "|" + kind + "|" + value + "|"
                                    + judged(cache, kinds.get(kind), kind, value));
                        }
                    }
                }
            }
        }
        out.flush();
    }

    private static String judged(CacheHandler cache, Kind kind, int number, int value) {
        Optional<Object> got = cache.get(StoredValues.key(number, value, kind));
        return got.map(there -> Described.difference(kind.values().get(value).get(), there)
                        .map(difference -> difference.replace('\n', ' '))
                        .orElse(SAME))
                .orElse(ABSENT);
    }
}
