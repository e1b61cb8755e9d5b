// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** Asks which Redis answers; where none does, names the configuration to look at. Credentials are in none of its words. */
final class Contact {
    private static final Pattern VERSION = Pattern.compile("(redis|valkey)_version:(\\S+)");
    private static final String KEYS = "cachex.backend.redis.";

    private final Client client;
    private final Caller caller;

    Contact(Client client, Caller caller) {
        this.client = client;
        this.caller = caller;
    }

    /**
     * Returns where Redis is and its version.
     *
     * @throws CacheBackendException when it does not answer, or lets nobody in
     */
    String server(CallBudget budget) {
        try {
            return client + ", version " + caller.call("contact", where(), budget, Contact::version);
        } catch (CacheConnectionException e) {
            throw new CacheConnectionException(
                    Caller.BACKEND, e.operation(), where(), saidOf(e), e.perhapsApplied(), e.getCause());
        } catch (CacheBackendException e) {
            throw new CacheBackendException(
                    Caller.BACKEND, e.operation(), where(), problem(e) + "; " + remedy(e), e.getCause());
        }
    }

    /** Where no connection was made, or one broke, TLS may be what keeps them apart. */
    private String saidOf(CacheConnectionException e) {
        String problem = problem(e);
        boolean refused = problem.contains("Connection refused") || problem.contains("unknown host");
        return (refused ? Optional.<String>empty() : client.tlsProblem())
                .map(text -> "no TLS: " + text)
                .orElseGet(() -> problem.startsWith("no TLS: ") ? problem : problem + "; " + remedy(e));
    }

    private String where() {
        return String.valueOf(client);
    }

    private static String version(UnifiedJedis jedis) {
        if (!(jedis instanceof RedisClient)) {
            // One that knows several servers says nothing of any.
            return "not asked for";
        }
        try {
            Matcher told = VERSION.matcher(jedis.info("server"));
            String version = "unknown";
            while (told.find()) {
                // Valkey says first which Redis it is like.
                version = (told.group(1).equals("valkey") ? "Valkey " : "") + told.group(2);
            }
            return version;
        } catch (JedisDataException e) {
            String answer = String.valueOf(e.getMessage());
            if (answer.startsWith("NOPERM")) {
                // It let us in, which is what was asked.
                return "unknown";
            }
            throw e;
        }
    }

    private static String problem(CacheBackendException e) {
        String begin = e.backend() + " " + e.operation() + " '" + e.key() + "': ";
        String message = String.valueOf(e.getMessage());
        return message.startsWith(begin) ? message.substring(begin.length()) : message;
    }

    private String remedy(CacheBackendException e) {
        String problem = problem(e);
        String upper = problem.toUpperCase(Locale.ROOT);
        if (upper.contains("AUTH") || upper.contains("WRONGPASS") || upper.contains("CREDENTIALS")) {
            return "look at " + KEYS + "username and " + KEYS + "password, or the credentials in " + KEYS + "uri";
        } else if (upper.contains("NOPERM")) {
            return "grant the user what Cachex needs, or look at " + KEYS + "username";
        } else if (upper.contains("DB INDEX")) {
            return "look at the database in " + KEYS + "uri";
        } else if (upper.contains("LOADING")) {
            return "it will answer when it has read its data";
        }
        return "look at " + KEYS + "uri: host, port, and "
                + (where().endsWith("with TLS") ? "redis:// where it speaks no TLS" : "rediss:// where it speaks TLS");
    }
}
