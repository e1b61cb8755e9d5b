// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.cli.Running.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Every command, against a store with many entries. Each is right, or an assertion fails. */
public final class EveryCommand {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Shell shell;
    private final Application application;
    private final Path folder;
    private final int count;
    private final List<String> right = new ArrayList<>();

    /** Creates the run against {@code count} entries, which it makes itself. */
    public EveryCommand(Shell shell, Application application, Path folder, int count) {
        this.shell = shell;
        this.application = application;
        this.folder = folder;
        this.count = count;
    }

    /** Runs all, and returns the commands that were right. */
    public Set<String> run() throws Exception {
        warm();
        ls();
        get();
        inspect();
        tags();
        expire();
        invalidate();
        watch();
        stats();
        doctor();
        clear();
        completion();
        schema();
        return new HashSet<>(right);
    }

    private String done(String... arguments) throws Exception {
        Ended ended = shell.run(arguments);
        assertThat(ended.code())
                .as("%s: %s %s", List.of(arguments), ended.out(), ended.err())
                .isZero();
        right.add(arguments[0]);
        return ended.out();
    }

    private String answeredNo(String... arguments) throws Exception {
        Ended ended = shell.run(arguments);
        assertThat(ended.code())
                .as("%s: %s %s", List.of(arguments), ended.out(), ended.err())
                .isEqualTo(1);
        return ended.err();
    }

    private JsonNode json(String... arguments) throws Exception {
        return new ObjectMapper().readTree(done(arguments));
    }

    private static CacheKey<String> key(String id) {
        return CacheKey.of(id, String.class);
    }

    private CacheHandler posts() {
        return application.cache("posts");
    }

    private void warm() throws Exception {
        Path file = folder.resolve("posts.ndjson");
        Files.write(
                file,
                IntStream.range(0, count)
                        .mapToObj(i -> "{\"id\":\"post:" + i + "\",\"value\":\"text " + i + "\",\"ttl\":\"2h\"}")
                        .toList());
        String[] command = {
            "warm", file.toString(), "--cache", "posts", "--type", "java.lang.String", "--json", "--timeout", "30s"
        };
        JsonNode warmed = json(command);
        assertThat(warmed.get("stored").asInt()).isEqualTo(count);
        assertThat(posts().get(key("post:" + (count - 1)))).contains("text " + (count - 1));
    }

    private void ls() throws Exception {
        posts().put(key("extra"), "x");
        application.cache("users").put(key("user:1"), "someone");
        assertThat(json("ls", "--json").findValuesAsText("entries")).containsExactly("" + (count + 1), "1");
        assertThat(done("ls")).contains("users  1 entry");
        Set<String> ids = new HashSet<>();
        json("ls", "posts", "--json").forEach(id -> ids.add(id.asText()));
        assertThat(ids)
                .isEqualTo(IntStream.rangeClosed(0, count)
                        .mapToObj(i -> i == count ? "extra" : "post:" + i)
                        .collect(Collectors.toSet()));
        assertThat(done("ls", "posts", "--match", "ex*").lines()).containsExactly("extra");
        assertThat(done("ls", "posts", "--limit", "3").lines()).hasSize(3);
    }

    private void get() throws Exception {
        assertThat(done("get", "posts", "post:7").strip()).isEqualTo("\"text 7\"");
        assertThat(answeredNo("get", "posts", "nothing")).contains("posts nothing: is not there");
    }

    private void inspect() throws Exception {
        JsonNode facts = json("inspect", "posts", "post:7", "--json");
        assertThat(facts.get("key").asText()).isEqualTo("blog:1:{posts:post:7}");
        assertThat(facts.get("state").asText()).isEqualTo("fresh");
        assertThat(facts.get("serializer").asText()).isEqualTo("jsonb");
        assertThat(facts.get("lease").asText()).isEqualTo("none");
    }

    private void tags() throws Exception {
        for (int i = 0; i < 10; i++) {
            posts().put(key("tagged:" + i), "t", CacheOptions.ttl("2h").tags("news", i < 3 ? "sport" : "politics"));
        }
        assertThat(done("tags", "posts", "--timeout", "30s").lines())
                .containsExactly("news  10 entries", "politics  7 entries", "sport  3 entries");
    }

    private void expire() throws Exception {
        assertThat(done("expire", "posts", "post:7")).contains("posts: expired 1 id");
        answeredNo("get", "posts", "post:7");
        isHeardOf("post:7");
        done("expire", "posts", "--tag", "sport");
        isHeardOf("tagged:1");
        assertThat(posts().get(key("tagged:5"))).contains("t");
    }

    private void invalidate() throws Exception {
        done("invalidate", "posts", "post:8", "post:9");
        isHeardOf("post:8");
        done("invalidate", "posts", "--tag", "news");
        assertThat(answeredNo("get", "posts", "tagged:5")).doesNotContain("text");
        assertThat(done("tags", "posts", "--marks")).contains("invalidated  tag:news", "expired  tag:sport");
        done("invalidate", "posts", "--match", "post:1*", "--yes", "--timeout", "30s");
        isHeardOf("post:1");
        assertThat(posts().get(key("post:2"))).contains("text 2");
        Ended refused = shell.run("invalidate", "posts", "--all");
        assertThat(refused.code()).isEqualTo(6);
        assertThat(posts().get(key("post:2"))).contains("text 2");
    }

    /** What another process invalidates, this one hears of on its link. */
    private void isHeardOf(String id) {
        Awaitility.await().atMost(PATIENCE).until(() -> posts().get(key(id)).isEmpty());
    }

    private void watch() throws Exception {
        Running watching = shell.start("watch", "posts", "--count", "2", "--for", "2m");
        Awaitility.await().atMost(PATIENCE).until(() -> watching.err().contains("watching posts"));
        posts().invalidate("post:3");
        posts().invalidateTags("late");
        Ended ended = watching.ended();
        right.add("watch");
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("posts  changed  post:3", "posts  invalidated  tag:late");
    }

    private void stats() throws Exception {
        long hits = posts().stats().hits();
        JsonNode nodes = json("stats", "posts", "--json", "--methods", "--hot", "--wait", "5s");
        assertThat(nodes).hasSize(1);
        assertThat(nodes.get(0).get("pid").asLong())
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(nodes.get(0).get("caches").get("posts").get("hits").asLong())
                .isEqualTo(hits)
                .isPositive();
        assertThat(done("stats", "posts", "--nodes", "--wait", "5s"))
                .contains("blog@", "store well", "posts  hit rate ");
    }

    private void doctor() throws Exception {
        JsonNode findings = json("doctor", "--json", "--timeout", "30s");
        assertThat(findings.findValuesAsText("grade")).contains("fine").doesNotContain("problem");
        assertThat(findings.findValuesAsText("subject"))
                .contains("contact", "ping", "clock", "version", "eviction", "rights", "entries", "marks");
        assertThat(done("doctor", "--timeout", "30s")).contains("prefix blog");
    }

    private void clear() throws Exception {
        assertThat(done("clear", "posts", "--yes")).contains("posts: cleared");
        isHeardOf("post:2");
        answeredNo("get", "posts", "post:2");
        assertThat(application.cache("users").get(key("user:1"))).contains("someone");
        done("clear", "--all-caches", "--yes");
        assertThat(application.cache("users").get(key("user:1"))).isEmpty();
    }

    private void schema() throws Exception {
        assertThat(done("schema", "postgresql")).contains("CREATE UNLOGGED TABLE IF NOT EXISTS cachex_entry (");
        assertThat(done("schema", "dynamodb")).contains("TableName: cachex\n");
    }

    private void completion() throws Exception {
        assertThat(done("completion", "bash")).contains("_complete_cachex", "invalidate");
        assertThat(done("completion", "zsh")).startsWith("autoload").contains("bashcompinit");
    }
}
