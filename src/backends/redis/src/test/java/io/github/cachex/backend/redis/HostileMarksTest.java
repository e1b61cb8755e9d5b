// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.BackendLink.LinkListener;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import io.github.cachex.spi.TagStore.TagBounds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets of marks and messages that no script of ours wrote. */
class HostileMarksTest extends OnRedis {
    private static final TagBounds WIDE = new TagBounds(100_000, Duration.ofDays(7));

    private final CacheSpace cache = new CacheSpace("tck:1", "c" + UUID.randomUUID());
    private final String key = Names.tags(cache);
    private TagStore tags;

    @BeforeEach
    void open() {
        tags = backend.tags().orElseThrow();
    }

    private TagState mark(long held, String mark) {
        return tags.mark(cache, Set.of(mark), new MarkPosition(77, held), WIDE, budget());
    }

    /** Redis's own commands, as somebody types them. */
    private void write(String score, String member) {
        Raw.command(redis.port(), "ZADD " + key + " " + score + " " + member);
    }

    private void assertHeals() {
        TagState peeked = tags.peek(List.of(cache), budget()).get(0);
        assertThat(peeked.incarnation()).isZero();
        TagState begun = tags.sync(cache, new MarkPosition(5, 0), 6, budget());
        assertThat(begun).isEqualTo(new TagState(6, 0, 0, 0, Map.of()));
        TagState made = mark(0, "tnews");
        assertThat(made.incarnation()).isEqualTo(6);
        assertThat(tags.sync(cache, new MarkPosition(6, 0), 7, budget()).marks())
                .isEqualTo(Map.of("tnews", made.epoch()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-9223372036854775807 e",
                "-9007199254740991 e",
                "-inf e",
                "inf e",
                "1 e",
                "-9007199254740991 f",
                "-inf f",
                "-inf a",
                "-inf i",
                "-inf i0",
                "-inf i007",
                "-inf i9223372036854775808",
                "-inf izzz",
                "-1 \"\"",
                "-5 mtnews",
                "0 mtnews",
                "9e15 p*",
                "9e15 mp*",
                "inf mp*"
            })
    void setThatNobodyOfUsWrote_isBegunAnew(String scoreAndMember) {
        tags.sync(cache, MarkPosition.NONE, 5, budget());
        mark(0, "told");
        String[] parts = scoreAndMember.split(" ");
        write(parts[0], parts[1]);
        assertHeals();
    }

    @Test
    void anotherType_isBegunAnew() {
        plain.set(key, "text");
        assertHeals();
    }

    /** What is below the epoch may be anything, and what is no mark is skipped. */
    @Test
    void memberThatIsNoMark_isSkipped() {
        mark(0, "tnews");
        write("1000", "\"\"");
        write("1000", "zzz");
        write("1000", "mp\\");
        assertThat(tags.sync(cache, MarkPosition.NONE, 6, budget()).marks()).containsOnlyKeys("tnews", "p\\");
    }

    /** A sync that throws for it would end all invalidation by tag. */
    @Test
    void markOfAFraction_isReadAsTheMarkThatItIs() {
        TagState made = mark(0, "tnews");
        write("1000.5", "mtsports");
        assertThat(tags.sync(cache, MarkPosition.NONE, 6, budget()).marks())
                .isEqualTo(Map.of("tnews", made.epoch(), "tsports", 1_000L));
    }

    /** An epoch that a caller has from somebody else must not be in the set for good. */
    @Test
    void epochFarAhead_isNotTakenFromACaller() {
        TagState first = mark(0, "tnews");
        TagState second = mark((1L << 53) - 1, "tnews");
        assertThat(second.incarnation()).isEqualTo(77);
        assertThat(second.epoch())
                .isBetween(first.epoch(), first.epoch() + Duration.ofMinutes(10).toNanos() / 1_000);
        tags.mark(cache, Set.of("a"), new MarkPosition(78, Long.MAX_VALUE - 1), WIDE, budget());
        TagState third = tags.sync(cache, new MarkPosition(78, Long.MAX_VALUE - 1), 79, budget());
        assertThat(third).isEqualTo(new TagState(79, 0, 0, 0, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1m5 0 9223372036854775807 0 4:tfoo",
                "1m5 0 9007199254740991 0 4:tfoo",
                "1m5 0 99999999999999999999 0 4:tfoo",
                "1m5 -1 1000 0 4:tfoo",
                "1m5 1000 1000 0 4:tfoo",
                "1m5 0 1000 1001 4:tfoo",
                "1m5 0 1000 -1 4:tfoo",
                "1m0 0 1000 0 4:tfoo",
                "1m5 0 1000 0 -4:tfoo",
                "1m5 0 1000 0 2147483647:tfoo",
                "1m5 0 1000 0 5:tfoo",
                "1m5 0 1000 0 tfoo",
                "1m",
                "1c",
                "1cx",
                "2m5 0 1000 0 4:tfoo",
                "1",
                ""
            })
    void messageThatNobodyOfUsSaid_isNotUnderstood(String message) {
        long highest = System.currentTimeMillis() * 1_000 + Duration.ofDays(1).toNanos() / 1_000;
        Consumer<LinkListener> news = LinkMessage.of(cache, Scripts.bytes(message), highest);
        HeardNews heard = new HeardNews();
        news.accept(heard);
        assertThat(heard.all).containsExactly("unknown " + cache.cache());
    }
}
