// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.tck.RecordingLinkListener.Alive;
import io.github.cachex.tck.RecordingLinkListener.Changed;
import io.github.cachex.tck.RecordingLinkListener.Heard;
import io.github.cachex.tck.RecordingLinkListener.Joined;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link io.github.cachex.spi.CacheBackend} with a link keeps of its sessions: joins, beats and ends. */
public interface LinkSessionContract extends BackendUnderTest {
    /** A join is answered, and once; joining again does nothing. */
    @Test
    default void join_isAnsweredOnce() {
        CacheSpace cache = newSpace();
        CacheSpace next = newSpace();
        try (RecordingLinkListener listener = RecordingLinkListener.at(backend(), cache)) {
            listener.session().join(cache);
            listener.join(next);

            assertThat(listener.heard(Joined.class)).containsExactly(new Joined(cache), new Joined(next));
        }
    }

    /** Each listener of a backend hears what it joined itself. */
    @Test
    default void twoSessions_hearEachItsOwn() {
        CacheSpace left = newSpace();
        CacheSpace right = newSpace();
        CacheSpace both = newSpace();
        try (RecordingLinkListener first = RecordingLinkListener.at(backend(), left, both);
                RecordingLinkListener second = RecordingLinkListener.at(backend(), both, right)) {
            for (CacheSpace cache : List.of(left, right, both)) {
                otherJvm().write(cache.key("x"), entry("x"), budget());
            }

            assertHeard(
                    first.beat(), new Joined(left), new Joined(both), new Changed(left, "x"), new Changed(both, "x"));
            assertThat(second.heard(Joined.class)).containsExactlyInAnyOrder(new Joined(both), new Joined(right));
            assertHeard(second.heard(Changed.class), new Changed(right, "x"), new Changed(both, "x"));
            assertThat(second.soFar()).filteredOn(Alive.class::isInstance).hasSize(2);
        }
    }

    /** Has it that all this was heard, in this order where one connection tells it: several have none among them. */
    private void assertHeard(List<? extends Heard> heard, Heard... expected) {
        if (backend().parts().isPresent()) {
            assertThat(new ArrayList<Heard>(heard)).containsExactlyInAnyOrder(expected);
        } else {
            assertThat(new ArrayList<Heard>(heard)).containsExactly(expected);
        }
    }

    /** A sign of life says when it was sent: not before it was asked for, and not after it arrived. */
    @Test
    default void beat_isAnsweredWithTheTimeOfItsSending() {
        try (RecordingLinkListener listener = RecordingLinkListener.at(backend(), newSpace())) {
            for (int i = 1; i <= 20; i++) {
                long asked = System.nanoTime();
                listener.beat();
                assertThat(listener.soFar()).filteredOn(Alive.class::isInstance).hasSize(i);
                Alive alive = (Alive) listener.soFar().get(listener.soFar().size() - 1);
                assertThat(alive.sentAt() - asked).isNotNegative();
                assertThat(alive.heardAt() - alive.sentAt()).isNotNegative();
            }
        }
    }

    /** After its close a listener hears nothing more, while another on the same backend goes on. */
    @Test
    default void closedSession_hearsNothingMore() {
        CacheSpace cache = newSpace();
        try (RecordingLinkListener stays = RecordingLinkListener.at(backend(), cache)) {
            RecordingLinkListener leaves = RecordingLinkListener.at(backend(), cache);
            leaves.close();
            List<Heard> before = leaves.soFar();
            assertThatCode(() -> {
                        leaves.session().join(newSpace());
                        leaves.session().join(cache);
                        leaves.session().beat();
                        leaves.session().close();
                    })
                    .doesNotThrowAnyException();
            otherJvm().write(cache.key("after"), entry("after"), budget());

            assertThat(stays.changedIds()).containsExactly("after");
            assertThat(leaves.soFar()).isEqualTo(before);
        }
    }

    /** A listener that leaves makes room: the next one joins the same cache as if it were the first. */
    @Test
    default void nextSession_joinsAnew() {
        CacheSpace cache = newSpace();
        for (int i = 0; i < 5; i++) {
            String id = "id-" + i;
            try (RecordingLinkListener listener = RecordingLinkListener.at(backend(), cache)) {
                otherJvm().write(cache.key(id), entry(id), budget());
                assertThat(listener.beat()).containsExactly(new Joined(cache), new Changed(cache, id));
            }
        }
    }

    /** With its backend closed a session is of no use, and does no harm. */
    @Test
    default void sessionOfAClosedBackend_doesNothing() {
        RecordingLinkListener listener = RecordingLinkListener.at(backend(), newSpace());
        backend().close();

        assertThatCode(() -> {
                    listener.session().join(newSpace());
                    listener.session().beat();
                    listener.close();
                })
                .doesNotThrowAnyException();
    }
}
