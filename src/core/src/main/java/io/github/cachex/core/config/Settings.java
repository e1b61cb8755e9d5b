// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.ErrorPolicy;
import io.github.cachex.WaitPolicy;
import io.github.cachex.spi.Durations;
import java.time.Duration;
import java.util.List;

/** The registry: every configuration key of the core, once. Reading, checking and documents follow from it. */
final class Settings {
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration EVER = Durations.FOREVER;

    static final Setting<Boolean> ENABLED = new Setting<>(
            "enabled", "true", "Whether anything is cached; if not, annotated methods run plainly.", Parsers::bool);
    static final Setting<String> PREFIX = new Setting<>(
            "prefix",
            "cachex",
            "The first part of every key in a shared backend; name your application.",
            Parsers::keyPart);
    static final Setting<String> VERSION = new Setting<>(
            "version", "1", "The second part; another version never sees this one's entries.", Parsers::keyPart);
    static final Setting<String> SERIALIZER =
            new Setting<>("serializer", "jsonb", "The name of the serializer.", text -> text);
    static final Setting<Boolean> VERBOSE =
            new Setting<>("log.verbose", "false", "Whether every hit, miss, wait and load is logged.", Parsers::bool);
    static final Setting<KeyPolicy> KEY_POLICY = new Setting<>(
            "key.policy",
            "reject",
            "What happens to ids that are too long or hold control characters: reject, replace or hash.",
            Parsers.constant(KeyPolicy.class));
    static final Setting<Long> KEY_MAX_LENGTH =
            new Setting<>("key.max-length", "1024", "The longest id, in characters.", Parsers.whole(64, 65_536));
    static final Setting<String> BACKEND_TYPE = new Setting<>(
            "backend.type",
            "",
            "Where entries live: memory, or redis, which is chosen by itself when its URI is set.",
            text -> text);

    static final Setting<Duration> TTL =
            new Setting<>("ttl", "5m", "How long a value stays fresh; never for ever.", Parsers.duration(MILLI, EVER));
    static final Setting<Duration> STALE_TTL = new Setting<>(
            "stale-ttl",
            "0",
            "How long after its ttl a value may stand in for a failing loader.",
            Parsers.duration(Duration.ZERO, EVER));
    static final Setting<Double> JITTER = new Setting<>(
            "jitter", "0.1", "The share of the ttl that is subtracted at random, up to 0.9.", Parsers.share(0.9));
    static final Setting<Boolean> CACHE_NULL =
            new Setting<>("cache-null", "false", "Whether null is stored.", Parsers::bool);
    static final Setting<Duration> NULL_TTL =
            new Setting<>("null-ttl", "30s", "How long a stored null stays fresh.", Parsers.duration(MILLI, EVER));
    static final Setting<Duration> WAIT_TIMEOUT = new Setting<>(
            "wait-timeout",
            "10s",
            "How long to wait for another's load; more than twice lease.ttl.",
            Parsers.duration(MILLI, EVER));
    static final Setting<WaitPolicy> ON_WAIT_TIMEOUT = new Setting<>(
            "on-wait-timeout",
            "load",
            "What to do after that: load without storing, or throw.",
            Parsers.constant(WaitPolicy.class));
    static final Setting<ErrorPolicy> BACKEND_ERRORS = new Setting<>(
            "backend-errors",
            "degrade",
            "What explicit operations do when the backend fails: degrade or throw; annotated methods always degrade.",
            Parsers.constant(ErrorPolicy.class));
    static final Setting<Duration> LEASE = new Setting<>(
            "lease.ttl", "3s", "How long a lease lasts unless renewed.", Parsers.duration(Duration.ofMillis(10), HOUR));
    static final Setting<Duration> LEASE_RENEW = new Setting<>(
            "lease.renew",
            "1s",
            "How often a lease is renewed while the loader runs; below lease.ttl.",
            Parsers.duration(MILLI, HOUR));
    static final Setting<Duration> LEASE_MAX = new Setting<>(
            "lease.max",
            "5m",
            "How long a lease is renewed at most; at least lease.ttl.",
            Parsers.duration(MILLI, DAY));
    static final Setting<Duration> FAILED_MARKER = new Setting<>(
            "marker.failed",
            "500ms",
            "How long after a failed load nobody waits for another's.",
            Parsers.duration(MILLI, HOUR));
    static final Setting<Duration> UNSTORED_MARKER = new Setting<>(
            "marker.unstored",
            "10s",
            "The same after a load whose value is not stored.",
            Parsers.duration(MILLI, HOUR));
    static final Setting<Duration> BACKEND_BUDGET = new Setting<>(
            "backend-budget", "600ms", "How long one call may spend in the backend.", Parsers.duration(MILLI, HOUR));
    static final Setting<Long> MAX_VALUE = new Setting<>(
            "max-value", "1MiB", "The largest encoded value that is stored.", Parsers.size(1, 512L << 20));

    /** What holds for the whole application. */
    static final List<Setting<?>> GLOBAL =
            List.of(ENABLED, PREFIX, VERSION, BACKEND_TYPE, SERIALIZER, VERBOSE, KEY_POLICY, KEY_MAX_LENGTH);

    /** What can be set for each cache and each annotated method as well. */
    static final List<Setting<?>> PER_CACHE = List.of(
            TTL,
            STALE_TTL,
            JITTER,
            CACHE_NULL,
            NULL_TTL,
            WAIT_TIMEOUT,
            ON_WAIT_TIMEOUT,
            BACKEND_ERRORS,
            LEASE,
            LEASE_RENEW,
            LEASE_MAX,
            FAILED_MARKER,
            UNSTORED_MARKER,
            BACKEND_BUDGET,
            MAX_VALUE);

    private Settings() {}
}
