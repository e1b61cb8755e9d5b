// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendInspection.Finding;
import io.github.cachex.spi.BackendInspection.Grade;
import io.github.cachex.spi.CallBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** One examination of all servers that take writes. */
final class Examination {
    private static final String OPERATION = "examine";
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long CLOCKS_APART_MILLIS = 1_000;
    private static final long ALMOST_FULL_PERCENT = 90;
    private static final List<Integer> OLDEST = List.of(6, 2);

    private final Topology topology;
    private final boolean parted;
    private final CallBudget budget;
    private final List<Finding> findings = new ArrayList<>();

    Examination(Topology topology, boolean parted, CallBudget budget) {
        this.topology = topology;
        this.parted = parted;
        this.budget = budget;
    }

    List<Finding> findings() {
        try {
            new Contact(topology).servers(budget);
            add(Grade.FINE, "contact", topology.toString(), "is reached");
        } catch (CacheBackendException e) {
            add(Grade.PROBLEM, "contact", topology.toString(), Failures.problem(e));
            return List.copyOf(findings);
        }
        if (topology.isWatched() && !parted) {
            add(
                    Grade.WARNING,
                    "mode",
                    topology.toString(),
                    "is a cluster, though it is configured as one server; write cachex.backend.redis.mode=cluster, so that what"
                            + " one node does not answer is of no consequence for the keys of the others");
        }
        topology.known(budget).primaries().forEach(this::examine);
        return List.copyOf(findings);
    }

    private void examine(Primary primary) {
        String server = String.valueOf(topology.snapshot().place(primary));
        ping(primary, server);
        clock(primary, server);
        Optional<String> info = info(primary, server);
        info.ifPresent(text -> {
            version(server, text);
            memory(server, text);
        });
        Optional<String> lacking =
                asked(primary, server, "rights", Rights::lacking).flatMap(rule -> rule);
        if (lacking.isPresent()) {
            add(
                    Grade.PROBLEM,
                    "rights",
                    server,
                    "refuses commands that Cachex needs, so that what needs them fails or is done without; "
                            + lacking.get());
        } else {
            add(Grade.FINE, "rights", server, "allows every command that Cachex needs");
        }
    }

    private void ping(Primary primary, String server) {
        // The first one may have to connect.
        asked(primary, server, "ping", UnifiedJedis::ping);
        long began = System.nanoTime();
        if (asked(primary, server, "ping", UnifiedJedis::ping).isPresent()) {
            long took = System.nanoTime() - began;
            boolean slow = took > SLOW_NANOS;
            add(
                    slow ? Grade.WARNING : Grade.FINE,
                    "ping",
                    server,
                    String.format(Locale.ROOT, "answers after %.1f ms", took / 1e6)
                            + (slow ? "; look at the network and at its SLOWLOG" : ""));
        }
    }

    private void clock(Primary primary, String server) {
        long before = System.currentTimeMillis();
        asked(primary, server, "clock", jedis -> (List<?>) jedis.eval("return redis.call('TIME')"))
                .ifPresent(time -> {
                    long here = before + (System.currentTimeMillis() - before) / 2;
                    long there = 1_000 * number(time.get(0)) + number(time.get(1)) / 1_000;
                    boolean apart = Math.abs(there - here) > CLOCKS_APART_MILLIS;
                    add(
                            apart ? Grade.WARNING : Grade.FINE,
                            "clock",
                            server,
                            Math.abs(there - here) + " ms " + (there < here ? "behind" : "ahead of") + " this machine's"
                                    + (apart ? "; have both follow a time server" : ""));
                });
    }

    private static long number(Object text) {
        return Long.parseLong(String.valueOf(text));
    }

    private Optional<String> info(Primary primary, String server) {
        Optional<String> info = asked(
                primary,
                server,
                "version",
                jedis -> jedis instanceof RedisClient ? jedis.info("server") + jedis.info("memory") : "");
        return info.filter(text -> !text.isEmpty());
    }

    private void version(String server, String info) {
        String version = field(info, "redis_version").orElse("unknown");
        String shown =
                field(info, "valkey_version").map(valkey -> "Valkey " + valkey).orElse("Redis " + version);
        boolean old = isOld(version);
        add(
                old ? Grade.PROBLEM : Grade.FINE,
                "version",
                server,
                shown + (old ? " is older than 6.2, of which Cachex needs commands; upgrade it" : ""));
    }

    private static boolean isOld(String version) {
        String[] parts = version.split("\\.");
        try {
            int major = Integer.parseInt(parts[0]);
            int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
            return major < OLDEST.get(0) || major == OLDEST.get(0) && minor < OLDEST.get(1);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void memory(String server, String info) {
        long max = field(info, "maxmemory").map(Long::parseLong).orElse(0L);
        long used = field(info, "used_memory").map(Long::parseLong).orElse(0L);
        String policy = field(info, "maxmemory_policy").orElse("unknown");
        boolean refuses = max > 0 && policy.equals("noeviction");
        add(
                refuses || max == 0 ? Grade.WARNING : Grade.FINE,
                "eviction",
                server,
                max == 0
                        ? "maxmemory is not set, so that Redis may take all memory of its machine; set it, and"
                                + " maxmemory-policy=allkeys-lru"
                        : "maxmemory-policy is " + policy
                                + (refuses ? ": a full Redis refuses writes; set allkeys-lru" : ""));
        if (max > 0) {
            long percent = 100 * used / max;
            boolean full = refuses && percent >= ALMOST_FULL_PERCENT;
            add(
                    full ? Grade.WARNING : Grade.FINE,
                    "memory",
                    server,
                    percent + " % of maxmemory is used" + (full ? "; raise maxmemory, or shorten ttls" : ""));
        }
    }

    private static Optional<String> field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    /** Returns what {@code server} answers; empty where it does not, which is a finding. */
    private <T> Optional<T> asked(Primary primary, String server, String subject, Function<UnifiedJedis, T> question) {
        try {
            return Optional.of(primary.caller().call(OPERATION, server, budget, question));
        } catch (CacheBackendException e) {
            String problem = Failures.problem(e);
            boolean refused = e.getCause() instanceof JedisDataException;
            add(refused ? Grade.WARNING : Grade.PROBLEM, subject, server, refused ? "not told: " + problem : problem);
            return Optional.empty();
        }
    }

    private void add(Grade grade, String subject, String server, String text) {
        findings.add(new Finding(grade, subject, server, text));
    }
}
