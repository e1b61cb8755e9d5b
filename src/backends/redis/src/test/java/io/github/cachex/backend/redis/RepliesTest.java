// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisBusyException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.util.RedisInputStream;

class RepliesTest {
    private static Object read(String answer) {
        byte[] bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
        return Replies.OF_COMMANDS.next(new RedisInputStream(new ByteArrayInputStream(bytes)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void answersOfRedis_areReadAsJedisReadsThem() {
        assertThat(read("+OK\r\n")).isEqualTo(bytes("OK"));
        assertThat(read(":42\r\n")).isEqualTo(42L);
        assertThat(read(":-9223372036854775808\r\n")).isEqualTo(Long.MIN_VALUE);
        assertThat(read(":9223372036854775807\r\n")).isEqualTo(Long.MAX_VALUE);
        assertThat(read("$0\r\n\r\n")).isEqualTo(new byte[0]);
        assertThat(read("$4\r\na\r\nb\r\n")).isEqualTo(bytes("a\r\nb"));
        assertThat(read("$-1\r\n")).isNull();
        assertThat(read("*-1\r\n")).isNull();
        assertThat(read("*0\r\n")).isEqualTo(List.of());
        assertThat((List<?>) read("*2\r\n:1\r\n*1\r\n$1\r\nx\r\n")).satisfies(list -> {
            assertThat(list.get(0)).isEqualTo(1L);
            assertThat((List<?>) list.get(1)).first().isEqualTo(bytes("x"));
        });
    }

    @Test
    void errorsOfRedis_areThoseOfJedis() {
        assertThatThrownBy(() -> read("-NOSCRIPT none\r\n")).isInstanceOf(JedisNoScriptException.class);
        assertThatThrownBy(() -> read("-NOPERM no\r\n")).isInstanceOf(JedisAccessControlException.class);
        assertThatThrownBy(() -> read("-BUSY a script\r\n")).isInstanceOf(JedisBusyException.class);
        assertThatThrownBy(() -> read("-ERR \u00c3\u00a9t\u00c3\u00a9\r\n"))
                .isInstanceOf(JedisDataException.class)
                .hasMessage("ERR été");
        assertThat((List<?>) read("*2\r\n-ERR no\r\n:1\r\n")).first().isInstanceOf(JedisDataException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "HTTP/1.1 400 Bad Request\r\n",
                "%1\r\n:1\r\n:2\r\n",
                "$2147483647\r\nx",
                "$2147483648\r\nx",
                "$99999999999999999999\r\nx",
                "$18446744073709551617\r\nx",
                "$-2\r\n",
                "$-2147483648\r\n",
                "$536870912\r\nx",
                "$3\r\nxx\r\n",
                "$9\r\nxx",
                "$1\r\nxxx",
                "$x\r\n",
                "$\r\n",
                "$-\r\n",
                ":1",
                ":9223372036854775808\r\n",
                ":1 \r\n",
                "+OK\rx",
                "*2147483647\r\n",
                "*67108864\r\n:1\r\n",
                "*-2\r\n",
                "*2\r\n:1\r\n"
            })
    void whatIsNoAnswer_breaksTheConnection(String answer) {
        assertThatThrownBy(() -> read(answer)).isInstanceOf(JedisConnectionException.class);
    }

    /** Jedis calls itself for each of them. */
    @Test
    void answerThatNests_breaksTheConnection() {
        assertThatThrownBy(() -> read("*1\r\n".repeat(1_000_000))).isInstanceOf(JedisConnectionException.class);
    }

    @Test
    void lineWithoutAnEnd_breaksTheConnection() {
        assertThatThrownBy(() -> read("-" + "x".repeat(1_000_000))).isInstanceOf(JedisConnectionException.class);
    }

    @Test
    void longText_isReadWhole() {
        String text = "0123456789".repeat(300_000);
        assertThat(read("$3000000\r\n" + text + "\r\n")).isEqualTo(bytes(text));
    }
}
