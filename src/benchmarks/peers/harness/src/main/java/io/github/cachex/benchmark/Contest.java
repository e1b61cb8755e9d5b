// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The races of one class path, whose results are printed and written to {@code target/bench}. Not thread-safe. */
public final class Contest {
    /** How long each side of a race is timed, in ms; {@code -Dcachex.bench.millis}. */
    private static final Duration TIME = Duration.ofMillis(Integer.getInteger("cachex.bench.millis", 1_000));

    /** How long a batch takes on one thread: below what a machine gives to one process at a time. */
    private static final Duration SHORT = Duration.ofMillis(2);

    /** How long it takes on several, which have to be woken. */
    private static final Duration LONG = Duration.ofMillis(50);

    private final String name;
    private final List<Map<String, Object>> results = new ArrayList<>();

    /** Creates one whose file is called {@code name}. */
    public Contest(String name) {
        this.name = name;
    }

    /** Times {@code measured} of {@code contestant} against {@code floor}. */
    public void race(Line line, String contestant, Batch floor, Batch measured) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(line.threads());
        try {
            Ratio ratio = line.isThroughput()
                    ? new Race(
                                    floor.sharedBy(line.threads(), pool),
                                    measured.sharedBy(line.threads(), pool),
                                    false,
                                    Timer.OF_WALL,
                                    LONG,
                                    TIME)
                            .run()
                            .ofThroughput()
                    : new Race(floor, measured, true, isInMemory(line) ? Timer.OF_THREAD : Timer.OF_WALL, SHORT, TIME)
                            .run();
            add(line, contestant, ratio);
        } finally {
            pool.shutdownNow();
        }
    }

    private static boolean isInMemory(Line line) {
        return line.compareTo(Line.REDIS_HIT_JSONB) < 0;
    }

    private void add(Line line, String contestant, Ratio ratio) throws IOException {
        System.out.println("bench " + line.label() + ", " + contestant + ": ratio " + ratio + " to " + line.floor());
        Map<String, Object> result = new TreeMap<>();
        result.put("line", line.name());
        result.put("contestant", contestant);
        result.put("ratio", ratio.value());
        result.put("error", ratio.error());
        result.put("floorNanos", ratio.floorNanos());
        results.add(result);
        Path file = Path.of("target", "bench", name + ".json");
        Files.createDirectories(file.getParent());
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), results);
    }
}
