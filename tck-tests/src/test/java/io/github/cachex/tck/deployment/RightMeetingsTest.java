// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Legitimate designs start, and nothing is warned of. */
class RightMeetingsTest {
    private static List<Class<?>> designs() {
        return Stream.<Class<?>>of(RightMeetings.class.getDeclaredClasses())
                .filter(type -> !Modifier.isAbstract(type.getModifiers()))
                .sorted(Comparator.comparing(Class::getName))
                .toList();
    }

    /** Returns what is said against an application of {@code bean} alone. */
    private static List<String> complaints(Class<?> bean) {
        return Complaints.about(Map.of(), bean).stream()
                .map(said -> bean.getSimpleName() + ": " + said)
                .toList();
    }

    @Test
    void legitimateDesigns_startWithoutAWord() {
        List<Class<?>> designs = designs();
        List<String> complaints =
                designs.stream().flatMap(bean -> complaints(bean).stream()).toList();

        assertThat(complaints).isEmpty();
        Show.exactly(
                "deployment-errors",
                designs.size(),
                designs.size(),
                "legitimate designs about keys that meet and annotations that are inherited: errors 0, false warnings 0, of "
                        + designs.size());
    }
}
