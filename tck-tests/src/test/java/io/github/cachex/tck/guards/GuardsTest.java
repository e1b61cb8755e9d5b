// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.guards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.cachex.tck.deployment.Deployment;
import io.github.cachex.tck.deployment.WrongGuards;
import io.github.cachex.tck.deployment.WrongGuards.Wrong;
import io.github.cachex.tck.guards.other.OtherGuards;
import io.github.cachex.testkit.Show;
import io.smallrye.config.inject.ConfigExtension;
import io.smallrye.faulttolerance.FaultToleranceExtension;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.validator.cdi.ValidationExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whom a guard refuses gets nothing from the cache, however the guard is enabled. */
class GuardsTest {
    private static final int CALLS = 100;

    /** Returns how many of {@link #CALLS} were answered though a guard refuses them all. */
    private static int served(SeContainer container, Class<?> bean) {
        try {
            Method find = bean.getMethod("find", String.class);
            Object reader = container.select(bean).get();
            int served = 0;
            for (int i = 0; i < CALLS; i++) {
                Caller.refuse(false);
                assertThat(find.invoke(reader, "eve")).isEqualTo("of eve");
                Caller.refuse(true);
                try {
                    find.invoke(reader, "eve");
                    served++;
                } catch (InvocationTargetException e) {
                    assertThat(e).hasCauseInstanceOf(SecurityException.class);
                }
            }
            return served;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        } finally {
            Caller.refuse(false);
        }
    }

    @BeforeAll
    static void tellTheLibrary() {
        OtherGuards.CHECK.set(Caller::check);
    }

    private static SeContainer startLate(Map<String, String> settings) {
        return Deployment.start(
                settings,
                WrongGuards::prepareAll,
                WrongGuards.ALL.stream()
                        .flatMap(wrong -> Stream.of(wrong.beans()))
                        .distinct()
                        .toArray(Class<?>[]::new));
    }

    private static SeContainer startEarly() {
        return Deployment.start(
                Map.of(),
                GuardsTest::prepareEarly,
                Stream.of(
                                Stream.of(EarlyGuards.class.getDeclaredClasses())
                                        .filter(type ->
                                                !type.isAnnotation() && !Modifier.isAbstract(type.getModifiers())),
                                Stream.of(
                                        LateGuards.LateGuard.class,
                                        LateGuards.InheritedGuard.class,
                                        LateGuards.GuardOfBeansXml.class),
                                Undecorated.ALL.stream())
                        .flatMap(types -> types)
                        .toArray(Class<?>[]::new));
    }

    private static void prepareEarly(SeContainerInitializer application) {
        application
                .addExtensions(
                        new EarlyBinding(),
                        new ConfigExtension(),
                        new FaultToleranceExtension(),
                        new ValidationExtension())
                .enableInterceptors(LateGuards.GuardOfBeansXml.class);
    }

    @Test
    void guardsBehindTheCache_endTheStart_eachByName() {
        assertThatExceptionOfType(DeploymentException.class)
                .isThrownBy(() -> startLate(Map.of()).close())
                .satisfies(e -> assertThat(e.getMessage())
                        .contains(WrongGuards.ALL.size() + " mistakes")
                        .contains(WrongGuards.ALL.stream().map(Wrong::mistake).toList()));
    }

    /** What the error is about: where they are allowed, each of these lets the cache answer whom it refuses. */
    @Test
    void guardsBehindTheCache_startWhereTheyAreAllowed_andComeTooLate() {
        String allowed = WrongGuards.ALL.stream()
                .map(wrong -> wrong.guard().getName())
                .distinct()
                .collect(Collectors.joining(", "));
        try (SeContainer started = startLate(Map.of("cachex.interceptors.inside", allowed))) {
            assertThat(WrongGuards.ALL)
                    .allSatisfy(wrong -> assertThat(served(started, wrong.bean()))
                            .as(wrong.bean().getName())
                            .isPositive());
        }
    }

    @Test
    void guardsBeforeTheCache_startWithoutAWord_andRefuse() {
        Logger logger = Logger.getLogger("io.github.cachex");
        Warnings warnings = new Warnings();
        logger.addHandler(warnings);
        try (SeContainer started = startEarly()) {
            int served = 0;
            for (Class<?> bean : EarlyGuards.GUARDED) {
                served += served(started, bean);
            }
            assertThat(served(started, Undecorated.OtherMethod.class)).isEqualTo(CALLS);
            assertThat(warnings.lines).isEmpty();
            Show.exactly(
                    "guards",
                    served,
                    0,
                    "refused callers served from the cache, of " + CALLS + " for each of " + EarlyGuards.GUARDED.size()
                            + " guards before it; " + WrongGuards.ALL.size() + " behind it ended the start");
        } finally {
            logger.removeHandler(warnings);
        }
    }

    private static final class Warnings extends Handler {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                lines.add(entry.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
