// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.model.Spin.Search;
import io.github.cachex.testkit.Show;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** All interleavings of the models within their bounds keep the promises, and do not once a bug is switched on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelIT {
    private final Set<Bug> found = new TreeSet<>();
    private long states;
    private int clean;

    @TempDir
    private Path folder;

    /** A model and how far it goes. */
    record Bounds(String model, List<String> defines) {
        @Override
        public String toString() {
            return model + " " + String.join(" ", defines);
        }
    }

    static Stream<Bounds> bounds() {
        return Stream.of(
                new Bounds("lease", List.of("-DFAULTS=2", "-DCHANGES=2")),
                new Bounds("flight", List.of()),
                new Bounds("near", List.of("-DSTORED_BEFORE=1")),
                new Bounds("near", List.of("-DSTORED_BEFORE=1", "-DCHANGES=2", "-DOWN_CHANGES=0")));
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void everyState_keepsThePromises(Bounds bounds) throws Exception {
        Search search = new Spin(folder).search(bounds.model(), bounds.defines(), false);

        assertThat(search.steps()).as("how the promise was broken").isEmpty();
        assertThat(search.states()).as("states").isGreaterThan(100_000);
        states += search.states();
        clean++;
    }

    @ParameterizedTest
    @EnumSource
    void bug_breaksItsPromise(Bug bug) throws Exception {
        List<String> defines = Stream.concat(
                        Stream.of("-D" + bug, "-DPROMISES=" + (1 << bug.promise())), bug.bounds().stream())
                .toList();

        Search search = new Spin(folder).search(bug.model(), defines, true);

        assertThat(search.isClean()).as("not found").isFalse();
        assertThat(search.steps()).last().isEqualTo("VIOLATION P" + bug.promise());
        assertThat(search.steps()).as("steps").hasSizeGreaterThan(3);
        found.add(bug);
    }

    @AfterAll
    void show() {
        Set<Bug> replayed = EnumSet.copyOf(Replay.all().keySet());
        int all = Bug.values().length;
        replayed.retainAll(found);
        Show.exactly("model", clean, bounds().count(), "models without a violation, of " + states + " states");
        Show.exactly("model", replayed.size(), all, "bug switches found and replayed");
        assertThat(replayed).as("found and replayed").containsExactly(Bug.values());
    }
}
