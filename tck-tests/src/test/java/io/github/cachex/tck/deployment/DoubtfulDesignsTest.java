// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Designs that may be meant: each starts with its own warnings, word for word. */
class DoubtfulDesignsTest {
    private static List<Class<?>> designs() {
        return Stream.<Class<?>>of(DoubtfulDesigns.class.getDeclaredClasses())
                .filter(bean -> bean.isAnnotationPresent(Suspected.class))
                .sorted(Comparator.comparing(Class::getName))
                .toList();
    }

    private static List<String> of(Class<?> bean, String... texts) {
        return Stream.of(texts).map(text -> text.replace("§", bean.getName())).toList();
    }

    @Test
    void doubtfulDesigns_areWarnedOfInTheirOwnWords() {
        Map<String, List<String>> expected = new TreeMap<>();
        Map<String, List<String>> said = new TreeMap<>();
        for (Class<?> bean : designs()) {
            Suspected suspected = bean.getAnnotation(Suspected.class);
            Map<String, String> settings = new HashMap<>();
            of(bean, suspected.settings()).forEach(line -> settings.put(line.split("=", 2)[0], line.split("=", 2)[1]));
            Class<?>[] beans = Stream.concat(Stream.of(bean), Stream.of(suspected.beside()))
                    .toArray(Class<?>[]::new);
            expected.put(
                    bean.getSimpleName(),
                    of(bean, suspected.value()).stream().sorted().toList());
            said.put(
                    bean.getSimpleName(),
                    Complaints.about(settings, beans).stream().sorted().toList());
        }

        assertThat(said).containsExactlyInAnyOrderEntriesOf(expected);
        Show.exactly(
                "deployment-errors",
                said.size(),
                expected.size(),
                "doubtful designs deployed with exactly their warnings, of " + expected.size());
    }
}
