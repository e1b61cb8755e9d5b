// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.tag;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.spi.TagState;
import io.github.cachex.testkit.Show;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkMirrorTest {
    private static final long BORN = 7;

    private final MarkMirror mirror = new MarkMirror(BORN);

    private void mark(String mark, long epoch) {
        mirror.add(new TagState(BORN, epoch - 1, epoch, 0, Map.of(mark, epoch)));
    }

    private Verdict judge(String id, long epoch, String... tags) {
        return mirror.judge(id, new InvalidationStamp(BORN, epoch, List.of(tags)));
    }

    @Test
    void patterns_meanWhatTheyMatchAndIsOlder() {
        mark("ppost:*", 10);
        mark("p*:7", 20);
        mark("ppost:1", 30);
        mark("gpage:?", 40);
        mark("ppost:\\*", 50);
        assertThat(judge("post:1", 29)).isEqualTo(Verdict.INVALID);
        assertThat(judge("post:1", 30)).isEqualTo(Verdict.HOLDS);
        assertThat(judge("post:2", 9)).isEqualTo(Verdict.INVALID);
        assertThat(judge("post:2", 10)).isEqualTo(Verdict.HOLDS);
        assertThat(judge("x:7", 19)).isEqualTo(Verdict.INVALID);
        assertThat(judge("page:1", 39)).isEqualTo(Verdict.EXPIRED);
        assertThat(judge("page:12", 39)).isEqualTo(Verdict.HOLDS);
        assertThat(judge("post:*", 49)).isEqualTo(Verdict.INVALID);
        assertThat(judge("pos", 5)).isEqualTo(Verdict.HOLDS);
        assertThat(judge("", 5)).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void samePatternAgain_hasItsLastEpochAlone() {
        for (int i = 1; i <= 1_000; i++) {
            mark("puser:*:posts", i);
        }
        assertThat(judge("user:1:posts", 999)).isEqualTo(Verdict.INVALID);
        assertThat(judge("user:1:pages", 1)).isEqualTo(Verdict.HOLDS);
    }

    /** Those that no begin tells apart are compared up to a bound, and the rest is not forgotten. */
    @Test
    void patternsThatBeginAlike_areComparedUpToABound() {
        for (int i = 1; i <= 10_000; i++) {
            mark("p*:" + i, i);
        }
        assertThat(judge("x:10000", 9_999)).isEqualTo(Verdict.INVALID);
        assertThat(judge("x:y", 9_999)).isEqualTo(Verdict.HOLDS);
        assertThat(judge("x:5000", 4_999)).isEqualTo(Verdict.INVALID);
        long before = mirror.compared();
        assertThat(judge("x:y", 9_992)).isEqualTo(Verdict.HOLDS);
        assertThat(mirror.compared() - before).isLessThanOrEqualTo(8);
        assertThat(judge("x:y", 1)).isEqualTo(Verdict.INVALID);
    }

    @Test
    void marksBelowTheFloor_areForgotten() {
        int most = 1_000;
        for (int i = 1; i <= 100_000; i++) {
            Map<String, Long> marks = new HashMap<>();
            marks.put("tsession:" + i, (long) i);
            marks.put("psession:" + i + ":*", (long) i);
            marks.put("kid" + i, (long) i);
            marks.put("esoft:" + i, (long) i);
            mirror.add(new TagState(BORN, i - 1, i, Math.max(0, i - most), marks));
        }
        assertThat(mirror.size()).isLessThan(4 * most * 2 + 2_000);
        assertThat(judge("x", 99_500, "session:99501")).isEqualTo(Verdict.INVALID);
        assertThat(judge("session:99501:a", 99_500)).isEqualTo(Verdict.INVALID);
        assertThat(judge("x", 99_500, "session:3")).isEqualTo(Verdict.HOLDS);
        assertThat(judge("x", 98_999, "session:3")).isEqualTo(Verdict.INVALID);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** Bytes for one look at ids that no pattern means, and comparisons. */
    private double[] look(String[] ids, InvalidationStamp stamp) {
        for (int i = 0; i < 20_000; i++) {
            mirror.judge(ids[i % ids.length], stamp);
        }
        long compared = mirror.compared();
        long before = allocated();
        for (int i = 0; i < 20_000; i++) {
            mirror.judge(ids[i % ids.length], stamp);
        }
        return new double[] {(allocated() - before) / 20_000.0, mirror.compared() - compared};
    }

    @Test
    void look_costsTheSameWhateverWasInvalidated() {
        String[] ids = new String[1_000];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = "item:" + i;
        }
        InvalidationStamp stamp = new InvalidationStamp(BORN, 0, List.of());
        int made = 0;
        for (int upTo : new int[] {0, 1_000, 100_000}) {
            for (; made < upTo; made++) {
                mark("puser:" + made + ":*", made + 1);
            }
            double[] look = look(ids, stamp);
            Show.exactly("growth", look[1], 0, "patterns compared by a hit after " + upTo + " patterns");
            Show.atMost("growth", look[0], 63, "bytes allocated by a hit after " + upTo + " patterns");
        }
    }
}
