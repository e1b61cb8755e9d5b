// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.WaitingThreads;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rule that no test compares a time that it measured, or waits for one, by itself: what reads no clock has none to compare. Who
 * hands the clock to what it tests, or sets a pace, is named here, with the reason.
 */
final class MeasuredTime extends ArchCondition<JavaClass> {
    private static final String COMPARE = "compare it by " + Elapsed.class.getName();
    private static final String WAIT = "wait for a condition, a barrier, or by " + WaitingThreads.class.getName();

    /** What reads a clock, by owner: allowed to the classes named for it. */
    private static final Map<String, Set<String>> CLOCKS = Map.of(
            "java.lang.System", Set.of("nanoTime", "currentTimeMillis"),
            "java.time.Instant", Set.of("now"),
            "java.time.LocalDateTime", Set.of("now"),
            "java.time.OffsetDateTime", Set.of("now"),
            "java.time.ZonedDateTime", Set.of("now"),
            "java.time.Clock", Set.of("systemUTC", "systemDefaultZone", "system", "tickMillis"));

    /** What compares times, or fails by them: allowed to nobody. */
    private static final Map<String, Set<String>> COMPARISONS = Map.of(
            "java.time.Duration", Set.of("between"),
            "java.time.temporal.ChronoUnit", Set.of("between"),
            "java.time.Instant", Set.of("until"),
            "org.junit.jupiter.api.Assertions", Set.of("assertTimeout", "assertTimeoutPreemptively"));

    /** The same, of AssertJ's futures, whatever the class that they are called on. */
    private static final Set<String> FUTURES = Set.of("succeedsWithin", "failsWithin");

    /** What waits for a duration, or for a thread that happens to be in a state: allowed to nobody. */
    private static final Map<String, Set<String>> WAITS = Map.of(
            "java.lang.Thread", Set.of("sleep", "getState", "yield"),
            "java.util.concurrent.TimeUnit", Set.of("sleep", "timedJoin", "timedWait"));

    private final Set<String> readers;

    /** Lets the outermost classes in {@code readers} read clocks. */
    MeasuredTime(Set<String> readers) {
        super("neither compare a measured time nor wait for a duration or a thread's state");
        this.readers = readers;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        type.getAccessesFromSelf()
                .forEach(access ->
                        problem(type, access).ifPresent(problem -> events.add(violation(type, access, problem))));
        timeouts(type, events);
    }

    private static ConditionEvent violation(JavaClass type, JavaAccess<?> access, String problem) {
        return SimpleConditionEvent.violated(type, access.getDescription() + ": " + problem);
    }

    private Optional<String> problem(JavaClass type, JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        if (has(COMPARISONS, owner, name) || owner.startsWith("org.assertj.") && FUTURES.contains(name)) {
            return Optional.of(COMPARE);
        }
        if (has(WAITS, owner, name)) {
            return Optional.of(WAIT);
        }
        return has(CLOCKS, owner, name) && !readers.contains(outermost(type)) ? Optional.of(COMPARE) : Optional.empty();
    }

    private static boolean has(Map<String, Set<String>> members, String owner, String name) {
        return members.getOrDefault(owner, Set.of()).contains(name);
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    private static void timeouts(JavaClass type, ConditionEvents events) {
        timeout(type, type, type.getName(), events);
        for (JavaMember member : type.getMembers()) {
            timeout(type, member, member.getFullName(), events);
        }
    }

    private static void timeout(JavaClass type, HasAnnotations<?> annotated, String name, ConditionEvents events) {
        if (annotated.isAnnotatedWith("org.junit.jupiter.api.Timeout")) {
            events.add(SimpleConditionEvent.violated(type, name + " has a @Timeout: " + WAIT));
        }
    }
}
