// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.SettingInForce;
import io.github.cachex.core.config.Lookup.Place;
import io.github.cachex.spi.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resolves the settings of one cache or of one annotated method, and checks them against each other. */
final class CacheReader {
    private final Lookup lookup;
    private final String cache;
    private final Optional<String> group;
    private final MethodTexts method;

    private CacheReader(Lookup lookup, String cache, Optional<String> group, MethodTexts method) {
        this.lookup = lookup;
        this.cache = cache;
        this.group = group;
        this.method = method;
    }

    /**
     * What is said of an annotated method.
     *
     * @param nodes what keys begin with that are about the method or its class, the nearest first
     * @param wide what keys begin with that are about all methods with the annotation
     * @param annotated what messages about members of the annotation begin with
     * @param members what the annotation says, by member
     */
    private record MethodTexts(List<String> nodes, String wide, String annotated, Map<String, String> members) {
        static final MethodTexts NONE = new MethodTexts(List.of(), "", "", Map.of());
    }

    /** Checks what is configured for all caches, where no cache has been named yet. */
    static void checkDefaults(Lookup lookup) {
        new CacheReader(lookup, "", Optional.empty(), MethodTexts.NONE).read();
    }

    /** Checks what is configured for a group, whatever caches are in it. */
    static void checkGroup(Lookup lookup, String group) {
        new CacheReader(lookup, "", Optional.of(group), MethodTexts.NONE).checked();
    }

    static CacheSettings cache(Lookup lookup, String cache) {
        return new CacheReader(lookup, cache, CacheGroups.of(lookup, cache), MethodTexts.NONE).checked();
    }

    /** Returns the settings, after a look at what is none of them. */
    private CacheSettings checked() {
        Settings.SWITCHES.forEach(this::find);
        return read();
    }

    /** Returns what is said of {@code setting} for {@code cache}, whatever is said of methods. */
    static <T> Found<T> found(Lookup lookup, String cache, Setting<T> setting) {
        return new CacheReader(lookup, cache, CacheGroups.of(lookup, cache), MethodTexts.NONE).find(setting);
    }

    /** Returns a reader of what is said of an annotated method. */
    static CacheReader method(
            Lookup lookup, String cache, Class<?> type, String method, String annotation, Map<String, String> members) {
        List<String> nodes = List.of(
                type.getName() + '/' + method + '/' + annotation + '/', type.getName() + '/' + annotation + '/');
        String annotated = type.getName() + '.' + method + ": @" + annotation + " ";
        return new CacheReader(
                lookup,
                cache,
                CacheGroups.of(lookup, cache),
                new MethodTexts(nodes, annotation + '/', annotated, members));
    }

    /** Returns a line for each setting: its value, and who says so. */
    List<String> report() {
        return Settings.PER_CACHE.stream().map(this::line).toList();
    }

    private String line(Setting<?> setting) {
        Found<?> found = find(setting);
        return setting.name() + "=" + found.text() + ", "
                + (found.isSet() ? lookup.carrier(found.key(), found.text()) : "the default");
    }

    /** Returns those settings that hold since the annotation says so, under the keys that would override it. */
    List<SettingInForce> annotated() {
        List<SettingInForce> annotated = new ArrayList<>();
        for (Setting<?> setting : Settings.PER_CACHE) {
            Found<?> found = find(setting);
            if (found.isSet() && found.key().startsWith(method.annotated())) {
                annotated.add(new SettingInForce(
                        method.nodes().get(0) + setting.member(), found.text(), SettingInForce.ANNOTATION));
            }
        }
        return annotated;
    }

    CacheSettings read() {
        Found<Duration> waitTimeout = find(Settings.WAIT_TIMEOUT);
        Found<Duration> lease = find(Settings.LEASE);
        Found<Duration> renew = find(Settings.LEASE_RENEW);
        Found<Duration> max = find(Settings.LEASE_MAX);
        check(
                waitTimeout.value().compareTo(lease.value().multipliedBy(2)) > 0,
                waitTimeout,
                lease,
                "the wait must exceed twice the lease, or callers give up before a dead leader's lease ends",
                "raise wait-timeout above " + Durations.text(lease.value().multipliedBy(2)) + " or lower lease.ttl");
        check(
                renew.value().compareTo(lease.value()) < 0,
                renew,
                lease,
                "a lease must be renewed before it ends",
                "set lease.renew to a third of lease.ttl");
        check(
                max.value().compareTo(lease.value()) >= 0,
                max,
                lease,
                "the longest lease is shorter than one lease",
                "set lease.max to at least lease.ttl");
        CacheSettings settings = new CacheSettings(
                freshness(),
                new WaitSettings(
                        find(Settings.SOFT_TIMEOUT).value(),
                        find(Settings.HARD_TIMEOUT).value(),
                        waitTimeout.value(),
                        find(Settings.ON_WAIT_TIMEOUT).value()),
                new LeaseSettings(
                        lease.value(),
                        renew.value(),
                        max.value(),
                        find(Settings.FAILED_MARKER).value(),
                        find(Settings.UNSTORED_MARKER).value()),
                near(),
                find(Settings.OUTAGE_TTL).value(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new FailureSettings(
                        find(Settings.CACHE_EXCEPTIONS).value(),
                        find(Settings.EXCEPTION_TTL).value()),
                Optional.empty(),
                new StaleFailures(
                        find(Settings.STALE_ON).value(), find(Settings.SKIP_ON).value()),
                find(Settings.BACKEND_ERRORS).value(),
                find(Settings.BACKEND_BUDGET).value(),
                sizes());
        if (!method.annotated().isEmpty()) {
            IneffectiveSettings ineffective = new IneffectiveSettings(lookup, this::isOfMethodOrCache);
            ineffective.checkTimeouts(
                    find(Settings.SOFT_TIMEOUT), find(Settings.HARD_TIMEOUT), find(Settings.STALE_TTL));
            ineffective.checkRefresh(find(Settings.REFRESH_AHEAD), find(Settings.TTL));
            ineffective.checkInline(
                    lookup.find(BackgroundKeys.MODE, List.of(Place.of(BackgroundKeys.MODE.key()))),
                    List.of(find(Settings.SOFT_TIMEOUT), find(Settings.HARD_TIMEOUT)));
        }
        return settings;
    }

    private FreshnessSettings freshness() {
        return new FreshnessSettings(
                find(Settings.TTL).value(),
                find(Settings.STALE_TTL).value(),
                find(Settings.JITTER).value(),
                find(Settings.CACHE_NULL).value(),
                find(Settings.NULL_TTL).value(),
                find(Settings.REFRESH_AHEAD).value(),
                find(Settings.SLIDING).value());
    }

    private NearSettings near() {
        return new NearSettings(
                find(Settings.NEAR).value(),
                find(Settings.NEAR_STORE).value(),
                find(Settings.NEAR_MAX_ENTRIES).value().intValue(),
                find(Settings.NEAR_TTL).value(),
                find(Settings.NEAR_DURING_OUTAGE).value());
    }

    private Sizes sizes() {
        return new Sizes(
                find(Settings.MAX_VALUE).value().intValue(),
                find(Settings.COMPRESSION_ABOVE).value().map(Long::intValue).orElse(Integer.MAX_VALUE),
                find(Settings.TAGS_PER_ENTRY).value().intValue(),
                mayLeaveOut());
    }

    private boolean mayLeaveOut() {
        return lookup.find(Settings.ALLOW, List.of(Place.of(Settings.ALLOW.key())))
                .value()
                .contains(Allowance.LEFT_OUT);
    }

    private boolean isOfMethodOrCache(String key) {
        return key.startsWith(method.annotated())
                || method.nodes().stream().anyMatch(key::startsWith)
                || Node.CACHE.parse(key).isPresent();
    }

    private <T> Found<T> find(Setting<T> setting) {
        return lookup.find(setting, places(setting));
    }

    private List<Place> places(Setting<?> setting) {
        List<Place> places = new ArrayList<>();
        method.nodes().forEach(node -> places.add(Place.of(node + setting.member())));
        if (!cache.isEmpty()) {
            Node.CACHE.keys(cache, setting.name()).forEach(key -> places.add(Place.of(key)));
        }
        group.ifPresent(shared -> Node.GROUP.keys(shared, setting.name()).forEach(key -> places.add(Place.of(key))));
        if (!method.wide().isEmpty()) {
            places.add(Place.of(method.wide() + setting.member()));
        }
        String member = method.members().getOrDefault(setting.member(), "").strip();
        if (!member.isEmpty()) {
            places.add(new Place(method.annotated() + setting.member(), Optional.of(member)));
        }
        places.add(Place.of(setting.key()));
        return places;
    }

    private void check(boolean holds, Found<?> first, Found<?> second, String problem, String remedy) {
        if (holds || first.isBad() || second.isBad()) {
            return;
        }
        Found<?> subject = first.isSet() ? first : second;
        Found<?> other = first.isSet() ? second : first;
        lookup.problem(lookup.said(subject.key(), subject.text()) + ": against " + other.said() + ": " + problem + "; "
                + remedy);
    }
}
