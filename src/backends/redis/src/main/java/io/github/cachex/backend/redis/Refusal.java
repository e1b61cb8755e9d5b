// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.error.CacheBackendException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Redis says that answers and takes no writes, with the remedy. */
final class Refusal {
    private static final String UNTIL_THEN = "; nothing is stored until then, what is there can be read";
    /** Redis 6.2 puts the script's name and line before what it refuses there. */
    private static final Pattern REFUSED =
            Pattern.compile("(?:.*[: -])?((OOM|READONLY|NOREPLICAS|MISCONF) .*)", Pattern.DOTALL);

    private Refusal() {}

    /** Returns {@code answer}, the text of an error, followed by what to do about it where that is known. */
    static String explained(String answer) {
        Matcher refused = REFUSED.matcher(answer);
        return refused.matches()
                ? refused.group(1).strip() + "; " + remedy(refused.group(2)) + UNTIL_THEN
                : Rights.remedy(answer).map(rule -> answer + "; " + rule).orElse(answer);
    }

    private static String remedy(String code) {
        return switch (code) {
            case "OOM" -> "raise maxmemory, let Redis evict (maxmemory-policy allkeys-lru), or make room by clear";
            case "READONLY" -> "this is a replica: write the address of the primary to cachex.backend.redis.uri";
            case "NOREPLICAS" -> "bring the replicas back, or lower min-replicas-to-write";
            default -> "mend what keeps Redis from saving (its log names it), or set stop-writes-on-bgsave-error no";
        };
    }

    /** Returns the failure of {@code operation} on {@code key} where a script was answered {@code error} and went on. */
    static CacheBackendException of(String operation, String key, String error) {
        return new CacheBackendException(Caller.BACKEND, operation, key, explained(error), null);
    }
}
