// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Order;
import io.github.cachex.tck.process.Shape;
import io.github.cachex.tck.process.Worker;
import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two releases side by side: neither reads what the other stores, neither undoes it, and each hears of the other's drops. */
class MixedVersionsTest {
    private static final Path ENTRY = Path.of("../src/core/src/main/java/io/github/cachex/core/entry");
    private static final int ASKED = 20;

    @TempDir
    private Path classes;

    @Test
    void otherFormat_costsOneLoadPerJvm() throws IOException {
        String header = Files.readString(ENTRY.resolve("HeaderLayout.java"));
        String other = header.replaceFirst("byte FORMAT = \\d+;", "byte FORMAT = 77;");
        assertThat(other).isNotEqualTo(header);
        // The codec too: it holds the number by itself.
        Compiled.into(
                classes,
                Map.of(
                        "io.github.cachex.core.entry.HeaderLayout",
                        other,
                        "io.github.cachex.core.entry.EntryCodec",
                        Files.readString(ENTRY.resolve("EntryCodec.java"))));
        sideBySide("fenced", "fenced", "another format");
    }

    @Test
    void otherShapeOfAClass_costsOneLoadPerJvm() {
        Compiled.into(classes, Shape.class.getName(), """
                package io.github.cachex.tck.process;

                public record Shape(long version, String colour) {
                    public static Shape of(long version) {
                        return new Shape(version, "red");
                    }
                }
                """);
        sideBySide("shape", "shape", "another shape of a class");
    }

    /** The older release knows no entries with validators, nor those that hold a failure in the place of a value. */
    @ParameterizedTest
    @ValueSource(strings = {"validated", "failing"})
    void flagsThatAnOlderReleaseDoesNotKnow_costOneLoadPerJvm(String kind) throws IOException {
        String header = Files.readString(ENTRY.resolve("HeaderLayout.java"));
        String older = header.replaceFirst(
                "byte FLAGS = [^;]+;", "byte FLAGS = FLAG_NULL | FLAG_COMPRESSED | FLAG_ENCRYPTED;");
        assertThat(older).isNotEqualTo(header);
        Compiled.into(classes, Map.of("io.github.cachex.core.entry.HeaderLayout", older));
        sideBySide(kind, "fenced", "flags of " + kind + " entries");
    }

    private void sideBySide(String kind, String otherKind, String about) {
        try (Cluster cluster = Cluster.of(1)) {
            Worker one = cluster.workers().get(0);
            Worker other = cluster.join(classes);
            cluster.warmUp();
            one.ask(cluster.opening("mixed").with("kind", kind));
            other.ask(cluster.opening("mixed").with("kind", otherKind));
            long most = 0;
            long heard = 0;
            int rounds = Rounds.of(20, 100);
            for (int round = 0; round < rounds; round++) {
                int slot = cluster.freshSlot();
                Worker first = round % 2 == 0 ? one : other;
                Worker second = first == one ? other : one;
                cluster.source().change(slot);
                for (int i = 0; i < ASKED; i++) {
                    assertThat(version(first, slot)).isEqualTo(1);
                    assertThat(version(second, slot)).isEqualTo(1);
                }
                most = Math.max(most, cluster.source().loads(slot));
                most = Math.max(most, dropped(cluster, slot, first, second));
                most = Math.max(most, dropped(cluster, slot, second, first));
                heard += 2;
            }
            // Fewer would say that they read each other.
            Show.exactly("mixed-versions", most, 2, "loads of a key in its ttl, 2 JVMs, " + about);
            Show.exactly("mixed-versions", heard, 2L * rounds, "drops heard, half of them each way, " + about);
        }
    }

    /** Drops the slot in {@code here}, and returns how often it was then loaded. */
    private static long dropped(Cluster cluster, int slot, Worker here, Worker elsewhere) {
        long before = cluster.source().loads(slot);
        long version = cluster.source().change(slot);
        assertThat(here.ask(order("invalidate", slot)).text("applied")).isEqualTo("true");
        assertThat(version(here, slot)).isEqualTo(version);
        // At once: who asks the backend learns of the drop before its message arrives.
        Awaitility.await("the drop is heard").pollDelay(Duration.ZERO).until(() -> version(elsewhere, slot) == version);
        LongStream.range(0, ASKED).forEach(i -> {
            assertThat(version(here, slot)).isEqualTo(version);
            assertThat(version(elsewhere, slot)).isEqualTo(version);
        });
        return cluster.source().loads(slot) - before;
    }

    private static long version(Worker worker, int slot) {
        return worker.ask(order("fetch", slot)).large("version");
    }

    private static Order order(String verb, int slot) {
        return Order.of(verb).with("name", "mixed").with("slot", slot);
    }
}
