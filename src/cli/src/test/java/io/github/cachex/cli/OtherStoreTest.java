// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.cli.Running.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store of somebody else's, by its jar on --class-path. */
class OtherStoreTest {
    @TempDir
    Path jar;

    @BeforeEach
    void serve() throws IOException {
        Path services = Files.createDirectories(jar.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("io.github.cachex.spi.BackendFactory"), PlainStoreFactory.class.getName() + "\n");
    }

    private Ended run(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--class-path", jar.toString()));
        return OwnShell.with(Map.of("CACHEX_BACKEND_TYPE", "plain", "CACHEX_PREFIX", "other"))
                .run(all.toArray(String[]::new));
    }

    @Test
    void whatItCan_isDone() throws Exception {
        Path file = Files.writeString(jar.resolve("p.ndjson"), "{\"id\":\"1\",\"value\":\"one\"}\n");

        Ended warmed = run("warm", file.toString(), "--cache", "texts", "--type", "java.lang.String");

        assertThat(warmed.code()).as(warmed.err()).isZero();
        assertThat(warmed.err()).contains("plain, prefix other");
        assertThat(run("get", "texts", "1").out()).isEqualTo("\"one\"\n");
        assertThat(run("inspect", "texts", "1").out()).containsPattern("lease +not told");
        assertThat(run("invalidate", "texts", "1").code()).isZero();
        assertThat(run("get", "texts", "1").code()).isEqualTo(1);
        assertThat(run("doctor").out())
                .contains("the store says nothing of itself", "ability at plain: backend plain cannot list entries");
    }

    @Test
    void whatItCannot_isRefusedWithWords() throws Exception {
        refused("the store plain cannot list the entries of all caches; name a cache", "ls");
        refused("the store plain cannot list its entries; name the ids", "ls", "texts");
        refused("the store plain cannot keep marks", "tags", "texts", "--marks");
        refused("the store plain cannot tell of changes", "watch", "texts");
        refused("the store plain cannot ask the nodes of the application", "stats");
        refused("plain", "invalidate", "texts", "--tag", "news");
    }

    private void refused(String problem, String... arguments) throws Exception {
        Ended ended = run(arguments);
        assertThat(ended.code()).as(ended.err()).isEqualTo(5);
        assertThat(ended.err()).contains(problem);
        assertThat(ended.out()).isEmpty();
    }
}
