// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.ErrorPolicy;
import io.github.cachex.WaitPolicy;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.LogFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The registry: every configuration key of the core, once. Reading, checking and documents follow from it. */
final class Settings {
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration EVER = Durations.FOREVER;

    static final Setting<Boolean> ENABLED = new Setting<>(
            "enabled",
            "true",
            "Whether anything is cached; if not, methods and loaders run plainly, nothing is found, and puts only invalidate.",
            Parsers::bool);
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
    static final Setting<LogFormat> LOG_FORMAT = new Setting<>(
            "log.format",
            "text",
            "How lines of the log are written: text, logfmt, or json, one object a line.",
            Parsers.constant(LogFormat.class));
    static final Setting<Duration> CONFIG_POLL = new Setting<>(
            "config.poll",
            "10s",
            "How often the configuration is looked at for changes that are taken while the application runs; 0 for never.",
            Parsers.duration(Duration.ZERO, DAY));
    static final Setting<Set<Allowance>> ALLOW = new Setting<>(
            "allow",
            "",
            "What all methods may do on purpose: constant-key, shared-keys, unmet, left-out, unstorable; commas between.",
            Allowance::parse);
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
            "Where entries live: memory, the type of another backend, which is chosen by itself where its address is set, or the"
                    + " name of a backend that has a type of its own.",
            text -> text);
    static final Setting<String> BACKEND =
            new Setting<>("backend", "", "The name of the backend in which entries live.", text -> text);

    static final Setting<Duration> TTL =
            new Setting<>("ttl", "5m", "How long a value stays fresh; never for ever.", Parsers.duration(MILLI, EVER));
    static final Setting<Duration> STALE_TTL = new Setting<>(
            "stale-ttl",
            "0",
            "How long after its ttl a value may stand in for a failing loader.",
            Parsers.duration(Duration.ZERO, EVER));
    static final Setting<List<String>> STALE_ON = new Setting<>(
            "stale-on",
            "any",
            "For which failures a stale value stands in: classes after commas, or any but those that say that nothing is there.",
            StaleFailures.classesOr("any"));
    static final Setting<List<String>> SKIP_ON = new Setting<>(
            "skip-on",
            "none",
            "Which failures reach the caller whatever stale-on says: classes after commas, or none.",
            StaleFailures.classesOr("none"));
    static final Setting<List<Class<? extends Exception>>> CACHE_EXCEPTIONS = new Setting<>(
            "cache-exceptions",
            "none",
            "Which failures of loads are kept and thrown at later callers: classes after commas, exactly these; or none.",
            FailureSettings::classes);
    static final Setting<Duration> EXCEPTION_TTL =
            new Setting<>("exception-ttl", "10s", "How long a kept failure is thrown.", Parsers.duration(MILLI, EVER));
    static final Setting<Double> JITTER = new Setting<>(
            "jitter", "0.1", "The share of the ttl that is subtracted at random, up to 0.9.", Parsers.share(0.9));
    static final Setting<Boolean> CACHE_NULL =
            new Setting<>("cache-null", "false", "Whether null is stored.", Parsers::bool);
    static final Setting<Duration> NULL_TTL =
            new Setting<>("null-ttl", "30s", "How long a stored null stays fresh.", Parsers.duration(MILLI, EVER));
    static final Setting<Optional<Duration>> SOFT_TIMEOUT = new Setting<>(
            "soft-timeout",
            "off",
            "How long a caller waits for the loader while a stale value could be served; 0 serves it at once.",
            Parsers.orOff(Parsers.duration(Duration.ZERO, EVER)));
    static final Setting<Optional<Duration>> HARD_TIMEOUT = new Setting<>(
            "hard-timeout",
            "off",
            "How long a caller waits for the loader at all; the load ends in the background.",
            Parsers.orOff(Parsers.duration(MILLI, EVER)));
    static final Setting<Optional<Double>> REFRESH_AHEAD = new Setting<>(
            "refresh-ahead",
            "off",
            "The share of the ttl after which a value that is asked for is loaded again in the background, such as 0.8.",
            Parsers.orOff(Parsers.shareBetween(0, 1)));
    static final Setting<Boolean> SLIDING = new Setting<>(
            "sliding", "false", "Whether each read lets an entry live for its whole ttl again.", Parsers::bool);
    static final Setting<Boolean> NEAR =
            new Setting<>("near.enabled", "true", "Whether values are kept in this JVM as well.", Parsers::bool);
    static final Setting<NearStore> NEAR_STORE = new Setting<>(
            "near.store",
            "auto",
            "As what: auto, a copy for each who asks unless nobody can change the value; reference, one object for all; or"
                    + " bytes, each decoded anew.",
            Parsers.constant(NearStore.class));
    static final Setting<Long> NEAR_MAX_ENTRIES = new Setting<>(
            "near.max-entries",
            "10000",
            "The largest number of values of one cache kept in this JVM.",
            Parsers.whole(1, Integer.MAX_VALUE));
    static final Setting<Duration> NEAR_TTL = new Setting<>(
            "near.ttl",
            "60s",
            "How long a value is kept in this JVM at most; never longer than it stays fresh.",
            Parsers.duration(MILLI, EVER));
    static final Setting<NearOutage> NEAR_DURING_OUTAGE = new Setting<>(
            "near.during-outage",
            "serve",
            "What becomes of values kept in this JVM while the backend is down: serve them up to near.ttl, or distrust.",
            Parsers.constant(NearOutage.class));
    static final Setting<Duration> OUTAGE_TTL = new Setting<>(
            "outage-ttl",
            "5s",
            "How long a value that no backend could keep is served in this JVM while the backend is down; 0 for not at all.",
            Parsers.duration(Duration.ZERO, HOUR));
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
            "max-value",
            "1MiB",
            "The largest encoded value that is stored, before compression.",
            Parsers.size(1, 512L << 20));
    static final Setting<Optional<Long>> COMPRESSION_ABOVE = new Setting<>(
            "compression.above",
            "off",
            "The size above which encoded values are compressed, such as 2KiB.",
            Parsers.orOff(Parsers.size(0, 512L << 20)));
    static final Setting<Long> TAGS_PER_ENTRY = new Setting<>(
            "tags.max-per-entry",
            "1000",
            "How many tags an entry has at most; what has more is not stored.",
            Parsers.whole(1, 10_000));

    static final Setting<Long> BREAKER_FAILURES = new Setting<>(
            "breaker.failures",
            "5",
            "How many failed or slow calls of the backend in a row open the breaker.",
            Parsers.whole(1, 1_000_000));
    static final Setting<Duration> BREAKER_SLOW = new Setting<>(
            "breaker.slow",
            "300ms",
            "How long a call of the backend may take before it counts as a failure to the breaker.",
            Parsers.duration(MILLI, HOUR));
    static final Setting<Duration> BREAKER_PROBE = new Setting<>(
            "breaker.probe",
            "1s",
            "How often the backend is asked, in the background, whether it is well again while the breaker is open.",
            Parsers.duration(Duration.ofMillis(10), HOUR));
    static final Setting<Duration> LINK_HEARTBEAT = new Setting<>(
            "link.heartbeat",
            "1s",
            "How often the link on which other JVMs' invalidations arrive is asked for a sign of life.",
            Parsers.duration(Duration.ofMillis(10), HOUR));
    static final Setting<Duration> LINK_DEAD = new Setting<>(
            "link.dead",
            "3s",
            "How long after the last sign of life, counted from when it was asked for, values kept in this JVM are trusted.",
            Parsers.duration(Duration.ofMillis(20), HOUR));
    static final Setting<Long> MAX_QUEUED = new Setting<>(
            "invalidations.max-queued",
            "10000",
            "How many invalidations wait for a backend that is down; beyond it, caches are cleared instead.",
            Parsers.whole(1, 10_000_000));
    static final Setting<Long> TAGS_MAX = new Setting<>(
            "tags.max-marks",
            "100000",
            "How many invalidations by tag, pattern or clear each cache remembers.",
            Parsers.whole(10, 10_000_000));
    static final Setting<Duration> TAGS_RETENTION = new Setting<>(
            "tags.retention", "7 days", "How long it remembers them.", Parsers.duration(Duration.ofSeconds(1), EVER));

    static final Setting<TransactionPolicy> TRANSACTIONS = new Setting<>(
            "transactions",
            "after-commit",
            "When puts and invalidations inside a JTA transaction take effect: after-commit, never if it is rolled back, or"
                    + " immediate.",
            Parsers.constant(TransactionPolicy.class));

    static final Setting<Set<String>> INTERCEPTORS_INSIDE = new Setting<>(
            "interceptors.inside",
            "",
            "Classes or bindings, after commas, of interceptors, decorators and beans with `@AroundInvoke` that may come after"
                    + " the cache: a hit is answered without them.",
            Parsers::classNames);

    static final Setting<EncryptionKeys> ENCRYPTION_KEYS = Setting.secret(
            "encryption.keys",
            "Keys of AES as id:base64, several after commas: the first encrypts values, all decrypt; unset for no encryption.",
            EncryptionKeys::parse);

    /** What holds for the whole application. */
    static final List<Setting<?>> GLOBAL = List.of(
            ENABLED,
            PREFIX,
            VERSION,
            BACKEND_TYPE,
            SERIALIZER,
            VERBOSE,
            LOG_FORMAT,
            CONFIG_POLL,
            ALLOW,
            KEY_POLICY,
            KEY_MAX_LENGTH,
            BREAKER_FAILURES,
            BREAKER_SLOW,
            BREAKER_PROBE,
            LINK_HEARTBEAT,
            LINK_DEAD,
            BackgroundKeys.MODE,
            BackgroundKeys.THREADS,
            MAX_QUEUED,
            TAGS_MAX,
            TAGS_RETENTION,
            TRANSACTIONS,
            INTERCEPTORS_INSIDE,
            ENCRYPTION_KEYS,
            OperatorKeys.JMX,
            OperatorKeys.READINESS,
            OperatorKeys.ADVICE);

    /** What can be set for each cache as well, and the first for each fetch. */
    static final List<Setting<?>> SWITCHES = List.of(ENABLED, VERBOSE);

    /** What can be chosen for each cache. */
    static final List<Setting<?>> CHOICES = List.of(BACKEND, SERIALIZER);

    /** What can be set for each cache and each annotated method as well. */
    static final List<Setting<?>> PER_CACHE = List.of(
            TTL,
            STALE_TTL,
            STALE_ON,
            SKIP_ON,
            CACHE_EXCEPTIONS,
            EXCEPTION_TTL,
            JITTER,
            CACHE_NULL,
            NULL_TTL,
            SOFT_TIMEOUT,
            HARD_TIMEOUT,
            REFRESH_AHEAD,
            SLIDING,
            NEAR,
            NEAR_STORE,
            NEAR_MAX_ENTRIES,
            NEAR_TTL,
            NEAR_DURING_OUTAGE,
            OUTAGE_TTL,
            WAIT_TIMEOUT,
            ON_WAIT_TIMEOUT,
            BACKEND_ERRORS,
            LEASE,
            LEASE_RENEW,
            LEASE_MAX,
            FAILED_MARKER,
            UNSTORED_MARKER,
            BACKEND_BUDGET,
            MAX_VALUE,
            COMPRESSION_ABOVE,
            TAGS_PER_ENTRY);

    /** What is understood below the name of a cache or a group; that a group is in a group is understood and refused. */
    static final List<String> BELOW_NAMES = Stream.concat(ofCaches().map(Setting::name), Stream.of(Node.MEMBERSHIP))
            .toList();

    private Settings() {}

    /** Returns what can be set for each cache. */
    static Stream<Setting<?>> ofCaches() {
        return Stream.of(PER_CACHE, SWITCHES, CHOICES).flatMap(List::stream);
    }

    /** Returns every key with its default and description, as the documents list them. */
    static List<ConfigKey> keys() {
        return Stream.concat(GLOBAL.stream(), PER_CACHE.stream())
                .map(Setting::documented)
                .toList();
    }
}
