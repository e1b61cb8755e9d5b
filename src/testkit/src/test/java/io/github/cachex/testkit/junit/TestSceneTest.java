// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.ManualClock;
import io.github.cachex.testkit.RecordingListener;
import io.github.cachex.testkit.redis.RedisServer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

class TestSceneTest {
    @Test
    void settings_areSystemPropertiesUntilTheEnd() {
        System.setProperty("cachex.ttl", "1h");
        try (TestScene scene = TestScene.open(Map.of("cachex.ttl", "5m"), Optional.empty())) {
            assertThat(TestScene.current()).containsSame(scene);
            assertThat(System.getProperty("cachex.ttl")).isEqualTo("5m");
            assertThat(System.getProperty("cachex.backend.type")).isEqualTo("test");
        }
        assertThat(System.clearProperty("cachex.ttl")).isEqualTo("1h");
        assertThat(System.getProperty("cachex.backend.type")).isNull();
        assertThat(TestScene.current()).isEmpty();
    }

    @Test
    void beansAndEvents_areThoseOfTheTestThatRuns() {
        CachexTestBeans beans = new CachexTestBeans();
        assertThatThrownBy(beans::clock).hasMessageContaining("no @CachexTest runs");
        assertThatThrownBy(TestEvents::current).hasMessageContaining("no @CachexTest runs");
        try (TestScene scene = TestScene.open(Map.of(), Optional.empty())) {
            assertThat(scene.given(ManualClock.class, "", "here")).isSameAs(beans.clock());
            assertThat(scene.given(FaultyBackend.class, "", "here")).isSameAs(beans.faults());
            assertThat(scene.given(RecordingListener.class, "", "here"))
                    .isSameAs(beans.events())
                    .isSameAs(TestEvents.current());
        }
    }

    @Test
    void whatCannotBeGiven_isRefusedWithTheRemedy() {
        try (TestScene scene = TestScene.open(Map.of(), Optional.empty())) {
            assertThatThrownBy(() -> scene.given(String.class, "", "A.b"))
                    .isInstanceOf(ExtensionConfigurationException.class)
                    .hasMessage("A.b: java.lang.String cannot be given; it may be one of [CacheHandler, Caches,"
                            + " FaultyBackend, ManualClock, RecordingListener, RedisServer]");
            assertThatThrownBy(() -> scene.given(RedisServer.class, "", "A.b"))
                    .hasMessage("A.b: no Redis was started; add @WithRedis to the class");
        }
    }
}
