// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.documented;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.Capability;
import io.github.cachex.tck.process.OpenBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of capabilities says what the backends say. */
class CapabilityTableTest {
    private static final Path PAGE = Path.of("../src/docs/extending.md");

    /** What they want at least; nobody needs to be there. */
    private static final Map<String, Map<String, String>> SETTINGS = Map.of(
            "redis", Map.of("cachex.backend.redis.uri", "redis://localhost:1"),
            "file",
                    Map.of(
                            "cachex.backend.file.folder",
                            Path.of("target/capabilities").toAbsolutePath().toString()),
            "dynamodb",
                    Map.of(
                            "cachex.backend.dynamodb.table", "cachex",
                            "cachex.backend.dynamodb.region", "eu-central-1",
                            "cachex.backend.dynamodb.endpoint", "http://localhost:1"),
            "memcached", Map.of("cachex.backend.memcached.servers", "localhost:1"),
            "jdbc: PostgreSQL", Map.of("cachex.backend.jdbc.url", "jdbc:postgresql://localhost:1/none"),
            "jdbc: others",
                    Map.of(
                            "cachex.backend.jdbc.url", "jdbc:h2:mem:capabilities",
                            "cachex.backend.jdbc.create-table", "true"));

    static List<String> backends() throws IOException {
        return cells(head()).subList(2, cells(head()).size());
    }

    private static List<String> rows() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        int head = lines.indexOf(head());
        return lines.subList(head + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static String head() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| capability |"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.substring(1).split("\\|")).map(String::strip).toList();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void column_isWhatTheBackendSays(String type) throws IOException {
        int column = cells(head()).indexOf(type);
        Set<Capability> documented = EnumSet.noneOf(Capability.class);
        for (String row : rows()) {
            Capability capability = Capability.valueOf(cells(row).get(0).replace("`", ""));
            if (cells(row).get(column).equals("yes")) {
                documented.add(capability);
            }
        }
        assertThat(rows()).hasSameSizeAs(Capability.values());
        assertThat(said(type)).isEqualTo(documented);
    }

    private static Set<Capability> said(String column) {
        String type = column.split(":", 2)[0];
        try (CacheBackend backend = OpenBackend.of(type, SETTINGS.getOrDefault(column, Map.of()), Optional.empty())) {
            return backend.capabilities();
        }
    }
}
