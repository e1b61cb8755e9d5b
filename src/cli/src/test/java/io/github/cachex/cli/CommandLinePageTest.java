// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.cli.Running.Ended;
import io.github.cachex.testkit.redis.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the command line, whose commands are run. */
class CommandLinePageTest {
    private static final Path PAGE = Path.of("../docs/command-line.md");
    private static final Pattern COMMANDS = Pattern.compile("<!-- commands -->\n```\n(.*?)```\n", Pattern.DOTALL);
    private static final String TYPED = "$ cachex ";
    private static final String LEFT_OUT = "\u2026";

    @Test
    void everyCommandOfThePage_printsWhatThePageShows() throws Exception {
        List<String> lines = COMMANDS.matcher(Files.readString(PAGE))
                .results()
                .flatMap(found -> found.group(1).lines())
                .toList();
        assertThat(lines).hasSizeGreaterThan(30);
        try (RedisServer redis = RedisServer.start();
                Application application = Application.over(redis.uri())) {
            fill(application);
            Shell shell = OwnShell.with(Application.environment(redis.uri()));
            int at = 0;
            while (at < lines.size()) {
                String typed = lines.get(at++);
                assertThat(typed).startsWith(TYPED);
                List<String> shown = new ArrayList<>();
                while (at < lines.size() && !lines.get(at).startsWith(TYPED)) {
                    shown.add(lines.get(at++));
                }
                Ended ended = shell.run(typed.substring(TYPED.length()).split(" "));
                assertPrinted(typed, ended, shown);
            }
        }
    }

    private static void fill(Application application) {
        CacheHandler posts = application.cache("posts");
        for (int i = 1; i <= 3; i++) {
            String id = i < 3 ? "post:" + i : "draft:3";
            CacheOptions options = i < 3 ? CacheOptions.ttl("1h").tags("news") : CacheOptions.ttl("1h");
            posts.put(CacheKey.of(id, Post.class), new Post(i, "Hello"), options);
        }
        application.cache("users").put(CacheKey.of("user:1", String.class), "someone");
    }

    /** Compares without regard to the order of lines that a scan lists. */
    private static void assertPrinted(String typed, Ended ended, List<String> shown) {
        List<String> printed =
                Stream.concat(ended.err().lines(), ended.out().lines()).sorted().toList();
        List<String> patterns = shown.stream().sorted().toList();
        assertThat(printed).as(typed).hasSameSizeAs(patterns);
        for (String pattern : patterns) {
            String regex = Arrays.stream(pattern.split(LEFT_OUT, -1))
                    .map(Pattern::quote)
                    .reduce((one, other) -> one + ".*" + other)
                    .orElse("");
            assertThat(printed).as(typed + " prints " + pattern).anyMatch(line -> line.matches(regex));
        }
    }

    @Test
    void everyOptionAndExitCode_isOnThePage() throws Exception {
        String page = Files.readString(PAGE);
        for (String command : List.of(
                "ls",
                "get",
                "inspect",
                "invalidate",
                "expire",
                "clear",
                "tags",
                "watch",
                "stats",
                "doctor",
                "warm",
                "schema",
                "completion")) {
            assertThat(page).contains("| `" + command);
            String help = OwnShell.with(Map.of()).run(command, "--help").out();
            Pattern.compile("(?m)^ +(?:-\\w, )?(--[a-z-]+)")
                    .matcher(help)
                    .results()
                    .map(found -> found.group(1))
                    .filter(option -> !option.equals("--help"))
                    .forEach(option -> assertThat(page).as(command).contains(option));
        }
        for (ExitCode code : ExitCode.values()) {
            assertThat(page).contains("\n| " + code.number() + " | ");
        }
    }
}
