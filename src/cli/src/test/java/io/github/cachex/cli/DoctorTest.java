// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.cli.Running.Ended;
import io.github.cachex.testkit.redis.RedisServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

class DoctorTest extends OnRedis {
    /** As redis-security.md has them. */
    private static final String LEAST =
            "+append +del +eval +evalsha +getrange +hget +hincrby +hset +persist +pexpire +ping +pttl +publish"
                    + " +scan +set +setrange +subscribe +time +touch +unlink +unsubscribe +zadd +zcard +zcount +zrange +zrangebyscore"
                    + " +zremrangebyrank +zscore";

    @Test
    void storeWithoutEntries_isSaidToBeEmpty() throws Exception {
        Ended ended = run("doctor");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("none with the prefix and version", "prefix " + prefix);
    }

    @Test
    void storeThatDoesNotAnswer_isAProblemWithItsRemedy() throws Exception {
        OwnShell shell =
                OwnShell.with(environment("CACHEX_BACKEND_REDIS_URI", "redis://127.0.0.1:" + RedisServer.freePort()));

        Ended ended = shell.run("doctor");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).containsPattern("problem +contact at .*refused.*cachex.backend.redis.uri");
        assertThat(shell.run("doctor", "--json").out()).contains("\"grade\":\"problem\"");
    }

    @Test
    void bigEntriesAndManyMarks_areWarnedOf() throws Exception {
        CacheHandler posts = cache("posts");
        posts.put(key("big"), "x".repeat(5_000));
        for (int i = 0; i < 100; i++) {
            posts.invalidateTags("tag" + i);
        }
        posts.put(key("big"), "x".repeat(5_000));
        OwnShell shell = OwnShell.with(environment("CACHEX_MAX_VALUE", "5100", "CACHEX_TAGS_MAX_MARKS", "100"));

        Ended ended = shell.run("doctor");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .containsPattern("warning big key at .*posts:big.* max-value=5100")
                .containsPattern("warning marks at .*posts has 100 marks.*cachex.tags.max-marks=100");
        assertThat(shell.run("doctor", "--sample", "1").out()).contains("1 entry looked at");
    }

    @Test
    void adviceOfTheNodes_isTold() throws Exception {
        cache("posts", "cachex.max-value", "5100").put(key("big"), "x".repeat(5_000));

        Ended ended = run("doctor");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .containsPattern("warning advice at " + prefix + "@.*:"
                        + ProcessHandle.current().pid()
                        + ": posts: large-values: the largest value takes 5,.* raise max-value");
    }

    @Test
    void userOfTheLeastRights_isServedWithWhatItMayAsk() throws Exception {
        cache("posts").put(key("1"), "x");
        try (RedisClient admin = RedisClient.create(redis.uri())) {
            List<Object> rules = new ArrayList<>(List.of(
                    "SETUSER", "least", "on", ">pw", "resetchannels", "~" + prefix + ":*", "&" + prefix + ":*"));
            rules.addAll(List.of(LEAST.split(" ")));
            admin.executeCommand(new CommandArguments(Protocol.Command.ACL).addObjects(rules));
        }
        OwnShell shell = OwnShell.with(
                environment("CACHEX_BACKEND_REDIS_USERNAME", "least", "CACHEX_BACKEND_REDIS_PASSWORD", "pw"));

        Ended ended = shell.run("doctor");

        assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.out())
                .contains("warning version", "warning sizes", "not told: ", "fine    rights", "1 entry looked at")
                .doesNotContain("problem");
        assertThat(shell.run("ls").out()).isEqualTo("posts  1 entry\n");
        assertThat(shell.run("get", "posts", "1").out()).isEqualTo("\"x\"\n");
        assertThat(shell.run("inspect", "posts", "1").code()).isZero();
        assertThat(shell.run("invalidate", "posts", "1").code()).isZero();
        assertThat(cache("posts").get(key("1"))).isEmpty();
    }
}
