// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Threads of this JVM that wait inside the code of a class.
 *
 * <p>The state of a thread alone does not tell what it waits for: it may wait for its turn, for a class to be loaded or for a
 * connection, and come to the place in question only later. So its stack is looked at in the same instant. All methods may be
 * called by any thread.
 */
public final class WaitingThreads {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Duration LIMIT = Duration.ofMinutes(1);
    // They are there within a moment, and tests await many of them one after the other.
    private static final Duration OFTEN = Duration.ofMillis(2);

    private WaitingThreads() {}

    /**
     * Returns once {@code thread} waits, with or without a limit, for something that a method of {@code place}, or of a class inside
     * it, waits for; fails after a minute, and at once where the thread has ended.
     */
    public static void await(Thread thread, Class<?> place) {
        Awaitility.await(thread.getName() + " waits in " + place.getName())
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(OFTEN)
                .failFast("the thread has ended", () -> !thread.isAlive())
                .until(() -> isWaiting(thread, place));
    }

    /** Returns once {@code count} threads or more wait there; fails after a minute. */
    public static void await(int count, Class<?> place) {
        Awaitility.await(count + " threads wait in " + place.getName())
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(OFTEN)
                .until(() -> Arrays.stream(THREADS.dumpAllThreads(false, false))
                                .filter(info -> isWaiting(info, place))
                                .count()
                        >= count);
    }

    /** Returns whether {@code thread} waits there now. */
    public static boolean isWaiting(Thread thread, Class<?> place) {
        return isWaiting(THREADS.getThreadInfo(thread.getId(), Integer.MAX_VALUE), place);
    }

    private static boolean isWaiting(@Nullable ThreadInfo info, Class<?> place) {
        if (info == null) {
            return false;
        }
        return switch (info.getThreadState()) {
            case WAITING, TIMED_WAITING ->
                Arrays.stream(info.getStackTrace()).anyMatch(frame -> isOf(frame.getClassName(), place.getName()));
            default -> false;
        };
    }

    private static boolean isOf(String frame, String place) {
        return frame.equals(place) || frame.startsWith(place + "$");
    }
}
