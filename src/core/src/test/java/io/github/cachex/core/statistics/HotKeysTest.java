// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.HotKey;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HotKeysTest {
    private final AtomicLong now = new AtomicLong();
    private final HotKeys keys = new HotKeys(now::get);

    private void asked(String id, int times) {
        for (int i = 0; i < times; i++) {
            keys.asked(id);
        }
    }

    @Test
    void fewKeys_areCountedExactly() {
        asked("a", 3);
        asked("b", 5);
        asked("c", 3);
        assertThat(keys.hottest()).containsExactly(new HotKey("b", 5, 0), new HotKey("a", 3, 0), new HotKey("c", 3, 0));
    }

    /** What Space-Saving promises: who is asked for more often than the total by the number of places is there, not below its count. */
    @Test
    void hotKeys_areFoundAmongMany() {
        Random random = new Random(17);
        int total = 100_000;
        int[] truth = new int[10];
        for (int i = 0; i < total; i++) {
            if (random.nextInt(4) == 0) {
                int hot = random.nextInt(10);
                truth[hot]++;
                keys.asked("hot:" + hot);
            } else {
                keys.asked("cold:" + random.nextInt(50_000));
            }
        }
        List<HotKey> hottest = keys.hottest();
        assertThat(hottest).hasSize(HotKeys.MOST);
        assertThat(hottest.subList(0, 10)).allMatch(key -> key.id().startsWith("hot:"));
        for (HotKey key : hottest.subList(0, 10)) {
            int real = truth[Integer.parseInt(key.id().substring(4))];
            assertThat(key.asked()).isGreaterThanOrEqualTo(real);
            assertThat(key.asked() - key.atMostTooMany()).isLessThanOrEqualTo(real);
        }
    }

    @Test
    void nearHits_areSampledByChance_andCountForThoseLeftOut() {
        int loops = 40_000;
        for (int i = 0; i < loops; i++) {
            // As many keys as one of how many is looked at: counted off, it would always be the same.
            for (int key = 0; key < 128; key += 32) {
                keys.nearHit("key:" + key);
            }
        }
        assertThat(keys.hottest())
                .hasSize(4)
                .allSatisfy(key -> assertThat(key.asked()).isBetween(loops / 2L, loops * 2L));
    }

    @Test
    void whatWasHotOnce_givesWay() {
        asked("old", 100);
        now.addAndGet(TimeUnit.MINUTES.toNanos(10));
        asked("new", 30);
        assertThat(keys.hottest()).containsExactly(new HotKey("new", 30, 0), new HotKey("old", 25, 0));
        now.addAndGet(TimeUnit.HOURS.toNanos(2));
        assertThat(keys.hottest()).isEmpty();
        now.addAndGet(TimeUnit.DAYS.toNanos(300));
        asked("new", 1);
        assertThat(keys.hottest()).containsExactly(new HotKey("new", 1, 0));
    }

    @Test
    void longIds_areCutAndStayApart() {
        String begin = "a".repeat(5_000);
        asked(begin + "1", 2);
        asked(begin + "2", 1);
        assertThat(keys.hottest())
                .hasSize(2)
                .allSatisfy(key -> assertThat(key.id()).hasSize(HotKeys.LONGEST).startsWith("aaa"));
    }
}
