// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.ConfigReader;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.FakeBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChaosTest {
    private static final EntryKey KEY = new EntryKey("app:1", "posts", "post:1");

    /** Settings as texts, and what was complained of. */
    private static final class Settings implements ConfigReader {
        private final Map<String, String> texts;
        private final List<String> problems = new ArrayList<>();

        Settings(Map<String, String> texts) {
            this.texts = texts;
        }

        @Override
        public Optional<String> text(ConfigKey key) {
            return Optional.ofNullable(texts.get(key.name()));
        }

        @Override
        public long number(ConfigKey key, long min, long max) {
            return Long.parseLong(texts.getOrDefault(key.name(), key.defaultText()));
        }

        @Override
        public Duration duration(ConfigKey key, Duration min) {
            return Duration.parse(texts.getOrDefault(key.name(), key.defaultText()));
        }

        @Override
        public void problem(ConfigKey key, String problem, String remedy) {
            problems.add(key.name() + ": " + problem + "; " + remedy);
        }

        @Override
        public boolean hasProblems() {
            return !problems.isEmpty();
        }
    }

    private static List<Chaos.Fate> fates(Chaos chaos, BackendOperation operation) {
        return IntStream.range(0, 1_000).mapToObj(i -> chaos.next(operation)).toList();
    }

    @Test
    void sameSeed_isTheSameCourse_ofEachOperationByItself() {
        Chaos one = Chaos.seeded(42).failing(0.3).losingAnswers(0.1).delaying(0.2, Duration.ofMillis(1));
        Chaos other = Chaos.seeded(42).failing(0.3).losingAnswers(0.1).delaying(0.2, Duration.ofMillis(1));
        fates(other, BackendOperation.MARK);
        List<Chaos.Fate> fates = fates(one, BackendOperation.READ);
        assertThat(fates(other, BackendOperation.READ)).isEqualTo(fates);
        assertThat(fates(Chaos.seeded(43).failing(0.3), BackendOperation.READ)).isNotEqualTo(fates);
        assertThat(fates.stream().filter(Chaos.Fate::fails).count()).isBetween(250L, 350L);
        assertThat(fates.stream().filter(Chaos.Fate::losesAnswer).count()).isBetween(60L, 140L);
        assertThat(fates.stream().filter(fate -> !fate.delay().isZero()).count())
                .isBetween(150L, 250L);
    }

    @Test
    void ratesOfAnOperation_goBeforeThoseOfAll() {
        Settings settings = new Settings(Map.of(
                "cachex.chaos.failure-rate", "1",
                "cachex.chaos.read.failure-rate", "0",
                "cachex.chaos.write-if-absent.lost-rate", "1",
                "cachex.chaos.read.delay", "PT0.001S"));
        Chaos chaos = Chaos.read(settings).orElseThrow();
        assertThat(fates(chaos, BackendOperation.WRITE)).allMatch(Chaos.Fate::fails);
        assertThat(fates(chaos, BackendOperation.READ))
                .allMatch(fate -> !fate.fails() && fate.delay().toMillis() == 1);
        assertThat(fates(chaos, BackendOperation.WRITE_IF_ABSENT)).allMatch(Chaos.Fate::losesAnswer);
        assertThat(settings.problems).isEmpty();
        assertThat(Chaos.keys())
                .extracting(ConfigKey::name)
                .containsAll(settings.texts.keySet())
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingConfigured_isNoChaos() {
        assertThat(Chaos.read(new Settings(Map.of("cachex.chaos.seed", "3")))).isEmpty();
    }

    @Test
    void wrongSettings_areProblems() {
        Settings settings = new Settings(Map.of(
                "cachex.chaos.failure-rate",
                "often",
                "cachex.chaos.lost-rate",
                "1.5",
                "cachex.chaos.delay-rate",
                "0.5"));
        assertThat(Chaos.read(settings)).isEmpty();
        assertThat(settings.problems)
                .containsExactlyInAnyOrder(
                        "cachex.chaos.failure-rate: not a share; write a number from 0 to 1, such as 0.05",
                        "cachex.chaos.lost-rate: not a share; write a number from 0 to 1, such as 0.05",
                        "cachex.chaos.delay-rate: nothing says how late; set cachex.chaos.delay, for example to 20ms");
        assertThatThrownBy(() -> Chaos.seeded(1).failing(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rate=NaN: not a share; give a number from 0 to 1, such as 0.05");
    }

    @Test
    void failure_doesNothing_lostAnswer_isDone() {
        FakeBackend inner = FakeBackend.create();
        CallBudget budget = CallBudget.of(Duration.ofSeconds(30));
        ChaosBackend failing = ChaosBackend.over(inner, Chaos.seeded(1).failing(1, BackendOperation.INCREMENT));
        assertThatThrownBy(() -> failing.increment(KEY, 1, Duration.ofMinutes(1), budget))
                .isInstanceOf(CacheConnectionException.class)
                .hasMessageContaining("by chaos");
        ChaosBackend losing = ChaosBackend.over(inner, Chaos.seeded(1).losingAnswers(1));
        assertThatThrownBy(() -> losing.increment(KEY, 1, Duration.ofMinutes(1), budget))
                .hasMessageContaining("the answer is lost");
        assertThat(failing.read(KEY, budget)).isEmpty();
        assertThat(inner.increment(KEY, 1, Duration.ofMinutes(1), budget)).isEqualTo(2);
    }

    @Test
    void delay_lastsNoLongerThanTheBudget_andKeepsAnInterrupt() {
        ChaosBackend late =
                ChaosBackend.over(FakeBackend.create(), Chaos.seeded(1).delaying(1, Duration.ofMinutes(10)));
        Elapsed elapsed = Elapsed.start();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> late.read(KEY, CallBudget.of(Duration.ofMillis(20))))
                .hasMessageContaining("no answer in time");
        assertThat(Thread.interrupted()).isTrue();
        elapsed.isWithin(Duration.ofSeconds(30));
    }
}
