// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The JVM that reads what another wrote: says of each value whether it is there, and the same. */
final class ValuesReader {
    static final String SAME = "same";
    static final String ABSENT = "absent";

    private ValuesReader() {}

    /** Takes the address of Redis; then reads the names of a serializer and a run a line, and prints a line per value of them. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        List<Kind> kinds = Kinds.all();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] names = line.split(" ", 2);
            try (CacheHandler cache = StoredValues.open(arguments[0], names[0], names[1])) {
                for (int kind = 0; kind < kinds.size(); kind++) {
                    judge(cache, kind, kinds.get(kind), names[0] + "|" + names[1] + "|", out);
                }
            }
        }
        out.flush();
    }

    private static void judge(CacheHandler cache, int number, Kind kind, String run, PrintStream out) {
        List<CacheKey<Object>> keys = IntStream.range(0, kind.values().size())
                .mapToObj(value -> StoredValues.key(number, value, kind))
                .toList();
        Map<CacheKey<Object>, Object> got = cache.getAll(keys);
        for (int value = 0; value < keys.size(); value++) {
            Object there = got.get(keys.get(value));
            String verdict =
                    there == null ? ABSENT : judged(kind.values().get(value).get(), there);
            out.println(run + number + "|" + value + "|" + verdict);
        }
    }

    private static String judged(Object value, Object there) {
        return Described.difference(value, there)
                .map(difference -> difference.replace('\n', ' '))
                .orElse(SAME);
    }
}
