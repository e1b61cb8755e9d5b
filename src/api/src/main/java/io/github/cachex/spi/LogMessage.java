// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.TRACE;
import static java.lang.System.Logger.Level.WARNING;

import io.github.cachex.error.MessageText;
import java.lang.System.Logger.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Every message that Cachex logs, each with the number that its lines carry and that the runbook explains. A number is never changed
 * and never given away again: a new message takes the next free one of its hundred, an old one that is gone leaves a gap. In a text
 * {@code {}} stands for what differs.
 */
@Internal
public enum LogMessage {
    /** What is said for debugging: the only message without an id. */
    DETAIL(0, DEBUG, "{}"),

    // The start, and the configuration.
    ENTRIES_KEPT(1, INFO, "Cachex keeps its entries in {} (namespace {}, serializer {}, {})"),
    SWITCHED_OFF(
            2,
            WARNING,
            "Cachex is off (cachex.enabled=false): nothing is cached, annotated methods and loaders run plainly"),
    BACKEND_REACHED(3, INFO, "Cachex reached {}"),
    NO_CONTACT(4, WARNING, "Cachex has no contact with its backend, and goes on asking: {}"),
    KEY_UNKNOWN(5, WARNING, "{}: nobody reads this key; {}"),
    GROUP_UNMATCHED(6, WARNING, "{}: nothing is configured for this group, or no cache is in the group; {}"),
    PREFIX_UNSET(
            7,
            WARNING,
            "{}: another application on the same {} would share these entries; set {} to this application's name"),
    SETTING_WITHOUT_EFFECT(8, WARNING, "{}: has no effect beside {}: {}"),
    CACHE_UNKNOWN(9, WARNING, "{}: no cache of this application is called '{}'; {}"),
    METHOD_UNKNOWN(10, WARNING, "{}: {} has no method with {} called '{}', or no bean is of that class; {}"),
    VARIABLE_AMBIGUOUS(11, WARNING, "{}: stands for {}, and sets each of them; {}"),
    CONFIGURATION_CHANGED(12, INFO, "The configuration changed: {}"),
    CONFIGURATION_REFUSED(13, WARNING, "The changed configuration is not taken, the old one stays in force: {}"),
    READ_AT_START(
            14, WARNING, "{}: changed, but read at the start alone; restart the application to let it take effect"),
    NEAR_BUILT(
            15,
            WARNING,
            "near.store and near.max-entries of {}: another group says otherwise, but a cache is built for them;"
                    + " restart the application to let them take effect"),
    LISTENER_IDLE(16, WARNING, "{} does nothing: the application does not see {} ({}); {}"),

    // Events.
    HIT(101, TRACE, "HIT", "near, or nothing"),
    ASK(102, TRACE, "ASK", ""),
    MISS(103, DEBUG, "MISS", ""),
    LEASE(104, DEBUG, "LEASE", ""),
    WAIT(105, DEBUG, "WAIT", "{}, in vain or not"),
    LOADING(106, DEBUG, "LOADING", ""),
    LOAD(107, DEBUG, "LOAD", "{}"),
    LOAD_FAILED(108, DEBUG, "ERROR", "load failed after {}: {}"),
    WRITING(109, DEBUG, "WRITING", ""),
    STORE(110, DEBUG, "STORE", "ttl {}"),
    INVALIDATING(111, DEBUG, "INVALIDATING", ""),
    INVALIDATE(112, DEBUG, "INVALIDATE", "queued, or nothing"),
    FAILURE_SERVED(113, DEBUG, "FAILURE", "kept: {}"),
    STALE(114, INFO, "STALE", "{}"),
    OUTAGE(115, INFO, "OUTAGE", "the backend is down; served what this JVM holds"),
    SKIPPED(116, DEBUG, "SKIP", "not stored: {}"),
    NOT_STORED(117, WARNING, "SKIP", "not stored: {}; {}"),
    UNREADABLE(118, WARNING, "ERROR", "counted as a miss, cannot be read: {}"),
    BACKEND_FAILED(119, WARNING, "ERROR", "backend {}: {}"),
    BREAKER_OPEN(120, WARNING, "BREAKER", "open, {}"),
    BREAKER_STILL_OPEN(121, WARNING, "BREAKER", "still open, now: {}"),
    BREAKER_CLOSED(122, WARNING, "BREAKER", "closed, {}"),
    LINK_UP(123, INFO, "LINK", "up, changes by other JVMs are heard"),
    LINK_DOWN(124, WARNING, "LINK", "down, changes by other JVMs are not heard"),
    LEFT_OUT(125, INFO, "{} ({} more like it left out)"),
    SWITCH_ON(126, INFO, "SWITCH", "on, {}"),
    SWITCH_OFF(127, WARNING, "SWITCH", "off, nothing is cached or found, {}"),
    ADVICE(128, INFO, "ADVICE", "{}: {}"),

    // The engine while it runs.
    QUEUE_LOST(
            201,
            ERROR,
            "more than {} invalidations wait for the backend; the {} oldest of cache '{}' are lost: old values may be"
                    + " served until their ttl ends"),
    QUEUE_CLEARS(
            202,
            WARNING,
            "more than {} invalidations wait for the backend; the {} of cache '{}' become one clear of that cache,"
                    + " which is not read until then"),
    QUEUE_SENT(203, INFO, "told the backend {} invalidations that it had missed"),
    QUEUE_UNSENT(204, ERROR, "closing with {} invalidations that the backend never got, {}"),
    CODE_FAILED(205, WARNING, "{}: {}; further ones like it are not logged"),
    CALL_NOT_CACHED(206, WARNING, "{}: a call is not cached: {}; further ones like it are not logged"),
    RESULT_WITHOUT_KEY(
            207,
            WARNING,
            "{}: a value is not stored, since {} is null in its key; {}; further ones like it are not logged"),
    COMMIT_INCOMPLETE(208, WARNING, "what a transaction changed in {} was not all applied"),
    TRANSACTIONS_UNMADE(209, WARNING, "the bean of type {} cannot be made; looking for the server's own"),
    NO_COPIES(
            210,
            WARNING,
            "cache '{}': no copies can be made of a {} ({}), so callers who wait for one load are given the same object;"
                    + " do not modify it, or let it be a record of immutable values"),
    SERIALIZER_UNCLOSED(211, WARNING, "the serializer {} could not be closed"),
    TASK_FAILED(212, WARNING, "a task in the background failed"),
    CHORE_FAILED(213, WARNING, "a chore failed; it is repeated all the same"),
    BREAKER_FOLLOWERS_FAILED(214, WARNING, "what follows from a change of the breaker failed"),
    PROBE_FAILED(215, WARNING, "the breaker stays open"),
    BACKEND_UNCLOSED(216, WARNING, "the backend {} could not be closed"),

    // Redis.
    LINK_REFUSED(
            301, WARNING, "Redis refused what the link asked for, so that changes by other JVMs are found later: {}"),
    PUBLISH_REFUSED(302, WARNING, "Redis refuses PUBLISH on {}: {}"),
    PUBLISH_ACCEPTED(303, INFO, "Redis accepts PUBLISH again: other JVMs are told of changes at once"),
    COMMANDS_REFUSED(
            304,
            WARNING,
            "{} lets this user in, and refuses commands that Cachex needs; what needs them fails or is done without: {}"),
    WRITES_REFUSED(305, WARNING, "{} goes on to answer {}, though it was dialled anew {} times; {}"),
    WRITES_TAKEN(306, INFO, "{} takes writes"),
    REPLICAS_LACK(307, WARNING, "{}: {} replicas acknowledged an invalidation in time, or WAIT is refused; {}"),
    REPLICAS_ACKNOWLEDGE(308, INFO, "{}: replicas acknowledge invalidations again"),
    PRIMARY_OF_SENTINELS(309, INFO, "the Sentinels name another primary of '{}': {}"),
    PRIMARY_OF_SHARD(310, WARNING, "the primary of shard {} of the Redis cluster is {} now; it was {}"),
    CLUSTER_MET(
            311,
            WARNING,
            "{} is a node of a cluster, and all of its nodes are used now; write cachex.backend.redis.mode=cluster, so"
                    + " that what one of them does not answer is of no consequence for the keys of the others"),
    TOPOLOGY_UNKNOWN(312, WARNING, "it cannot be told who takes the writes"),
    CREDENTIALS_CHANGED(313, INFO, "The credentials for Redis changed; connections are made anew with them"),
    CREDENTIALS_UNREADABLE(
            314,
            WARNING,
            "The credentials for Redis cannot be asked for ({}); those known are used; see to the source of"
                    + " configuration that fails"),
    ADDRESS_CHANGED(
            315,
            WARNING,
            "{}: changed, but of an address the credentials alone are taken while the application runs; restart the"
                    + " application to let it take effect"),
    CLIENT_WAITS_LONG(
            316,
            WARNING,
            "the client that was handed in waits {} for an answer, longer than a call may take: Cachex leaves with"
                    + " backend-budget, the application's own calls and the threads that connect for Cachex do not; use"
                    + " DefaultJedisClientConfig.builder().timeoutMillis, for example with 500"),
    CLIENT_WITHOUT_POOL(
            317,
            WARNING,
            "{}, which was handed in, does not show its one pool of connections: Cachex calls it on threads of its own,"
                    + " which wait as long as its time-outs say, cannot cut a link that hangs, and does not know whether it"
                    + " sends a command twice; give it time-outs and maxAttempts(1), or hand in a RedisClient or"
                    + " RedisSentinelClient"),
    CLIENT_POOL_ENDLESS(
            318,
            WARNING,
            "maxWait of the pool of the client that was handed in is endless: for one of its {} connections Cachex waits"
                    + " as long as backend-budget lasts, the application's own calls without end; use"
                    + " ConnectionPoolConfig.setMaxWait, for example with Duration.ofMillis(100)"),
    LINK_LISTENER_FAILED(319, WARNING, "a listener of the link failed"),
    WAKE_UP_FAILED(320, WARNING, "a wake-up was not taken"),
    NODES_REFUSED(
            321,
            INFO,
            "Redis refuses SUBSCRIBE on {}: this node neither reports to others nor hears their reports; {}"),

    // What the deployment doubts, and what it says.
    VALUE_SHARED(
            401, WARNING, "{}: {} can be changed, and near.store=reference hands the same object to all callers; {}"),
    ONE_KEY_FOR_ALL(402, WARNING, "{}: {} has one key for all calls, {}, in a bean that is @{}; {}"),
    CALLBACK_ANNOTATED(
            403,
            WARNING,
            "{}: {} on a @{} method, which the container calls past all interceptors, so that nothing is {}; {}"),
    ANNOTATION_LOST(404, WARNING, "{}: overrides {} without its {}, which the container does not inherit; {}"),
    DEFAULT_UNSEEN(
            405,
            WARNING,
            "{}: this container does not see the annotations of {}, an interface with a default method; override the"
                    + " method in {}, with the annotation"),
    SELF_CALL(406, WARNING, "{}: calls {} on this, which no interceptor sees, so that nothing is {}; {}"),
    PRODUCT_UNSEEN(407, WARNING, "{}: hands out {}, which no interceptor is put before, so that {} does nothing; {}"),
    EXPIRY_WITHOUT_STALE(
            408,
            WARNING,
            "{}: @CachexInvalidate(soft = true), but cache '{}' keeps nothing stale, so that its entries are invalidated; {}"),
    CACHE_UNFILLED(409, WARNING, "{}: {} of cache '{}', which no fetch of this application fills; {}"),
    KEY_UNMET(410, WARNING, "{}: {} of cache '{}' {}, and no fetch of it has such a key, so that {}; {}"),
    TAG_UNKNOWN(
            411,
            WARNING,
            "{}: @CachexInvalidate of cache '{}' has the tag '{}', which no annotation gives to a value of it; {}"),
    NO_BEAN(
            412,
            WARNING,
            "{}: its class is no bean, or one before which no interceptor is put, so nothing is cached; {}"),
    ALLOWED(413, INFO, "{}: allowed on purpose: {}"),
    ALLOWED_INSIDE(414, INFO, "{}: allowed after the cache on purpose: {}"),
    SHARING_CHOSEN(415, INFO, "{}: near.store={}: {}"),
    KEYS_SHARED(
            416,
            INFO,
            "{}: has the keys '{}' of cache '{}' together with {}, and each answers with what the other loaded"),

    // Warm-ups.
    WARMING_BEGINS(501, INFO, "warm-up {}: begins"),
    WARMING_GOES_ON(502, INFO, "warm-up {}: {} so far"),
    WARMING_ENDED(503, INFO, "warm-up {}: {}, {}"),
    WARMING_DONE_ELSEWHERE(504, INFO, "warm-up {}: left out, another node has done it ({})"),
    WARMING_ENTRY_FAILED(505, WARNING, "warm-up {}: {} failed: {}; its message is logged at DEBUG"),
    WARMING_UNREADABLE(506, WARNING, "warm-up {}: what to load cannot be read: {}; its message is logged at DEBUG"),
    WARMING_LINE_UNREADABLE(
            507, WARNING, "{} line {}: left out, it cannot be read ({}); its message is logged at DEBUG"),
    WARMING_WAITS(508, WARNING, "warm-up {}: waits for the backend: {}"),
    WARMING_GIVEN_UP(509, WARNING, "warm-up {}: given up: {}"),
    WARMER_FAILED(510, WARNING, "warm-up: {} is left out, since it failed: {}"),
    WARMING_NOT_BEGUN(511, WARNING, "warm-up: left out, since it could not begin"),
    WARMING_WAIT_OVER(512, WARNING, "cachex.warm.wait is over; the application starts, warm-ups go on"),
    WARMING_LOADS_LEFT(513, WARNING, "warm-up: {} loads do not end with the application"),

    // The console.
    CONSOLE_ON(701, INFO, "console: on, for users in the role {}"),
    CONSOLE_OPEN(
            702,
            WARNING,
            "console: open to anybody, who reads names, keys and settings; name a role (cachex.console.role=none)"),
    CONSOLE_CHANGE(703, INFO, "console: {} {}"),

    // Web caches before the application.
    PURGER_FAILED(801, WARNING, "the purger {} failed, so that web caches may keep what was changed"),
    PURGES_WAIT(802, WARNING, "{} takes no purges, which wait until it does: {}"),
    PURGES_TAKEN(803, INFO, "{} takes purges again, and has been told of all that waited"),
    PURGES_COLLAPSED(804, WARNING, "more than {} purges wait for {}: all answers of cache '{}' are purged instead"),
    PURGES_LOST(805, WARNING, "{} is not told of {} purges, since the application ends; purge it by hand");

    private static final String PLACE = "{}";

    private final String id;
    private final Level level;
    private final String event;
    private final String text;

    LogMessage(int number, Level level, String text) {
        this(number, level, LogLine.PLAIN, text);
    }

    LogMessage(int number, Level level, String event, String text) {
        this.id = number == 0 ? "" : String.format(Locale.ROOT, "CACHEX-%04d", number);
        this.level = level;
        this.event = event;
        this.text = text;
    }

    /** Returns the id that stands at the begin of its lines, such as {@code CACHEX-0042}; empty for {@link #DETAIL}. */
    public String id() {
        return id;
    }

    /** Returns the level of its lines, unless the log is verbose. */
    public Level level() {
        return level;
    }

    /** Returns the word for the event that it reports; {@link LogLine#PLAIN} where it is about no event of a cache. */
    public String event() {
        return event;
    }

    /** Returns how its lines read, with {@code {}} for what differs. */
    public String text() {
        return text;
    }

    /** Returns its line with {@code differing} in the places for it. */
    public LogLine with(@Nullable Object... differing) {
        StringBuilder line = new StringBuilder();
        int from = 0;
        for (@Nullable Object part : differing) {
            int place = text.indexOf(PLACE, from);
            if (place < 0) {
                break;
            }
            line.append(text, from, place).append(part);
            from = place + PLACE.length();
        }
        return saying(line.append(text, from, text.length()).toString());
    }

    /** Returns its line where the words were found elsewhere. */
    public LogLine saying(String line) {
        return new LogLine(this, "", "", MessageText.line(line), "");
    }

    /** Returns its line about {@code key} of {@code cache}. */
    public LogLine of(String cache, String key, String detail) {
        return new LogLine(this, cache, key, detail, "");
    }
}
