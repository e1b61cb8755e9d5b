// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.spi.TagState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkJudgementTest {
    private static Verdict of(Map<String, Long> marks, long incarnation, long epoch) {
        TagState state = new TagState(7, 20, 20, 0, marks);
        return MarkJudgement.of(state, "post:1", new InvalidationStamp(incarnation, epoch, List.of("news")));
    }

    @Test
    void marksAfterTheLoad_count() {
        assertThat(of(Map.of("tnews", 20L), 7, 10)).isEqualTo(Verdict.INVALID);
        assertThat(of(Map.of("enews", 20L), 7, 10)).isEqualTo(Verdict.EXPIRED);
        assertThat(of(Map.of("tsport", 20L), 7, 10)).isEqualTo(Verdict.HOLDS);
        assertThat(of(Map.of("tnews", 20L), 7, 20)).isEqualTo(Verdict.HOLDS);
        assertThat(of(Map.of("ppost:*", 20L), 7, 10)).isEqualTo(Verdict.INVALID);
        assertThat(of(Map.of(), 8, 10)).isEqualTo(Verdict.INVALID);
    }
}
