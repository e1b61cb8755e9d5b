// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.spi.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Texts as a terminal may show them, whoever wrote them. */
final class ShownText {
    private static final int KIBI = 1_024;

    private ShownText() {}

    /** Returns {@code text} with control characters made visible, so that none steers the terminal. */
    static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    /** Returns {@code text} as {@link #of} does, its lines and tabs left as they are. */
    static String ofLines(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n' || text.charAt(i) == '\t') {
                shown.append(of(text.substring(from, i))).append(text.charAt(i));
                from = i + 1;
            }
        }
        return shown.append(of(text.substring(from))).toString();
    }

    /** Returns {@code bytes} as people read them. */
    static String bytes(long bytes) {
        if (bytes < 10 * KIBI) {
            return bytes + " bytes";
        }
        return bytes < 10L * KIBI * KIBI ? bytes / KIBI + " KiB" : bytes / KIBI / KIBI + " MiB";
    }

    /** Returns {@code count} things, {@code name} being one of them. */
    static String count(long count, String name) {
        String number = String.format(Locale.ROOT, "%,d", count);
        return number + " "
                + (count == 1 ? name : name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies" : name + "s");
    }

    /** Returns how long something is left, negative once it is over. */
    static String time(Duration left) {
        return left.isNegative()
                ? "over for " + Durations.text(seconds(left.negated()))
                : Durations.text(left.compareTo(Duration.ofSeconds(10)) < 0 ? left : seconds(left));
    }

    private static Duration seconds(Duration time) {
        return Durations.isForever(time) ? time : time.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns the time of an epoch of marks, which are microseconds. */
    static Instant ofEpoch(long epoch) {
        return Instant.EPOCH.plus(epoch, ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS);
    }
}
