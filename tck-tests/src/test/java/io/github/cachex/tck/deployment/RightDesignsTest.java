// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.system.Show;
import jakarta.enterprise.inject.se.SeContainer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Legitimate designs, all in one application: the deployment neither refuses one nor warns of one. */
class RightDesignsTest {
    /** The beans of these whose class is marked {@link Accepted}, beside whatever else they hold. */
    private static final List<Class<?>> HOLDERS =
            List.of(RightKeys.class, RightKeyTypes.class, RightWrites.class, RightHierarchies.class);

    private static Stream<Class<?>> designs() {
        return HOLDERS.stream()
                .flatMap(holder -> Stream.<Class<?>>of(holder.getDeclaredClasses()))
                .filter(bean -> bean.isAnnotationPresent(Accepted.class));
    }

    @Test
    void designs_deployWithoutAWord() {
        Class<?>[] beans = designs().toArray(Class<?>[]::new);
        List<String> warnings = Collections.synchronizedList(new ArrayList<>());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                    warnings.add(entry.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.github.cachex");
        logger.addHandler(handler);
        try (SeContainer started = Deployment.start(Map.of(), beans)) {
            assertThat(started.isRunning()).isTrue();
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(warnings).isEmpty();
        Show.atLeast(
                "deployment-errors", beans.length, 60, "legitimate designs deployed without an error or a warning");
    }
}
