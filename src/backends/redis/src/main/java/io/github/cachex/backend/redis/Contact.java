// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** Asks which servers answer; where one does not, names the configuration to look at. Credentials are in none of its words. */
final class Contact {
    private static final Pattern VERSION = Pattern.compile("(redis|valkey)_version:(\\S+)");
    private static final String KEYS = "cachex.backend.redis.";

    private static final LineLogger LOG = LineLogger.named("io.github.cachex.redis");

    private final Topology topology;

    Contact(Topology topology) {
        this.topology = topology;
    }

    /**
     * Returns where the servers are that take writes, and their version.
     *
     * @throws CacheBackendException when one does not answer, lets nobody in, or is another than was meant
     */
    String servers(CallBudget budget) {
        return said(() -> {
            Set<String> versions = new LinkedHashSet<>();
            topology.known(budget);
            // Asking one may show that there are more.
            versions.add(version(topology.known(budget).primaries().get(0), budget));
            for (Primary primary : topology.known(budget).primaries()) {
                versions.add(version(primary, budget));
            }
            checkRights(topology.known(budget).primaries().get(0), budget);
            return topology + ", version " + String.join(" and ", versions);
        });
    }

    /** Returns the same of one of several; empty where there is none of that name any more. */
    Optional<String> server(String name, CallBudget budget) {
        return said(() -> topology.known(budget).primaries().stream()
                .filter(primary -> primary.name().equals(name))
                .findFirst()
                .map(primary -> primary + ", version " + version(primary, budget)));
    }

    private <T> T said(Supplier<T> asked) {
        try {
            return asked.get();
        } catch (CacheConnectionException e) {
            throw new CacheConnectionException(
                    Caller.BACKEND, e.operation(), e.key(), saidOf(e), e.perhapsApplied(), e.getCause());
        } catch (CacheBackendException e) {
            throw new CacheBackendException(Caller.BACKEND, e.operation(), e.key(), words(e), e.getCause());
        }
    }

    /** Where no connection was made, or one broke, TLS may be what keeps them apart. */
    private String saidOf(CacheConnectionException e) {
        String problem = Failures.problem(e);
        boolean refused = problem.contains("Connection refused") || problem.contains("unknown host");
        return (refused ? Optional.<String>empty() : tlsProblem(e.key()))
                .map(text -> "no TLS: " + text)
                .orElseGet(() -> problem.startsWith("no TLS: ") ? problem : words(e));
    }

    private Optional<String> tlsProblem(String where) {
        List<Primary> primaries = topology.primaries();
        return primaries.stream()
                .filter(primary -> String.valueOf(primary).equals(where))
                .findFirst()
                .or(() -> primaries.stream().findFirst())
                .flatMap(primary -> primary.client().tlsProblem());
    }

    private String version(Primary primary, CallBudget budget) {
        String where = String.valueOf(primary);
        Optional<String> told = primary.caller().call("contact", where, budget, jedis -> info(jedis, "server"));
        String server = told.orElse("");
        if (server.contains("redis_mode:sentinel")) {
            throw another(
                    where,
                    "it is a Sentinel; write redis-sentinel://host:26379/name in " + KEYS
                            + "uri, with the name by which it knows the master");
        } else if (server.contains("redis_mode:cluster") && !topology.isWatched()) {
            foundCluster(primary, where, budget);
        } else if (told.isPresent() && !topology.isWatched()) {
            checkRole(primary, where, budget);
        }
        return told.map(Contact::number).orElse("not asked for");
    }

    /** A node of several would have to be asked for a name of its own. */
    private void checkRights(Primary primary, CallBudget budget) {
        String where = String.valueOf(primary);
        if (!topology.isWatched()) {
            primary.caller()
                    .call("contact", where, budget, Rights::lacking)
                    .ifPresent(rule -> LOG.log(LogMessage.COMMANDS_REFUSED.with(where, rule)));
        }
    }

    private void foundCluster(Primary primary, String where, CallBudget budget) {
        Place place = primary.client().place();
        Layout layout = primary.caller()
                .call(
                        "contact",
                        where,
                        budget,
                        jedis -> ClusterSlots.read((List<?>) ClusterSlots.ask(jedis, "SLOTS"), place));
        List<Layout.Shard> shards = layout.shards();
        boolean alone = shards.size() == 1;
        if (!alone && !topology.foundCluster(budget)) {
            throw another(
                    where,
                    "it is a node of a cluster of " + shards.size() + " that take writes; " + Redirect.CLUSTER_REMEDY);
        }
    }

    private static void checkRole(Primary primary, String where, CallBudget budget) {
        Optional<String> told = primary.caller().call("contact", where, budget, jedis -> info(jedis, "replication"));
        if (told.isPresent() && told.get().contains("role:slave")) {
            throw another(
                    where,
                    "it is a replica, which takes no writes; write the address of its primary in " + KEYS
                            + "uri, or those of the Sentinels, redis-sentinel://host:26379/name");
        }
    }

    private static CacheBackendException another(String where, String problem) {
        return new CacheBackendException(Caller.BACKEND, "contact", where, problem, null);
    }

    /** Returns what it says; empty where it must not be asked, or several would have to be. */
    private static Optional<String> info(UnifiedJedis jedis, String section) {
        if (!(jedis instanceof RedisClient)) {
            // One that knows several servers says nothing of any.
            return Optional.empty();
        }
        try {
            return Optional.of(jedis.info(section));
        } catch (JedisDataException e) {
            if (String.valueOf(e.getMessage()).startsWith("NOPERM")) {
                // It let us in, which is what was asked.
                return Optional.of("");
            }
            throw e;
        }
    }

    private static String number(String server) {
        Matcher told = VERSION.matcher(server);
        String version = "unknown";
        while (told.find()) {
            // Valkey says first which Redis it is like.
            version = (told.group(1).equals("valkey") ? "Valkey " : "") + told.group(2);
        }
        return version;
    }

    private String words(CacheBackendException e) {
        String problem = Failures.problem(e);
        return problem.contains("; ") ? problem : problem + "; " + remedy(problem);
    }

    private String remedy(String problem) {
        String upper = problem.toUpperCase(Locale.ROOT);
        if (problem.contains("no Sentinel names")) {
            return Sentinel.remedy(upper);
        } else if (upper.contains("AUTH") || upper.contains("WRONGPASS") || upper.contains("CREDENTIALS")) {
            return "look at " + KEYS + "username and " + KEYS + "password, or the credentials in " + KEYS + "uri";
        } else if (upper.contains("SELECT IS NOT ALLOWED")) {
            return "it is a node of a cluster, which has no database but 0: look at " + KEYS + "uri";
        } else if (upper.contains("DB INDEX")) {
            return "look at the database in " + KEYS + "uri";
        } else if (upper.contains("LOADING")) {
            return "it will answer when it has read its data";
        }
        return "look at " + KEYS + "uri: host, port, and "
                + (topology.toString().endsWith("with TLS")
                        ? "redis:// where it speaks no TLS"
                        : "rediss:// where it speaks TLS");
    }
}
