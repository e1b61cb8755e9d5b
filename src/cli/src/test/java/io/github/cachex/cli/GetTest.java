// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.cli.Running.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

class GetTest extends OnRedis {
    private static final String KEY = "k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final CacheKey<Post> POST = CacheKey.of("post:1", Post.class);

    @Test
    void json_isPrintedAsItIs() throws Exception {
        cache("posts").put(POST, new Post(1, "One \u00e9"));
        cache("jackson", "cachex.serializer", "jackson").put(POST, new Post(2, "Two"));

        assertThat(run("get", "posts", "post:1").out()).isEqualTo("{\"id\":1,\"title\":\"One \u00e9\"}\n");
        assertThat(run("get", "jackson", "post:1").out()).isEqualTo("{\"id\":2,\"title\":\"Two\"}\n");
    }

    @Test
    void messagePack_isPrintedAsJson() throws Exception {
        cache("posts", "cachex.serializer", "msgpack").put(POST, new Post(1, "One"));

        assertThat(run("get", "posts", "post:1").out()).isEqualTo("{\"id\":1,\"title\":\"One\"}\n");
    }

    @Test
    void javaObject_isNamedAndNotMade() throws Exception {
        cache("posts", "cachex.serializer", "java", "cachex.serializer.java.allow", Post.class.getName())
                .put(POST, new Post(1, "One"));

        Ended text = run("get", "posts", "post:1");
        Ended json = run("get", "posts", "post:1", "--json");

        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out()).contains("a Java object of the class io.github.cachex.cli.Post, ", "not deserialized");
        assertThat(json.out())
                .startsWith("{\"serializer\":\"java\",\"class\":\"io.github.cachex.cli.Post\",\"bytes\":");
    }

    @Test
    void compressedValue_isUnpacked() throws Exception {
        cache("posts", "cachex.compression.above", "100").put(key("long"), "x".repeat(10_000));

        assertThat(run("get", "posts", "long").out()).hasSize(10_003);
        assertThat(run("inspect", "posts", "long").out()).containsPattern("compressed +true");
    }

    @Test
    void encryptedValue_needsKeysFromTheEnvironment(@TempDir Path folder) throws Exception {
        cache("posts", "cachex.encryption.keys", KEY).put(key("secret"), "hidden");
        Path config = Files.writeString(folder.resolve("app.properties"), "cachex.encryption.keys=" + KEY + "\n");

        Ended without = run("get", "posts", "secret");
        Ended byFile = run("get", "posts", "secret", "--config", config.toString());
        Ended with = OwnShell.with(environment("CACHEX_ENCRYPTION_KEYS", KEY)).run("get", "posts", "secret");

        assertThat(without.code()).isEqualTo(5);
        assertThat(without.err())
                .contains("set CACHEX_ENCRYPTION_KEYS", "the key k1")
                .doesNotContain("hidden");
        assertThat(byFile.code()).isEqualTo(5);
        assertThat(byFile.err()).contains("from the environment alone").doesNotContain("MDEy");
        assertThat(with.out()).isEqualTo("\"hidden\"\n");
        assertThat(run("inspect", "posts", "secret").out()).containsPattern("encrypted +by the key k1");
    }

    @Test
    void nothingThatIsStored_isNull() throws Exception {
        cache("posts", "cachex.cache-null", "true").put(key("none"), null);

        assertThat(run("get", "posts", "none").out()).isEqualTo("null\n");
        assertThat(run("inspect", "posts", "none").out()).containsPattern("value +null");
    }

    @Test
    void keptFailure_isNoValue() throws Exception {
        CacheHandler posts = cache("posts", "cachex.cache-exceptions", "java.lang.IllegalStateException");
        assertThat(catchThrowable(() -> posts.fetch(key("bad"), () -> {
                    throw new IllegalStateException("no such post");
                })))
                .isInstanceOf(IllegalStateException.class);

        Ended ended = run("get", "posts", "bad");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err())
                .contains("holds a failed load", "java.lang.IllegalStateException")
                .doesNotContain("no such post");
        assertThat(run("inspect", "posts", "bad").out()).contains("the failed load java.lang.IllegalStateException");
    }

    @Test
    void staleValue_isPrintedAndSaidToBeStale() throws Exception {
        CacheHandler posts = cache("posts", "cachex.stale-ttl", "1h");
        posts.put(key("old"), "text");
        posts.expire("old");

        Ended ended = run("get", "posts", "old");

        assertThat(ended.out()).isEqualTo("\"text\"\n");
        assertThat(ended.err()).contains("posts old: is stale");
    }

    @Test
    void invalidatedValue_isPrintedOnlyWhenAskedFor() throws Exception {
        CacheHandler posts = cache("posts");
        posts.put(key("gone"), "text", CacheOptions.defaults().tags("news"));
        posts.invalidateTags("news");

        Ended ended = run("get", "posts", "gone");
        Ended any = run("get", "posts", "gone", "--any");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("invalidated by a mark", "--any");
        assertThat(any.out()).isEqualTo("\"text\"\n");
        assertThat(run("inspect", "posts", "gone").out()).contains("invalidated by a mark", "[news]");
    }

    @Test
    void foreignBytes_areCountedAsMissing() throws Exception {
        try (RedisClient client = RedisClient.create(redis.uri())) {
            client.set(prefix + ":1:{posts:alien}", "not of ours");
        }

        Ended ended = run("get", "posts", "alien");

        assertThat(ended.code()).isEqualTo(5);
        assertThat(ended.err()).contains("not written by Cachex");
    }

    @Test
    void controlCharacters_reachNoTerminal() throws Exception {
        cache("posts", "cachex.serializer", "java").put(key("esc"), "a\u001b[2Jb");
        cache("texts").put(key("esc"), "a\u001b[2Jb");

        Ended script = run("get", "texts", "esc");
        Ended terminal = new OwnShell(environment(), "").run("get", "texts", "esc");

        assertThat(terminal.out()).doesNotContain("\u001b");
        assertThat(script.out()).contains("[2J");
        assertThat(run("get", "posts", "esc").out()).contains("java.lang.String");
    }

    @Test
    void tenantsEntry_isFoundByItsNamespace() throws Exception {
        Map<String, String> all = environment();
        try (var caches = CacheHandler.builder()
                .properties(Map.of("cachex.backend.redis.uri", redis.uri(), "cachex.prefix", all.get("CACHEX_PREFIX")))
                .namespaces(() -> "acme")
                .buildCaches()) {
            caches.cache("posts")
                    .put(key("post:1"), "of acme", CacheOptions.defaults().tags("news"));

            assertThat(run("get", "posts", "post:1", "--namespace", "acme").out())
                    .isEqualTo("\"of acme\"\n");
            assertThat(run("get", "posts", "acme/post:1").out()).isEqualTo("\"of acme\"\n");
            assertThat(run("get", "posts", "post:1").code()).isEqualTo(1);
            assertThat(run("ls", "posts", "--namespace", "acme").out()).isEqualTo("post:1\n");
            assertThat(run("ls", "--namespace", "other").out()).isEmpty();
            assertThat(run("tags", "posts", "--namespace", "acme").out()).isEqualTo("news  1 entry\n");
            assertThat(run("invalidate", "posts", "--all", "--yes", "--namespace", "acme")
                            .err())
                    .contains("namespace acme");
            assertThat(caches.cache("posts").get(key("post:1"))).isEmpty();
        }
    }

    @Test
    void hashedId_isFoundByBothOfItsNames() throws Exception {
        String id = "x".repeat(2_000);
        cache("posts", "cachex.key.policy", "hash").put(key(id), "long");
        OwnShell shell = OwnShell.with(environment("CACHEX_KEY_POLICY", "hash"));

        String stored = shell.run("ls", "posts").out().strip();

        assertThat(stored).hasSizeLessThan(100);
        assertThat(shell.run("get", "posts", stored).out()).isEqualTo("\"long\"\n");
        assertThat(shell.run("get", "posts", id).out()).isEqualTo("\"long\"\n");
        assertThat(shell.run("invalidate", "posts", stored).code()).isZero();
        assertThat(shell.run("get", "posts", id).code()).isEqualTo(1);
    }

    @Test
    void entryThatIsLoaded_hasALease() throws Exception {
        CacheHandler posts = cache("posts");
        String loading =
                posts.fetch(key("slow"), () -> run("inspect", "posts", "slow").out());

        assertThat(loading)
                .containsPattern("state +not there")
                .containsPattern("lease +held by [0-9a-f]{16}, ")
                .containsPattern(
                        "loader +" + prefix + "@.*:" + ProcessHandle.current().pid() + ", for ");
    }

    @Test
    void listsOfScripts_areJson() throws Exception {
        cache("posts").put(key("1"), "x", CacheOptions.defaults().tags("news"));

        assertThat(run("tags", "posts", "--json").out()).isEqualTo("[{\"tag\":\"news\",\"entries\":1}]\n");
        assertThat(run("ls", "posts", "--json").out()).isEqualTo("[\"1\"]\n");
        assertThat(run("ls", "posts", "--limit", "0").out()).isEmpty();
        assertThat(run("stats").code()).isIn(0, 1);
    }
}
