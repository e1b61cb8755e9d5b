// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.cli.Application;
import io.github.cachex.cli.ProcessShell;
import io.github.cachex.cli.Running;
import io.github.cachex.cli.Running.Ended;
import io.github.cachex.testkit.Show;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The jar of everything over each store: what the store can is done, and what it cannot is refused with words. */
class StoresIT {
    private static final List<String> COMMANDS = List.of(
            "warm", "ls", "get", "inspect", "tags", "expire", "invalidate", "watch", "stats", "doctor", "clear");
    private static final int COUNT = 12;

    @TempDir
    Path folder;

    private final Set<String> right = new TreeSet<>();

    /** The SDK in this JVM takes them from nowhere else. */
    @BeforeAll
    static void credentials() {
        System.setProperty("aws.accessKeyId", "of-tests");
        System.setProperty("aws.secretAccessKey", "of-tests");
    }

    @AfterAll
    static void noCredentials() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private ProcessShell shell(UsedStore store) throws Exception {
        return ProcessShell.ofJar(store.environment(), folder);
    }

    @ParameterizedTest
    @EnumSource
    void everyCommand_isDoneOrRefusedWithWords(UsedStore.Kind kind) throws Exception {
        try (UsedStore store = UsedStore.start(kind, folder)) {
            ProcessShell shell = shell(store);
            if (kind.hasTable()) {
                Ended schema = shell.run("schema", kind.database(), "--table", "of_the_application");
                assertThat(schema.code()).as(schema.err()).isZero();
                store.run(schema.out());
            }
            Map<String, String> properties = new HashMap<>(store.properties());
            properties.put("cachex.prefix", "blog");
            properties.put("cachex.backend-budget", "1m");
            try (Application application = Application.over(properties)) {
                run(kind, new Commands(shell, store.jars()), application.cache("posts"));
            }
        }
        Show.exactly("cli " + kind, right.size(), COMMANDS.size(), "of " + COMMANDS.size() + " commands right");
    }

    /** Runs commands with the jars that the store needs. */
    private record Commands(ProcessShell shell, String jars) {
        Running start(String... arguments) throws Exception {
            List<String> all = new ArrayList<>(List.of(arguments));
            if (!jars.isEmpty()) {
                all.addAll(List.of("--class-path", jars));
            }
            return shell.start(all.toArray(String[]::new));
        }

        Ended run(String... arguments) throws Exception {
            Ended ended = start(arguments).ended();
            assertThat(ended.err()).as(String.join(" ", arguments)).doesNotContain("a defect", "\tat ", "SLF4J");
            return ended;
        }
    }

    private static String done(Commands commands, String... arguments) throws Exception {
        Ended ended = commands.run(arguments);
        assertThat(ended.code())
                .as("%s: %s %s", List.of(arguments), ended.out(), ended.err())
                .isZero();
        return ended.out();
    }

    private static void refused(Commands commands, String problem, String... arguments) throws Exception {
        Ended ended = commands.run(arguments);
        assertThat(ended.code())
                .as("%s: %s %s", List.of(arguments), ended.out(), ended.err())
                .isEqualTo(5);
        assertThat(ended.err()).contains(problem);
        assertThat(ended.out()).isEmpty();
    }

    private static CacheKey<String> key(String id) {
        return CacheKey.of(id, String.class);
    }

    private void run(UsedStore.Kind kind, Commands commands, CacheHandler posts) throws Exception {
        warm(commands, posts);
        posts.put(key("tagged"), "t", CacheOptions.ttl("2h").tags("news"));
        lists(kind, commands);
        assertThat(done(commands, "get", "posts", "post:7").strip()).isEqualTo("\"text 7\"");
        right.add("get");
        assertThat(done(commands, "inspect", "posts", "post:7")).containsPattern("state +fresh");
        right.add("inspect");
        changes(commands, posts);
        watch(kind, commands, posts);
        refused(commands, "the store " + kind.type() + " cannot ask the nodes of the application", "stats", "posts");
        right.add("stats");
        assertThat(done(commands, "doctor", "--wait", "100ms"))
                .contains("fine    contact at " + kind.type(), "prefix blog")
                .doesNotContain("Redis", "redis");
        right.add("doctor");
        assertThat(done(commands, "clear", "posts", "--yes")).contains("posts: cleared");
        gone(posts, "post:2");
        right.add("clear");
    }

    private void warm(Commands commands, CacheHandler posts) throws Exception {
        Path file = folder.resolve("posts.ndjson");
        Files.write(
                file,
                IntStream.range(0, COUNT)
                        .mapToObj(i -> "{\"id\":\"post:" + i + "\",\"value\":\"text " + i + "\",\"ttl\":\"2h\"}")
                        .toList());
        done(commands, "warm", file.toString(), "--cache", "posts", "--type", "java.lang.String");
        assertThat(posts.get(key("post:5"))).contains("text 5");
        right.add("warm");
    }

    private void lists(UsedStore.Kind kind, Commands commands) throws Exception {
        String cannot = "the store " + kind.type() + " cannot list ";
        if (kind.lists()) {
            assertThat(done(commands, "ls", "posts").lines()).hasSize(COUNT + 1).contains("post:7", "tagged");
            assertThat(done(commands, "tags", "posts")).contains("news  1 entry");
        } else {
            refused(commands, cannot, "ls", "posts");
            refused(commands, cannot, "tags", "posts");
        }
        refused(commands, cannot + "the entries of all caches; name a cache", "ls");
        right.add("ls");
        right.add("tags");
    }

    private void changes(Commands commands, CacheHandler posts) throws Exception {
        assertThat(done(commands, "expire", "posts", "post:7")).contains("posts: expired 1 id");
        gone(posts, "post:7");
        right.add("expire");
        done(commands, "invalidate", "posts", "post:8", "post:9");
        gone(posts, "post:8");
        done(commands, "invalidate", "posts", "--tag", "news");
        gone(posts, "tagged");
        done(commands, "invalidate", "posts", "--match", "post:1*", "--yes");
        gone(posts, "post:1");
        assertThat(posts.get(key("post:2"))).contains("text 2");
        assertThat(done(commands, "tags", "posts", "--marks")).contains("invalidated  tag:news");
        right.add("invalidate");
    }

    /** Marks are seen within a heartbeat where nobody tells of them. */
    private static void gone(CacheHandler posts, String id) {
        Awaitility.await(id)
                .atMost(Duration.ofMinutes(1))
                .until(() -> posts.get(key(id)).isEmpty());
    }

    private void watch(UsedStore.Kind kind, Commands commands, CacheHandler posts) throws Exception {
        if (kind.tells()) {
            Running watching = commands.start("watch", "posts", "--count", "1", "--for", "2m");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> watching.err().contains("watching posts"));
            posts.invalidate("post:3");
            Ended ended = watching.ended();
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out()).contains("posts  changed  post:3");
        } else {
            refused(commands, "the store " + kind.type() + " cannot tell of changes", "watch", "posts");
        }
        right.add("watch");
    }
}
