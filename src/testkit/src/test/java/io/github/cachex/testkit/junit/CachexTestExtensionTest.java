// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.ManualClock;
import io.github.cachex.testkit.RecordingListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Classes that are run by JUnit as an application's would be. */
class CachexTestExtensionTest {
    private static final List<Object> SEEN = new ArrayList<>();

    @CachexTest({"cachex.ttl=5m", "cachex.jitter = 0.2"})
    static class Right {
        @Given
        ManualClock clock;

        @BeforeEach
        void given(FaultyBackend faults) {
            SEEN.add(faults);
        }

        @Test
        void test(ManualClock same, FaultyBackend faults, RecordingListener events) {
            assertThat(same).isSameAs(clock);
            assertThat(SEEN).contains(faults);
            assertThat(TestEvents.current()).isSameAs(events);
            assertThat(System.getProperty("cachex.jitter")).isEqualTo("0.2");
        }

        @Nested
        @CachexTest("cachex.ttl=6m")
        class Inner {
            @Given
            ManualClock own;

            @Test
            void test() {
                assertThat(own).isSameAs(clock);
                assertThat(System.getProperty("cachex.ttl")).isEqualTo("6m");
                assertThat(System.getProperty("cachex.jitter")).isEqualTo("0.2");
                SEEN.add(own);
            }
        }
    }

    @CachexTest("cachex.ttl")
    static class WrongSetting {
        @Test
        void test() {}
    }

    @CachexTest
    static class StaticField {
        @Given
        static ManualClock clock;

        @Test
        void test() {}
    }

    @CachexTest
    static class OtherType {
        @Test
        void test(@Given String text) {}
    }

    private static String run(Class<?> type) {
        SEEN.clear();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(type))
                                .build(),
                        summary);
        StringWriter failures = new StringWriter();
        summary.getSummary().printFailuresTo(new PrintWriter(failures));
        return failures.toString();
    }

    @Test
    void rightClass_isGivenAll_nestedOnesToo() {
        assertThat(run(Right.class)).isEmpty();
        assertThat(SEEN).hasSize(3);
        assertThat(TestScene.current()).isEmpty();
    }

    @Test
    void wrongClasses_failWithTheRemedy() {
        assertThat(run(WrongSetting.class))
                .contains("@CachexTest(\"cachex.ttl\") is no setting; write key=value, such as cachex.ttl=5m");
        assertThat(run(StaticField.class))
                .contains("StaticField.clock: @Given on a static or final field; make it one of each test");
        assertThat(run(OtherType.class)).contains("parameter 0: java.lang.String cannot be given");
        assertThat(TestScene.current()).isEmpty();
    }
}
