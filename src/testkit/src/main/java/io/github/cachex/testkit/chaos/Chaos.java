// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.chaos;

import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.ConfigReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * How much goes wrong: for each operation the share of calls that fail, whose answers are lost, and that come late. The n-th call of an
 * operation has the same fate for the same seed, whatever threads there are. Immutable but for the count of calls; thread-safe.
 *
 * <pre>{@code
 * Chaos chaos = Chaos.seeded(42)
 *         .failing(0.1)
 *         .delaying(0.5, Duration.ofMillis(20), BackendOperation.READ);
 * }</pre>
 */
public final class Chaos {
    private static final String PREFIX = "cachex.chaos.";
    private static final String FAILURES = "failure-rate";
    private static final String LOST = "lost-rate";
    private static final String DELAYS = "delay-rate";
    private static final String DELAY = "delay";
    private static final ConfigKey SEED = ConfigKey.of(
            PREFIX + "seed", "1", "Which of all random courses the chaos takes; the same seed, the same course.");

    private final long seed;
    private final Map<BackendOperation, Rates> rates;
    private final Map<BackendOperation, AtomicLong> calls = new EnumMap<>(BackendOperation.class);

    private Chaos(long seed, Map<BackendOperation, Rates> rates) {
        this.seed = seed;
        this.rates = rates;
        for (BackendOperation operation : BackendOperation.values()) {
            calls.put(operation, new AtomicLong());
        }
    }

    /** How often an operation goes wrong in each way, as shares of its calls. */
    private record Rates(double failures, double lost, double delays, Duration delay) {
        static final Rates NONE = new Rates(0, 0, 0, Duration.ZERO);
    }

    /**
     * What becomes of one call.
     *
     * @param delay for how long it waits before anything else; mostly zero
     * @param fails whether it fails, and nothing is done
     * @param losesAnswer whether it is done, and its caller does not hear of it
     */
    record Fate(Duration delay, boolean fails, boolean losesAnswer) {}

    /** Returns one by which nothing goes wrong yet, and all that will does as {@code seed} says. */
    public static Chaos seeded(long seed) {
        return new Chaos(seed, Map.of());
    }

    /**
     * Returns one by which this share of {@code operations} fails too, of all where none is named: nothing is done.
     *
     * @throws IllegalArgumentException unless {@code rate} is from 0 to 1
     */
    public Chaos failing(double rate, BackendOperation... operations) {
        check(rate);
        return with(old -> new Rates(rate, old.lost, old.delays, old.delay), operations);
    }

    /**
     * Returns one by which this share of {@code operations} is done while their callers hear that they perhaps are. Otherwise like
     * {@link #failing}.
     */
    public Chaos losingAnswers(double rate, BackendOperation... operations) {
        check(rate);
        return with(old -> new Rates(old.failures, rate, old.delays, old.delay), operations);
    }

    /**
     * Returns one by which this share of {@code operations} waits for {@code delay}, or for as long as their budget lasts. Otherwise
     * like {@link #failing}.
     */
    public Chaos delaying(double rate, Duration delay, BackendOperation... operations) {
        check(rate);
        return with(old -> new Rates(old.failures, old.lost, rate, delay), operations);
    }

    private static void check(double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(
                    "rate=" + rate + ": not a share; give a number from 0 to 1, such as 0.05");
        }
    }

    private Chaos with(UnaryOperator<Rates> change, BackendOperation... operations) {
        Map<BackendOperation, Rates> changed = new EnumMap<>(BackendOperation.class);
        changed.putAll(rates);
        for (BackendOperation operation : operations.length == 0 ? BackendOperation.values() : operations) {
            changed.put(operation, change.apply(changed.getOrDefault(operation, Rates.NONE)));
        }
        return new Chaos(seed, changed);
    }

    /** Returns the keys that {@link #read} knows: those for all operations, and those for each that go before them. */
    public static List<ConfigKey> keys() {
        List<ConfigKey> keys = new ArrayList<>(List.of(SEED));
        keys.addAll(keys("", "of all operations"));
        for (BackendOperation operation : BackendOperation.values()) {
            keys.addAll(keys(word(operation) + '.', "of this operation"));
        }
        return keys;
    }

    private static List<ConfigKey> keys(String begin, String whose) {
        return List.of(
                ConfigKey.of(PREFIX + begin + FAILURES, "", "The share " + whose + " that fails."),
                ConfigKey.of(PREFIX + begin + LOST, "", "The share " + whose + " whose answers are lost."),
                ConfigKey.of(
                        PREFIX + begin + DELAYS,
                        "",
                        "The share " + whose + " that comes late; 1 where a delay is set."),
                ConfigKey.of(PREFIX + begin + DELAY, "", "How late it comes."));
    }

    /** Returns what is configured under {@code cachex.chaos.*}; empty where nothing is. */
    public static Optional<Chaos> read(ConfigReader reader) {
        Chaos none = seeded(reader.number(SEED, Long.MIN_VALUE, Long.MAX_VALUE));
        Chaos chaos = none.read(reader, "");
        for (BackendOperation operation : BackendOperation.values()) {
            chaos = chaos.read(reader, word(operation) + '.', operation);
        }
        return chaos.rates.isEmpty() ? Optional.empty() : Optional.of(chaos);
    }

    private Chaos read(ConfigReader reader, String begin, BackendOperation... operations) {
        List<ConfigKey> keys = keys(begin, "");
        Chaos read = this;
        OptionalDouble failures = rate(reader, keys.get(0));
        OptionalDouble lost = rate(reader, keys.get(1));
        OptionalDouble delays = rate(reader, keys.get(2));
        ConfigKey delay = keys.get(3);
        if (failures.isPresent()) {
            read = read.failing(failures.getAsDouble(), operations);
        }
        if (lost.isPresent()) {
            read = read.losingAnswers(lost.getAsDouble(), operations);
        }
        if (reader.text(delay).isPresent()) {
            read = read.delaying(delays.orElse(1), reader.duration(delay, Duration.ZERO), operations);
        } else if (delays.isPresent()) {
            reader.problem(keys.get(2), "nothing says how late", "set " + delay.name() + ", for example to 20ms");
        }
        return read;
    }

    private static OptionalDouble rate(ConfigReader reader, ConfigKey key) {
        Optional<String> text = reader.text(key);
        if (text.isPresent()) {
            try {
                double rate = Double.parseDouble(text.get());
                check(rate);
                return OptionalDouble.of(rate);
            } catch (IllegalArgumentException e) {
                reader.problem(key, "not a share", "write a number from 0 to 1, such as 0.05");
            }
        }
        return OptionalDouble.empty();
    }

    /** As keys are written: {@code read-all}. */
    private static String word(BackendOperation operation) {
        return operation.text().replaceAll("(\\p{Lu})", "-$1").toLowerCase(Locale.ROOT);
    }

    /** Returns what becomes of the next call of {@code operation}. */
    Fate next(BackendOperation operation) {
        Rates its = rates.getOrDefault(operation, Rates.NONE);
        long call = calls.getOrDefault(operation, new AtomicLong()).getAndIncrement();
        SplittableRandom random =
                new SplittableRandom(31 * (31 * seed + operation.text().hashCode()) + call);
        Duration delay = random.nextDouble() < its.delays ? its.delay : Duration.ZERO;
        return new Fate(delay, random.nextDouble() < its.failures, random.nextDouble() < its.lost);
    }

    @Override
    public String toString() {
        return "Chaos[seed " + seed + ", " + rates + "]";
    }
}
