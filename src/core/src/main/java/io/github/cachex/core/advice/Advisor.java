// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.advice;

import io.github.cachex.Advice;
import io.github.cachex.CacheStats;
import io.github.cachex.HotKey;
import io.github.cachex.error.MessageText;
import io.github.cachex.spi.Durations;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Says what the figures of a cache suggest to change. A cache that does well, or was hardly used yet, is left in peace. */
public final class Advisor {
    /** Fewer calls or values than these say nothing. */
    private static final long ENOUGH_CALLS = 1_000;

    private static final long ENOUGH_VALUES = 100;
    private static final long HOT = 10_000;
    private static final double HOT_SHARE = 0.25;
    private static final double FULL = 0.9;
    private static final double LARGE = 0.8;
    /** Who uses tags at all does so within a day. */
    private static final Duration LONG_ENOUGH = Duration.ofDays(1);

    private static final Duration BRIEF = Duration.ofMillis(10);
    private static final int MOST_OF_A_KEY = 80;

    private static final List<Function<CacheFacts, Optional<Advice>>> RULES = List.of(
            Advisor::cost, Advisor::ttl, Advisor::hotKey, Advisor::near, Advisor::size, Advisor::warmUp, Advisor::tags);

    private Advisor() {}

    /** Returns what is to be said of {@code facts}. */
    public static List<Advice> advise(CacheFacts facts) {
        return RULES.stream().flatMap(rule -> rule.apply(facts).stream()).toList();
    }

    private static Optional<Advice> cost(CacheFacts facts) {
        CacheStats stats = facts.stats();
        long asked = stats.hits() + stats.misses();
        Duration spent = stats.backendTime().total();
        if (asked < ENOUGH_CALLS || stats.loadTime().count() == 0 || isTtlBelowReads(facts)) {
            // Of the last, its own advice says why.
            return Optional.empty();
        }
        Duration saved = stats.loadTime().mean().multipliedBy(stats.hits());
        return advice(
                saved.compareTo(spent) < 0,
                "costs-more-than-it-saves",
                facts,
                "of %,d calls %s were hits, which saved about %s of loads of %s each, and the backend took %s: raise the ttl or"
                        + " make keys that are asked for again, so that more is hit; where loads are as quick as the backend,"
                        + " switch the cache off",
                asked,
                percent((double) stats.hits() / asked),
                time(saved),
                time(stats.loadTime().mean()),
                time(spent));
    }

    private static boolean isTtlBelowReads(CacheFacts facts) {
        long stored = facts.stored().count();
        return stored >= ENOUGH_VALUES
                && facts.stored().late() * 2 >= stored
                && facts.stats().hits() * 2 < stored;
    }

    private static Optional<Advice> ttl(CacheFacts facts) {
        return advice(
                isTtlBelowReads(facts),
                "ttl-below-reads",
                facts,
                "most of %,d values had ended when their key was asked for again: they live for %s, and are asked for after %s on"
                        + " average; raise the ttl above that, or do not cache them",
                facts.stored().count(),
                time(facts.stored().meanTtl()),
                time(facts.stored().meanGap()));
    }

    private static Optional<Advice> hotKey(CacheFacts facts) {
        CacheStats stats = facts.stats();
        long asked = stats.hits() + stats.misses();
        boolean isNear = stats.nearHits() > 0;
        boolean isRefreshed = stats.refreshes() > 0 || stats.staleServed() > 0;
        Optional<HotKey> hottest = facts.hottest().stream()
                .findFirst()
                .filter(key -> surely(key) >= HOT && surely(key) >= asked * HOT_SHARE);
        return hottest.flatMap(key -> advice(
                !isNear || !isRefreshed,
                "hot-key",
                facts,
                "the key '%s' is %s of all that is asked for, about %,d times: %s",
                MessageText.shown(MessageText.line(key.id()), MOST_OF_A_KEY),
                percent(Math.min(1, (double) key.asked() / Math.max(1, asked))),
                key.asked(),
                isNear
                        ? "when it ends all wait for one load; refresh-ahead=0.8 loads it before that, a stale-ttl with"
                                + " soft-timeout=0 serves it meanwhile"
                        : "each of these calls asks the backend; near.enabled=true keeps it in this JVM"));
    }

    private static long surely(HotKey key) {
        return key.asked() - key.atMostTooMany();
    }

    private static Optional<Advice> near(CacheFacts facts) {
        long most = facts.settings().near().maxEntries();
        CacheStats stats = facts.stats();
        return advice(
                stats.nearEntries() >= most * FULL && stats.nearEvictions() * 10 >= most,
                "near-full",
                facts,
                "%,d values are kept in this JVM, %,d are the most, and %,d were dropped for want of room: raise near.max-entries",
                stats.nearEntries(),
                most,
                stats.nearEvictions());
    }

    private static Optional<Advice> size(CacheFacts facts) {
        long most = facts.settings().sizes().max();
        long largest = facts.stored().largest();
        return advice(
                largest >= most * LARGE && largest <= most,
                "large-values",
                facts,
                "the largest value takes %,d bytes, and what takes more than %,d is not stored: raise max-value, or cache less of it",
                largest,
                most);
    }

    private static Optional<Advice> warmUp(CacheFacts facts) {
        return facts.warmed()
                .flatMap(warmed -> advice(
                        warmed.entries() >= ENOUGH_VALUES
                                && warmed.age().compareTo(facts.stored().meanTtl()) >= 0
                                && (facts.stats().hits() - warmed.hits()) * 10 < warmed.entries(),
                        "warm-up-unread",
                        facts,
                        "%s ago a warm-up loaded %,d entries, and %,d hits have come since: warm what is asked for, or nothing",
                        time(warmed.age()),
                        warmed.entries(),
                        Math.max(0, facts.stats().hits() - warmed.hits())));
    }

    private static Optional<Advice> tags(CacheFacts facts) {
        long tagged = facts.stored().tagged(facts.hasNamespaces());
        return advice(
                facts.age().compareTo(LONG_ENOUGH) >= 0
                        && tagged >= ENOUGH_VALUES
                        && !facts.stored().areTagsUsed(),
                "tags-unused",
                facts,
                "%,d entries with tags were stored in %s, and nobody has invalidated by a tag: leave the tags out, or see whether"
                        + " something forgets to",
                tagged,
                time(facts.age()));
    }

    private static Optional<Advice> advice(
            boolean isGiven, String kind, CacheFacts facts, String text, Object... figures) {
        return isGiven
                ? Optional.of(new Advice(kind, facts.cache(), String.format(Locale.ROOT, text, figures)))
                : Optional.empty();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }

    /** As people would say it. */
    private static String time(Duration time) {
        if (time.compareTo(BRIEF) < 0) {
            return String.format(Locale.ROOT, "%.2fms", time.toNanos() / 1e6);
        }
        ChronoUnit unit = Stream.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES, ChronoUnit.SECONDS)
                .filter(large -> time.compareTo(large.getDuration().multipliedBy(2)) >= 0)
                .findFirst()
                .orElse(ChronoUnit.MILLIS);
        return Durations.text(time.truncatedTo(unit));
    }
}
