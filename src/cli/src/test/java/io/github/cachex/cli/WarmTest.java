// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheKey;
import io.github.cachex.cli.Running.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmTest extends OnRedis {
    @TempDir
    Path folder;

    private Ended warm(String text, String... more) throws Exception {
        Path file = Files.writeString(folder.resolve("posts.ndjson"), text);
        String[] all = new String[more.length + 6];
        System.arraycopy(
                new String[] {"warm", file.toString(), "--cache", "posts", "--type", Post.class.getName()},
                0,
                all,
                0,
                6);
        System.arraycopy(more, 0, all, 6, more.length);
        return run(all);
    }

    @Test
    void linesOfTheFile_areReadByTheApplication() throws Exception {
        Ended ended = warm("{\"id\":\"post:1\",\"value\":{\"id\":1,\"title\":\"One\"},\"ttl\":\"1h\"}\n\n");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).isEqualTo("posts: 1 stored, 0 fresh already, 0 not stored, 0 lines left out\n");
        assertThat(cache("posts").get(CacheKey.of("post:1", Post.class))).contains(new Post(1, "One"));
    }

    @Test
    void freshValue_staysUnlessReplaced() throws Exception {
        warm("{\"id\":\"post:1\",\"value\":{\"id\":1,\"title\":\"One\"}}\n");
        String other = "{\"id\":\"post:1\",\"value\":{\"id\":1,\"title\":\"Other\"}}\n";

        assertThat(warm(other).out()).contains("0 stored, 1 fresh already");
        assertThat(run("get", "posts", "post:1").out()).contains("One");
        assertThat(warm(other, "--replace").out()).contains("1 stored");
        assertThat(run("get", "posts", "post:1").out()).contains("Other");
    }

    @Test
    void linesThatCannotBeRead_areLeftOutAndCounted() throws Exception {
        Ended ended = warm("nonsense\n{\"id\":\"post:1\",\"value\":{\"id\":1,\"title\":\"One\"}}\n", "--json");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("line 1: is left out");
        assertThat(ended.out()).contains("\"stored\":1", "\"leftOut\":1");
    }

    @Test
    void valueThatIsNotStored_isSaidWithItsReason() throws Exception {
        Path file = Files.writeString(
                folder.resolve("p.ndjson"), "{\"id\":\"big\",\"value\":\"" + "x".repeat(2_000) + "\"}\n");

        Ended ended = OwnShell.with(environment("CACHEX_MAX_VALUE", "1000"))
                .run("warm", file.toString(), "--cache", "posts", "--type", "java.lang.String");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("big: is not stored", "max-value");
    }

    @Test
    void encryptionKeysInAFile_storeNothingInTheClear() throws Exception {
        Path config = Files.writeString(
                folder.resolve("app.properties"),
                "cachex.encryption.keys=k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n");

        Ended ended =
                warm("{\"id\":\"post:1\",\"value\":{\"id\":1,\"title\":\"One\"}}\n", "--config", config.toString());

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err())
                .contains("cachex.encryption.keys", "CACHEX_ENCRYPTION_KEYS")
                .doesNotContain("MDEy");
        assertThat(run("ls", "posts").out()).isEmpty();
    }
}
