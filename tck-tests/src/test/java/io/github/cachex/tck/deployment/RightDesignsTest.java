// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Legitimate designs, all in one application: the deployment neither refuses one nor warns of one. */
class RightDesignsTest {
    /** The beans of these whose class is marked {@link Accepted}, beside whatever else they hold. */
    private static final List<Class<?>> HOLDERS = List.of(
            RightKeys.class, RightKeyTypes.class, RightWrites.class, RightElements.class, RightHierarchies.class);

    private static Stream<Class<?>> designs() {
        return HOLDERS.stream()
                .flatMap(holder -> Stream.<Class<?>>of(holder.getDeclaredClasses()))
                .filter(bean -> bean.isAnnotationPresent(Accepted.class));
    }

    @Test
    void designs_deployWithoutAWord() {
        Class<?>[] beans = designs().toArray(Class<?>[]::new);

        assertThat(Complaints.about(Map.of(), beans)).isEmpty();
        Show.atLeast(
                "deployment-errors", beans.length, 60, "legitimate designs deployed without an error or a warning");
    }
}
