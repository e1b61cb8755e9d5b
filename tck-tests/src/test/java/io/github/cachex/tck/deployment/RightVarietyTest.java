// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Legitimate designs, each in an application of its own: none is refused, and none is warned of. */
class RightVarietyTest {
    private static final List<Class<?>> HOLDERS = List.of(RightTypes.class, RightRoles.class);

    private static List<Class<?>> designs() {
        return HOLDERS.stream()
                .flatMap(holder -> Stream.<Class<?>>of(holder.getDeclaredClasses()))
                .filter(bean -> bean.isAnnotationPresent(Accepted.class))
                .sorted(Comparator.comparing(Class::getName))
                .toList();
    }

    private static Stream<String> complaints(Class<?> bean) {
        Accepted accepted = bean.getAnnotation(Accepted.class);
        Map<String, String> settings = new HashMap<>();
        for (String line : accepted.settings()) {
            String[] parts = line.replace("§", bean.getName()).split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        Class<?>[] beans =
                Stream.concat(Stream.of(bean), Stream.of(accepted.beside())).toArray(Class<?>[]::new);
        return Complaints.about(settings, beans).stream().map(said -> bean.getSimpleName() + ": " + said);
    }

    @Test
    void designs_startWithoutAWord() {
        List<Class<?>> designs = designs();

        assertThat(designs.stream().flatMap(RightVarietyTest::complaints)).isEmpty();
        Show.atLeast(
                "deployment-errors",
                designs.size(),
                25,
                "legitimate designs of types and roles deployed without an error or a warning, each alone");
    }
}
