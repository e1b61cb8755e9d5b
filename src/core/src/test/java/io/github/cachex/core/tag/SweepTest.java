// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.coherence.LinkTrust;
import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.config.Sizes;
import io.github.cachex.core.engine.JavaSerializer;
import io.github.cachex.core.entry.Encoded;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.EntryHeader;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.core.thread.Scheduler;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.TagStore.TagBounds;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three pages of entries that a pattern invalidated, and one that was stored since. */
class SweepTest {
    private static final CacheSpace SPACE = new CacheSpace("app:1", "posts");
    private static final CallBudget BUDGET = CallBudget.of(Duration.ofSeconds(5));
    private static final int ENTRIES = 250;

    private final FakeBackend backend = FakeBackend.create();
    private final FaultyBackend faulty = FaultyBackend.over(backend);
    private final EntryCodec codec = new EntryCodec(new JavaSerializer(), EncryptionKeys.NONE);
    private final LinkTrust.LinkGeneration linkGeneration =
            new LinkTrust(Duration.ofHours(1).toNanos()).new LinkGeneration();
    private final CacheMarks marks = marks();
    private final Scheduler scheduler = new Scheduler("sweep");
    private final Sweep sweep = new Sweep(faulty.scan().orElseThrow(), faulty, codec, marks, scheduler);

    private CacheMarks marks() {
        Outbox outbox = (Outbox) Proxy.newProxyInstance(
                Outbox.class.getClassLoader(),
                new Class<?>[] {Outbox.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "mark" -> arguments == null ? 0L : (Object) false;
                    case "pendingMarks" -> Set.of();
                    default -> null;
                });
        return new CacheMarks(
                new SetOfMarks(),
                SPACE,
                new TagBounds(1_000, Duration.ofMillis(1_000_000)),
                () -> linkGeneration,
                outbox);
    }

    @BeforeEach
    void store() {
        marks.sync(BUDGET);
        for (int i = 0; i < ENTRIES; i++) {
            store("post:" + i);
        }
        marks.mark(List.of(Group.matching("post:*", false)), new BackendTime(Duration.ofSeconds(5)));
        store("post:new");
    }

    @AfterEach
    void close() {
        scheduler.close();
    }

    private void store(String id) {
        EntryHeader head = new EntryHeader(marks.held(new BackendTime(Duration.ofSeconds(5))), Duration.ofMinutes(1));
        Encoded encoded = codec.encode(SPACE.key(id), String.class, id, head, new Sizes(1_000, 1_000));
        backend.write(
                SPACE.key(id),
                new NewEntry(
                        id.hashCode(),
                        ((Encoded.Bytes) encoded).bytes(),
                        new Lifetime(Duration.ofMinutes(1), Duration.ZERO)),
                BUDGET);
    }

    private boolean isStored(String id) {
        return backend.read(SPACE.key(id), BUDGET).isPresent();
    }

    private long stored() {
        return IntStream.range(0, ENTRIES).filter(i -> isStored("post:" + i)).count();
    }

    @Test
    void withTime_allGoAtOnceButWhatWasStoredSince() {
        assertThat(sweep.run("post:*", new BackendTime(Duration.ofMinutes(1)))).hasValue(ENTRIES);
        assertThat(stored()).isZero();
        assertThat(isStored("post:new")).isTrue();
    }

    @Test
    void withoutTime_theyGoInTheBackground() {
        assertThat(sweep.run("post:*", new BackendTime(Duration.ZERO))).isEmpty();
        Awaitility.await().until(() -> stored() == 0);
        assertThat(isStored("post:new")).isTrue();
    }

    @Test
    void allLater_goInTheBackground_onceForAllWhoAskBefore() {
        marks.mark(List.of(Group.all(false)), new BackendTime(Duration.ofSeconds(5)));
        store("post:newer");
        Barrier busy = new Barrier();
        for (int i = 0; i < 2; i++) {
            scheduler.run(busy::arrive);
        }
        busy.await(2);
        for (int i = 0; i < 10; i++) {
            sweep.later();
        }
        busy.open();
        Awaitility.await().until(() -> stored() == 0 && !isStored("post:new"));
        assertThat(isStored("post:newer")).isTrue();
        assertThat(faulty.calls(BackendOperation.SCAN)).isLessThanOrEqualTo(3);

        marks.mark(List.of(Group.all(false)), new BackendTime(Duration.ofSeconds(5)));
        sweep.later();
        Awaitility.await().until(() -> !isStored("post:newer"));
    }

    @Test
    void allLaterOfASickBackend_isTriedAgain() {
        marks.mark(List.of(Group.all(false)), new BackendTime(Duration.ofSeconds(5)));
        faulty.fail(BackendOperation.SCAN);
        sweep.later();
        Awaitility.await().until(() -> faulty.calls(BackendOperation.SCAN) == 1);
        faulty.heal();
        Awaitility.await().until(() -> stored() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1M", "PT0S"})
    void sickBackend_isToldByNoCount_andSweptWhenItAnswersAgain(Duration time) {
        faulty.fail(BackendOperation.SCAN);
        assertThat(sweep.run("post:*", new BackendTime(time))).isEmpty();
        Awaitility.await().until(() -> faulty.calls(BackendOperation.SCAN) >= 2);
        assertThat(stored()).isEqualTo(ENTRIES);
        faulty.heal();
        Awaitility.await().until(() -> stored() == 0);
        assertThat(isStored("post:new")).isTrue();
    }
}
