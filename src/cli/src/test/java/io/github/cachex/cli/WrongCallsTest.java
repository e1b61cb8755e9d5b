// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.cli.Running.Ended;
import io.github.cachex.testkit.redis.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongCallsTest extends OnRedis {
    @ParameterizedTest
    @CsvSource({
        "lss, no such command or argument: lss; did you mean ls?",
        "ls --nonsense, no such option: --nonsense; see cachex ls --help",
        "get posts, Missing required parameter: 'ID'",
        "get posts 1 --password=hunter2, --password: addresses and passwords are not taken on the command line",
        "ls --timeout 5x, --timeout",
        "completion fish, SHELL",
        "'', Missing required subcommand",
        "invalidate posts, nothing is chosen; name ids",
        "clear, name caches",
        "get a:b 1, a:b",
        "ls --class-path /no/such.jar, --class-path=/no/such.jar: is not there",
        "warm /no/such.ndjson --cache posts --type java.lang.String, cannot be read; name a file",
        "invalidate posts --match a\\ --yes, pattern="
    })
    void wrongCall_isExplained(String arguments, String problem) throws Exception {
        Ended ended = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(ended.code()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err()).startsWith("cachex: ").contains(problem).doesNotContain("hunter2");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void help_isPrinted() throws Exception {
        assertThat(run("--help").out()).contains("invalidate", "Exit codes");
        assertThat(run("get", "--help").out()).contains("CACHE ID");
        assertThat(run("--version").out()).startsWith("cachex ");
    }

    @Test
    void configurationThatIsMissing_isNamed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("app.properties"), "cachex.backend.redis.password=${NO_SUCH}\n");

        Ended none = OwnShell.with(Map.of()).run("ls");
        Ended noFile = run("ls", "--config", folder.resolve("none").toString());
        Ended noVariable = run("ls", "--config", file.toString());
        Ended wrong =
                OwnShell.with(environment("CACHEX_BACKEND_REDIS_MODE", "twins")).run("ls");

        assertThat(none.code()).isEqualTo(3);
        assertThat(none.err()).contains("cachex.backend.redis.uri is not set", "CACHEX_BACKEND_REDIS_URI", "--config");
        assertThat(noFile.code()).isEqualTo(3);
        assertThat(noFile.err()).contains("is not there");
        assertThat(noVariable.code()).isEqualTo(3);
        assertThat(noVariable.err()).contains("cachex.backend.redis.password=${NO_SUCH}: NO_SUCH is not set");
        assertThat(wrong.code()).isEqualTo(3);
        assertThat(wrong.err()).contains("CACHEX_BACKEND_REDIS_MODE=twins", "no such mode");
    }

    @Test
    void wrongHost_isNamedWithItsKey() throws Exception {
        String nowhere = "redis://user:s3cret@127.0.0.1:" + RedisServer.freePort();

        Ended ended = OwnShell.with(Map.of("CACHEX_BACKEND_REDIS_URI", nowhere)).run("ls");

        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err())
                .contains("refused", "look at cachex.backend.redis.uri")
                .doesNotContain("s3cret");
    }

    @Test
    void wrongPassword_isNamedAndNotShown() throws Exception {
        try (RedisServer guarded = RedisServer.start("--requirepass", "right")) {
            Map<String, String> environment =
                    Map.of("CACHEX_BACKEND_REDIS_URI", guarded.uri(), "CACHEX_BACKEND_REDIS_PASSWORD", "s3cret");

            Ended ended = OwnShell.with(environment).run("ls");

            assertThat(ended.code()).isEqualTo(4);
            assertThat(ended.err()).contains("cachex.backend.redis.password").doesNotContain("s3cret");
        }
    }

    @Test
    void wrongType_isNamed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("p.ndjson"), "{\"id\":\"1\",\"value\":1}\n");

        Ended ended = run("warm", file.toString(), "--cache", "posts", "--type", "com.acme.Nothing");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("--type=com.acme.Nothing: no such class", "--class-path");
    }

    @Test
    void dangerousCommand_asks() throws Exception {
        cache("posts").put(key("1"), "x");

        Ended nobody = run("clear", "posts");
        Ended no = new OwnShell(environment(), "n\n").run("clear", "posts");
        Ended end = new OwnShell(environment(), "").run("invalidate", "posts", "--match", "*");
        assertThat(cache("posts").get(key("1"))).contains("x");
        Ended yes = new OwnShell(environment(), "YES\n").run("expire", "posts", "--all");

        assertThat(nobody.code()).isEqualTo(6);
        assertThat(nobody.err()).contains("prefix " + prefix, "add --yes");
        assertThat(no.code()).isEqualTo(6);
        assertThat(no.err()).contains("clear posts? [y/N]", "nothing was done");
        assertThat(end.code()).isEqualTo(6);
        assertThat(yes.code()).as(yes.err()).isZero();
        assertThat(cache("posts").get(key("1"))).isEmpty();
    }

    @Test
    void changes_areAnnouncedBeforeTheyAreMade() throws Exception {
        Ended ended = run("invalidate", "posts", "1", "--json");

        assertThat(ended.err()).contains("127.0.0.1:" + redis.port(), "prefix " + prefix, "version 1");
        assertThat(ended.out())
                .isEqualTo("{\"cache\":\"posts\",\"invalidate\":\"1 id\",\"applied\":true,\"entries\":0}\n");
        assertThat(run("clear", "posts", "--yes", "--json").out())
                .isEqualTo("{\"cache\":\"posts\",\"applied\":true}\n");
        assertThat(run("tags", "posts", "--marks", "--json").out())
                .contains("\"change\":\"invalidated\",\"what\":\"*\"");
        assertThat(run("tags", "posts", "--json").out()).isEqualTo("[]\n");
    }

    @Test
    void applicationThatIsOff_isHeardAllTheSame() throws Exception {
        cache("posts").put(key("1"), "x");

        Ended ended = OwnShell.with(environment("CACHEX_ENABLED", "false")).run("invalidate", "posts", "1");

        assertThat(ended.code()).isZero();
        assertThat(cache("posts").get(key("1"))).isEmpty();
    }

    @Test
    void verbose_saysWhatTheLibrarySays() throws Exception {
        assertThat(run("ls", "--verbose").err()).contains("info: CACHEX-", "Cachex keeps its entries in redis");
    }
}
