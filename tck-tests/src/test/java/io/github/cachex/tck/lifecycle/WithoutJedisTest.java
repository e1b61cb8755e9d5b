// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that keeps its entries in memory needs nothing of Redis, be it left out with the backend or without. */
class WithoutJedisTest {
    private static final List<String> OF_JEDIS =
            List.of("jedis-", "commons-pool2-", "gson-", "json-20", "redis-authx-core-");

    private static boolean isOf(String entry, boolean backendToo) {
        String name = Path.of(entry).getFileName().toString();
        return OF_JEDIS.stream().anyMatch(name::startsWith)
                || backendToo && (entry.contains("backends/redis") || name.startsWith("cachex-backend-redis"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void memoryAlone_needsNoJedis(boolean withoutTheBackendToo) throws Exception {
        String path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !isOf(entry, withoutTheBackendToo))
                .collect(Collectors.joining(File.pathSeparator));
        Process alone = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        path,
                        MemoryAlone.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(alone.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(alone.waitFor()).as(said).isZero();
        assertThat(said).contains(MemoryAlone.DONE).doesNotContain("redis/clients", "NoClassDefFoundError");
    }
}
