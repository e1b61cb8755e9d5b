// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.zones;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The show over each store, which it starts itself. */
class ZoneShowIT {
    private static final String ONCE = "The stampede key was loaded once over all JVMs, as counted by the database.";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"file", "jdbc-h2", "jdbc-postgresql", "jdbc-mariadb", "memcached", "dynamodb"})
    void stampedeKey_isLoadedOnce(String backend) throws Exception {
        Path output = folder.resolve("output");
        int status = ZoneShowTest.run(output, Map.of(), backend);
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(status).as(said).isZero();
        assertThat(said).doesNotContain("Redis");
        Show.exactly("example " + backend, said.lines().filter(ONCE::equals).count(), 1, "stampede key loaded once");
    }

    @Test
    void unknownStore_isNamed() throws Exception {
        Path output = folder.resolve("output");
        assertThat(ZoneShowTest.run(output, Map.of(), "oracle")).isEqualTo(1);
        assertThat(Files.readString(output, StandardCharsets.UTF_8).strip())
                .isEqualTo("backend=oracle: no such store; write redis, file, jdbc-h2, jdbc-postgresql, jdbc-mariadb,"
                        + " memcached or dynamodb");
    }
}
