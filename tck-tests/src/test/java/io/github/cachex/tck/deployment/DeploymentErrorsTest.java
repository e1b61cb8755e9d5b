// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Wrong beans and settings on a real container: each ends the start with its own message, word for word. */
class DeploymentErrorsTest {
    private static final int TOGETHER = 10;

    /** The beans of these whose class is marked {@link Refused}. */
    private static final List<Class<?>> HOLDERS = List.of(
            WrongMethods.class,
            WrongTypes.class,
            WrongKeys.class,
            WrongSameKeys.class,
            WrongWrites.class,
            WrongMeetings.class,
            WrongTypesOfKeys.class,
            WrongDrops.class,
            WrongElements.class,
            WrongMembers.class,
            WrongChoices.class);

    private static List<Class<?>> wrongBeans() {
        return HOLDERS.stream()
                .flatMap(holder -> Stream.<Class<?>>of(holder.getDeclaredClasses()))
                .filter(bean -> bean.isAnnotationPresent(Refused.class))
                .sorted(Comparator.comparing(Class::getName))
                .toList();
    }

    /** Returns the message that an application of {@code beans} does not start with; empty if it starts. */
    private static Optional<String> refusal(Map<String, String> settings, Class<?>... beans) {
        return refusal(settings, application -> {}, beans);
    }

    private static Optional<String> refusal(
            Map<String, String> settings, Consumer<SeContainerInitializer> more, Class<?>... beans) {
        try (SeContainer started = Deployment.start(settings, more, beans)) {
            return Optional.empty();
        } catch (DeploymentException e) {
            return Optional.ofNullable(e.getMessage());
        } catch (RuntimeException e) {
            return Optional.of(e.toString()); // The container's own, which hides ours.
        }
    }

    private static Map<String, String> settings(List<String> lines) {
        Map<String, String> settings = new HashMap<>();
        lines.forEach(line -> settings.put(line.split("=", 2)[0], line.split("=", 2)[1]));
        return settings;
    }

    private static List<String> of(Class<?> bean, String... texts) {
        return Stream.of(texts).map(text -> text.replace("§", bean.getName())).toList();
    }

    private static String message(List<String> mistakes) {
        return mistakes.size() == 1
                ? "Cachex cannot start: " + mistakes.get(0)
                : "Cachex cannot start, " + mistakes.size() + " mistakes:\n  - " + String.join("\n  - ", mistakes);
    }

    private static Class<?>[] with(Class<?> bean, Class<?>... beside) {
        return Stream.concat(Stream.of(bean), Stream.of(beside)).toArray(Class<?>[]::new);
    }

    @Test
    void eachMistake_endsTheStartWithItsMessage() {
        Map<String, String> expected = new HashMap<>();
        Map<String, String> said = new HashMap<>();
        for (Class<?> bean : wrongBeans()) {
            Refused refused = bean.getAnnotation(Refused.class);
            expected.put(bean.getSimpleName(), message(of(bean, refused.value())));
            refusal(settings(of(bean, refused.settings())), with(bean, refused.beside()))
                    .ifPresent(message -> said.put(bean.getSimpleName(), message));
        }
        for (WrongSettings.Setting setting : WrongSettings.ALL) {
            expected.put(setting.line(), message(List.of(setting.mistake())));
            refusal(settings(List.of(setting.line())), Right.class)
                    .ifPresent(message -> said.put(setting.line(), message));
        }

        for (WrongGuards.Wrong guarded : WrongGuards.ALL) {
            expected.put(guarded.bean().getName(), message(List.of(guarded.mistake())));
            refusal(Map.of(), guarded::prepare, guarded.beans())
                    .ifPresent(message -> said.put(guarded.bean().getName(), message));
        }

        int exact = (int) expected.entrySet().stream()
                .filter(one -> one.getValue().equals(said.get(one.getKey())))
                .count();
        assertThat(said).containsExactlyInAnyOrderEntriesOf(expected);
        Show.exactly(
                "deployment-errors",
                exact,
                expected.size(),
                "wrong beans and settings failed the deployment with exactly their message, of " + expected.size());
    }

    @Test
    void tenMistakes_areInOneError() {
        List<Class<?>> beans = wrongBeans().stream()
                .filter(bean -> bean.getAnnotation(Refused.class).settings().length == 0
                        && bean.getAnnotation(Refused.class).beside().length == 0)
                .filter(bean -> bean.getEnclosingClass() == WrongTypes.class)
                .limit(TOGETHER)
                .toList();
        List<String> mistakes = new ArrayList<>();
        beans.forEach(bean ->
                mistakes.addAll(of(bean, bean.getAnnotation(Refused.class).value())));

        assertThat(refusal(Map.of(), beans.toArray(Class<?>[]::new))).contains(message(mistakes));
        Show.exactly("deployment-errors", mistakes.size(), TOGETHER, "mistakes of one application in one error");
    }

    @Test
    void nothingWrong_starts() {
        assertThat(refusal(Map.of(), Right.class)).isEmpty();
    }
}
